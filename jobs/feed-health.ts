import type { FeedSource } from "../src/adapter.js";
import { type FeedStanding, feedsOfSource } from "../src/store/feed.js";
import { closeIncident, openIncident, openIncidentsOf } from "../src/store/incident.js";
import type { Db } from "../src/store/open.js";
import { sourceIdOf } from "../src/store/subject.js";
import type { JudgeDeps } from "./sitting.js";
import { isBlind, tellIncident } from "./source-health.js";

type Deps = JudgeDeps & { readonly feeds: readonly Pick<FeedSource, "id" | "source">[] };

/** A feed is given this many questions to come back before anybody is told. */
const FAILURES = 3;
/** Once may be chance, or our own absence; twice on end it changes faster than we ask. */
const TURNOVERS = 2;

/**
 * One incident for a single feed that is down while the others answer, and one for a feed whose items come and go
 * between two questions; each is closed when it is over (R23, R26, R34). When all are down that is the source's own.
 */
export function noteFeeds(deps: Deps, db: Db, source: string, now: Date): void {
  const sourceId = sourceIdOf(db, source);
  const open = openIncidentsOf(db, "source", sourceId);
  const known = new Set(deps.feeds.flatMap((feed) => (feed.source === source ? [feed.id] : [])));
  const standings = feedsOfSource(db, source).filter(({ key }) => known.has(key));
  const troubles = standings.flatMap((feed) => troublesOf(feed, isBlind(open)));
  for (const { cause, counted, isNew } of troubles) {
    if (!isNew || open.some((incident) => incident.cause === cause)) continue;
    const { id } = openIncident(db, { kind: "source", sourceId, cause, counted }, now);
    tellIncident(deps, db, "incident.opened", id, { kind: "source", source, cause, ...counted }, now);
  }
  for (const { id, cause } of open) {
    if (!/^(?:feed|turnover):/.test(cause) || troubles.some((trouble) => trouble.cause === cause)) continue;
    closeIncident(db, id, "basvakt", "recovered", now);
    tellIncident(deps, db, "incident.closed", id, { source, cause }, now);
  }
}

interface Trouble {
  readonly cause: string;
  readonly counted: { readonly failed: number; readonly reason: string };
  /** Enough to tell of; what was told already stays until it is over. */
  readonly isNew: boolean;
}

function troublesOf({ key, failures, reason, turnovers }: FeedStanding, blind: boolean): readonly Trouble[] {
  const down = { cause: `feed:${key}`, counted: { failed: failures, reason: reason ?? "" } };
  const turned = { cause: `turnover:${key}`, counted: { failed: turnovers, reason: "" } };
  return [
    ...(failures > 0 ? [{ ...down, isNew: failures >= FAILURES && !blind }] : []),
    ...(turnovers > 0 ? [{ ...turned, isNew: turnovers >= TURNOVERS }] : []),
  ];
}
