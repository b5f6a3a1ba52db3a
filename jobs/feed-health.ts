import type { FeedSource } from "../src/adapter.js";
import type { SourceTally } from "../src/store/check.js";
import { type FeedStanding, feedsOfSource } from "../src/store/feed.js";
import { closeIncident, openIncident, openIncidentsOf } from "../src/store/incident.js";
import type { Db } from "../src/store/open.js";
import { sourceIdOf } from "../src/store/subject.js";
import { blindBecause, type HealthDeps, isBlind, noteBlindness, tellIncident } from "./source-health.js";

type Deps = HealthDeps & { readonly feeds: readonly Pick<FeedSource, "id" | "source" | "url">[] };

/** A feed is given this many questions to come back before anybody is told. */
const FAILURES = 3;
/** Papers do not agree to be down: when so many are for this long, the fault is ours or everybody's. */
const BLIND_FAILURES = 2;
/** Once may be chance, or our own absence; twice on end it changes faster than we ask. */
const TURNOVERS = 2;

/** A host with those of its feeds that have been asked. */
interface Host {
  readonly host: string;
  readonly feeds: readonly FeedStanding[];
}

/**
 * One incident for the source when too few of its hosts have answered twice on end, one for a host whose feeds are all
 * down, else one for a single feed that is, and one for a feed whose items come and go between two questions; each is
 * closed when it is over (R23, R26, R34).
 */
export function noteFeeds(deps: Deps, db: Db, source: string, tally: SourceTally, now: Date): void {
  const hosts = hostsOf(deps, db, source);
  noteBlindness(deps, db, { source, tally, cause: blindTo(hosts, deps.expectOf(source).answers) }, now);
  const sourceId = sourceIdOf(db, source);
  const open = openIncidentsOf(db, "source", sourceId);
  const troubles = hosts.flatMap((host) => troublesOf(host, isBlind(open)));
  for (const { cause, counted, isNew } of troubles) {
    if (!isNew || open.some((incident) => incident.cause === cause)) continue;
    const { id } = openIncident(db, { kind: "source", sourceId, cause, counted }, now);
    tellIncident(deps, db, "incident.opened", id, { kind: "source", source, cause, ...counted }, now);
  }
  for (const { id, cause } of open) {
    if (!/^(?:host|feed|turnover):/.test(cause) || troubles.some((trouble) => trouble.cause === cause)) continue;
    closeIncident(db, id, "basvakt", "recovered", now);
    tellIncident(deps, db, "incident.closed", id, { source, cause }, now);
  }
}

function hostsOf({ feeds }: Deps, db: Db, source: string): readonly Host[] {
  const hostOf = new Map(feeds.flatMap((feed) => (feed.source === source ? [[feed.id, feed.url.host] as const] : [])));
  const standings = feedsOfSource(db, source).filter(({ key }) => hostOf.has(key));
  const hosts = [...new Set(standings.map(({ key }) => hostOf.get(key) ?? ""))];
  return hosts.map((host) => ({ host, feeds: standings.filter(({ key }) => hostOf.get(key) === host) }));
}

/** Why the source as a whole is blind: hosts are counted, however many feeds each has; null when enough of them answer. */
function blindTo(hosts: readonly Host[], least: number): string | null {
  const silent = hosts.filter(({ feeds }) => feeds.every(({ failures }) => failures >= BLIND_FAILURES));
  const reasons: Record<string, number> = {};
  for (const { feeds } of silent) {
    const reason = feeds[0]?.reason ?? "unreachable";
    reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  return blindBecause({ planned: hosts.length, skipped: 0, reasons }, least);
}

interface Trouble {
  readonly cause: string;
  readonly counted: { readonly failed: number; readonly reason: string };
  /** Enough to tell of; what was told already stays until it is over. */
  readonly isNew: boolean;
}

/** One cause is one trouble: a host with several feeds that are all down is not as many. */
function troublesOf({ host, feeds }: Host, blind: boolean): readonly Trouble[] {
  const turned = feeds.flatMap((feed) => turnoverOf(feed));
  const failing = feeds.filter(({ failures }) => failures > 0);
  const isHost = feeds.length > 1 && failing.length === feeds.length;
  // What was told of one of its feeds before is not over because all of them are down now.
  const single = failing.map((feed) => downOf(`feed:${feed.key}`, [feed], blind || isHost));
  return [...turned, ...single, ...(isHost ? [downOf(`host:${host}`, failing, blind)] : [])];
}

function downOf(cause: string, feeds: readonly FeedStanding[], blind: boolean): Trouble {
  const failed = Math.min(...feeds.map(({ failures }) => failures));
  return { cause, counted: { failed, reason: feeds[0]?.reason ?? "" }, isNew: failed >= FAILURES && !blind };
}

function turnoverOf({ key, turnovers }: FeedStanding): readonly Trouble[] {
  if (turnovers === 0) return [];
  return [{ cause: `turnover:${key}`, counted: { failed: turnovers, reason: "" }, isNew: turnovers >= TURNOVERS }];
}
