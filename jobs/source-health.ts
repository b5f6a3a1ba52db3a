import type { SourceTally } from "../src/store/check.js";
import { closeIncident, type Incident, openIncident, openIncidentsOf } from "../src/store/incident.js";
import type { Db } from "../src/store/open.js";
import { sourceIdOf } from "../src/store/subject.js";
import { type JudgeDeps, tellOf } from "./sitting.js";

export interface HealthDeps extends JudgeDeps {
  /** What the home holds a source to. */
  readonly expectOf: (source: string) => Expected;
}

export interface Expected {
  readonly answers: number;
  readonly changed: number | null;
  readonly canary: string | null;
}

/** Empty answers are a source's own way of not knowing somebody: of it as a whole they tell when it knows hardly anybody. */
const NOT_KNOWING = "empty";
const HARDLY_ANYBODY = 0.9;
const NOT_ANSWERING = ["unreachable", "refused", "blocked", "malformed", "partial"];
/** With fewer failures than this a single supplier's trouble is not the source's. */
const FEWEST = 3;

/** Opens one incident when a source has gone blind in a run, and closes it when it answers again (R34, R40). */
export function noteHealth(deps: HealthDeps, db: Db, source: string, tally: SourceTally, now: Date): void {
  noteBlindness(deps, db, { source, tally, cause: blindBecause(tally, deps.expectOf(source).answers) }, now);
}

interface Sight {
  readonly source: string;
  readonly tally: SourceTally;
  /** Why it is blind; null when it is not. */
  readonly cause: string | null;
}

/** The same for a source whose sight somebody else has judged. */
export function noteBlindness(deps: JudgeDeps, db: Db, { source, tally, cause }: Sight, now: Date): void {
  const sourceId = sourceIdOf(db, source);
  const open = openIncidentsOf(db, "source", sourceId).filter(({ cause: known }) => isBlindness(known));
  if (cause !== null) {
    if (open.length === 0) report(deps, db, { source, sourceId, cause, tally }, now);
    return;
  }
  if (tally.done === 0) return;
  for (const { id, cause: was } of open) {
    closeIncident(db, id, "basvakt", "recovered", now);
    tellIncident(deps, db, "incident.closed", id, { source, cause: was, done: tally.done }, now);
  }
}

/** Whether a source has been found blind, and has not answered since. */
export function isBlind(open: readonly Pick<Incident, "cause">[]): boolean {
  return open.some(({ cause }) => isBlindness(cause));
}

function isBlindness(cause: string): boolean {
  return [...NOT_ANSWERING, NOT_KNOWING].includes(cause);
}

export type Seen = Pick<SourceTally, "planned" | "skipped" | "reasons">;

/** The commonest reason when too small a share of what was asked got an answer; null when the source can see. */
export function blindBecause({ planned, skipped, reasons }: Seen, least: number): string | null {
  const knowsNobody = (reasons[NOT_KNOWING] ?? 0) >= (planned - skipped) * HARDLY_ANYBODY;
  const silences = knowsNobody ? [...NOT_ANSWERING, NOT_KNOWING] : NOT_ANSWERING;
  const counts = silences.map((reason) => ({ reason, n: reasons[reason] ?? 0 }));
  const silent = counts.reduce((sum, { n }) => sum + n, 0);
  const asked = planned - skipped;
  if (silent === 0 || silent < asked * (1 - least) || (silent < FEWEST && silent < asked)) return null;
  return counts.toSorted((a, b) => b.n - a.n)[0]?.reason ?? null;
}

interface Watching {
  readonly source: string;
  readonly sourceId: number;
  readonly fault: (typeof UNRELIABLE)[number] | null;
}

const UNRELIABLE = ["no-monitoring", "no-event-rule"] as const;

/** A watch that was asked for and tells of nothing is one incident; then every supplier is asked about instead. */
export function noteWatching(deps: JudgeDeps, db: Db, { source, sourceId, fault }: Watching, now: Date): void {
  for (const cause of UNRELIABLE)
    noteCause(deps, db, { source, sourceId, cause, counted: fault === cause ? {} : null }, now);
}

/** A budget that leaves somebody out is one incident, until a run about everybody leaves out nobody. */
export function noteBudget(
  deps: JudgeDeps,
  db: Db,
  { source, sourceId, over }: { readonly source: string; readonly sourceId: number; readonly over: number },
  now: Date,
): void {
  const counted = over === 0 ? null : { suppliers: over };
  noteCause(deps, db, { source, sourceId, cause: "budget", counted }, now);
}

interface Cause {
  readonly source: string;
  readonly sourceId: number;
  readonly cause: string;
  /** Null: it is not so, or no longer. */
  readonly counted: Readonly<Record<string, number>> | null;
}

function noteCause(deps: JudgeDeps, db: Db, { source, sourceId, cause, counted }: Cause, now: Date): void {
  if (counted !== null) {
    const { id, isNew } = openIncident(db, { kind: "source", sourceId, cause, counted }, now);
    if (isNew) tellIncident(deps, db, "incident.opened", id, { kind: "source", source, cause, ...counted }, now);
    return;
  }
  for (const { id, cause: was } of openIncidentsOf(db, "source", sourceId)) {
    if (was !== cause) continue;
    closeIncident(db, id, "basvakt", "recovered", now);
    tellIncident(deps, db, "incident.closed", id, { source, cause }, now);
  }
}

interface Blindness {
  readonly source: string;
  readonly sourceId: number;
  readonly cause: string;
  readonly tally: SourceTally;
}

function report(deps: JudgeDeps, db: Db, { source, sourceId, cause, tally }: Blindness, now: Date): void {
  const counted = { failed: tally.failed, planned: tally.planned };
  const { id } = openIncident(db, { kind: "source", sourceId, cause, counted }, now);
  tellIncident(deps, db, "incident.opened", id, { kind: "source", source, cause, ...counted }, now);
}

/** Puts what happens to an incident into the trail and before the administrators. */
export function tellIncident(
  deps: JudgeDeps,
  db: Db,
  verb: string,
  incidentId: number,
  detail: { readonly [key: string]: string | number },
  now: Date,
): void {
  const told = { verb, incidentId, detail, about: "incident" as const, agreements: [], urgent: false, tell: true };
  tellOf({ deps, db, moment: { now, clock: deps.clock() } }, told);
}
