import type { FeedSource } from "../src/adapter.js";
import type { ConfiguredSource } from "../src/dispatch/local.js";
import { openIncidentsOf } from "../src/store/incident.js";
import type { Db } from "../src/store/open.js";
import { markCredentials } from "../src/store/subject.js";
import { type Asked, noteCanary } from "./assertions.js";
import { noteFeeds } from "./feed-health.js";
import { credentialsOf } from "./plan.js";
import { type HealthDeps, noteHealth } from "./source-health.js";

export interface NoteDeps extends HealthDeps {
  readonly sources: ReadonlyMap<string, ConfiguredSource>;
  readonly feeds: readonly Pick<FeedSource, "id" | "source" | "url">[];
}

/** Writes down how a source as a whole came out of a run, before what it said is judged. */
export function noteSource(deps: NoteDeps, db: Db, asked: Asked, now: Date): void {
  const { source, tally } = asked;
  noteCredentials(deps, db, asked);
  if (deps.sources.get(source)?.adapter.shape === "feed") noteFeeds(deps, db, source, tally, now);
  else noteHealth(deps, db, source, tally, now);
  noteCanary(deps, db, asked, now);
}

/** A log-in refused in two runs on end is not tried again until the credentials change, or somebody tests the source. */
function noteCredentials(deps: NoteDeps, db: Db, { sourceId, source: key, tally }: Asked): void {
  const source = deps.sources.get(key);
  const asked = tally.planned - tally.skipped;
  if (source === undefined || asked === 0 || tally.reasons.refused !== asked) return;
  const before = openIncidentsOf(db, "source", sourceId).some(({ cause }) => cause === "refused");
  if (before) markCredentials(db, key, credentialsOf(source));
}
