import { dayOf } from "../src/domain/day.js";
import type { Json } from "../src/domain/digest.js";
import { slotInstant } from "../src/schedule/slots.js";
import { slotsOf, type TimedJob } from "../src/schedule/timed-job.js";
import { closeIncident, type Incident, openIncident, openIncidentsOfKind } from "../src/store/incident.js";
import type { Db } from "../src/store/open.js";
import { registerSince } from "../src/store/slot.js";
import { standingOf } from "../src/store/source-standing.js";
import { OURSELVES, sourceIdOf } from "../src/store/subject.js";
import { sweepsOverdue } from "../src/store/sweep-reminder.js";
import * as seen from "../src/store/watch.js";
import { type JudgeDeps, tellOf } from "./sitting.js";

/** What the house stands on, in bytes. */
export interface Ground {
  readonly free: number;
  readonly database: number;
  /** The write-ahead log. */
  readonly log: number;
  /** The database as it was in the backup of a day or more ago; null when there is none. */
  readonly before: number | null;
}

export interface WatchDeps extends Pick<JudgeDeps, "store" | "groups" | "clock"> {
  readonly timetable: readonly TimedJob[];
  /** Sources that are on, by how they are asked. */
  readonly asked: readonly { readonly id: string; readonly shape: "lookup" | "feed" }[];
  readonly ground: () => Ground;
}

/** Something that is not as it should be; together with the source, one word for its cause. */
export interface Finding {
  readonly source: string;
  readonly cause: string;
  readonly counted: { readonly [name: string]: Json };
}

export interface Watched {
  readonly findings: number;
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MEGABYTE = 1_048_576;
/** So many times as long as usual, and it is too long (R1). */
const PATIENCE = 1.5;
const OUTBOX_MS = HOUR;
const LOG_BYTES = 256 * MEGABYTE;
const FREE_BYTES = 200 * MEGABYTE;
const GROWTH_BYTES = 100 * MEGABYTE;

/** Looks at what has come out of the work and tells the administrators what has not: each cause once, and once when it is over. */
export function watch(deps: WatchDeps, now: Date): Watched {
  const findings = findingsOf(deps, now);
  return deps.store.write((db) => {
    const before = openIncidentsOfKind(db, "operation");
    const isFound = ({ sourceId, cause }: Incident) =>
      findings.some((finding) => finding.cause === cause && sourceIdOf(db, finding.source) === sourceId);
    const opened = findings.filter((finding) => open(deps, db, finding, now)).map(({ cause }) => cause);
    const over = before.filter((incident) => !isFound(incident));
    for (const incident of over) close(deps, db, incident, now);
    return { findings: findings.length, opened, closed: over.map(({ cause }) => cause) };
  });
}

/** Everything that is wrong now. Nothing is expected from before the register's first import. */
export function findingsOf(deps: WatchDeps, now: Date): readonly Finding[] {
  const { db } = deps.store;
  const since = registerSince(db);
  if (since === null) return grounds(deps.ground());
  const sweeps = sweepsOverdue(db, dayOf(now));
  const waiting = { stops: seen.stopsOverdue(db, now), messages: seen.messagesStuck(db, before(now, OUTBOX_MS)) };
  return [
    ...deps.timetable.flatMap((timed) => lateJob(db, timed, since, now)),
    ...deps.timetable.flatMap((timed) => missedSlots(db, timed, now)),
    ...deps.asked.flatMap((source) => staleSource(deps, source, since, now)),
    ...staleSuppliers(deps, since, now),
    ...(waiting.stops === 0 ? [] : [ours("confirm-overdue", { stops: waiting.stops })]),
    ...(sweeps === 0 ? [] : [ours("sweeps-overdue", { sweeps })]),
    ...(waiting.messages === 0 ? [] : [ours("outbox-stuck", { messages: waiting.messages })]),
    ...grounds(deps.ground()),
  ];
}

/** A job that has come to no end for longer than it should; it may be stuck, failing, or never have its turn. */
function lateJob(db: Db, timed: TimedJob, since: Date, now: Date): readonly Finding[] {
  const newest = slotInstant(seen.newestDone(db, timed.job) ?? "") ?? since.getTime();
  const age = now.getTime() - newest;
  if (age <= longest(timed, now) * PATIENCE + HOUR / 6) return [];
  return [ours(`late:${timed.job}`, { minutes: Math.round(age / 60_000) })];
}

/** Of jobs that come a few times a day each slot counts; of the others the next one makes up for it. */
function missedSlots(db: Db, { job, when }: TimedJob, now: Date): readonly Finding[] {
  if (!("cron" in when)) return [];
  const slots = seen.slotsMissed(db, job, before(now, DAY));
  return slots === 0 ? [] : [ours(`missed:${job}`, { slots })];
}

function staleSource(
  { store, timetable }: WatchDeps,
  { id, shape }: WatchDeps["asked"][number],
  since: Date,
  now: Date,
): readonly Finding[] {
  const timed = timetable.find(({ job }) => job === (shape === "feed" ? "feeds" : "basuppfoljning"));
  const { blind, lastSuccess } = standingOf(store.db, id);
  // Why a source is silent is told by an incident of its own.
  if (timed === undefined || blind !== null) return [];
  const age = now.getTime() - (lastSuccess ?? since).getTime();
  if (age <= longest(timed, now) * PATIENCE) return [];
  return [{ source: id, cause: "stale", counted: { hours: Math.round(age / HOUR) } }];
}

/** Suppliers whose last full check is too old, though the sources answer. */
function staleSuppliers({ store, timetable, asked }: WatchDeps, since: Date, now: Date): readonly Finding[] {
  const timed = timetable.find(({ job }) => job === "basuppfoljning");
  if (timed === undefined) return [];
  const oldest = before(now, longest(timed, now) * PATIENCE);
  if (oldest < since) return [];
  const sources = asked.filter(({ shape }) => shape === "lookup").map(({ id }) => id);
  const seeing = sources.filter((id) => standingOf(store.db, id).blind === null);
  const suppliers = seen.suppliersNotChecked(store.db, seeing, oldest);
  return suppliers === 0 ? [] : [ours("suppliers-stale", { suppliers })];
}

function grounds({ free, database, log, before: earlier }: Ground): readonly Finding[] {
  const megabytes = (bytes: number) => Math.round(bytes / MEGABYTE);
  const grown = earlier === null ? 0 : database - earlier;
  return [
    // A backup and a vacuum need as much again.
    ...(free < FREE_BYTES + 2 * database ? [ours("disk-low", { megabytes: megabytes(free) })] : []),
    ...(log > LOG_BYTES ? [ours("log-large", { megabytes: megabytes(log) })] : []),
    ...(grown > Math.max(GROWTH_BYTES, database / 4) ? [ours("database-grown", { megabytes: megabytes(grown) })] : []),
  ];
}

/** The longest time between two slots of a job, as its line has it around now. */
function longest(timed: TimedJob, now: Date): number {
  const { when } = timed;
  if ("everyMs" in when) return when.everyMs;
  const slots = slotsOf(timed, now.getTime() - 40 * DAY, now.getTime());
  const gaps = slots.slice(1).map(({ at }, index) => at - (slots[index]?.at ?? at));
  return Math.max(DAY, ...gaps);
}

function ours(cause: string, counted: Finding["counted"]): Finding {
  return { source: OURSELVES, cause, counted };
}

function before(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() - milliseconds);
}

function open(deps: WatchDeps, db: Db, { source, cause, counted }: Finding, now: Date): boolean {
  const opening = { kind: "operation" as const, sourceId: sourceIdOf(db, source), cause, counted };
  const { id, isNew } = openIncident(db, opening, now);
  if (isNew) tell(deps, db, "incident.opened", id, { kind: "operation", source, cause, ...counted }, now);
  return isNew;
}

function close(deps: WatchDeps, db: Db, { id, cause }: Incident, now: Date): void {
  closeIncident(db, id, "basvakt", "recovered", now);
  tell(deps, db, "incident.closed", id, { kind: "operation", cause }, now);
}

function tell(deps: WatchDeps, db: Db, verb: string, incidentId: number, detail: Finding["counted"], now: Date): void {
  const urgent = verb === "incident.opened";
  const told = { verb, incidentId, detail, about: "incident" as const, agreements: [], urgent, tell: true };
  tellOf({ deps, db, moment: { now, clock: deps.clock() } }, told);
}
