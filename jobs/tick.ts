import { dayOf } from "../src/domain/day.js";
import type { Json } from "../src/domain/digest.js";
import { type Circumstances, type Owed, owed } from "../src/schedule/owed.js";
import { slotInstant } from "../src/schedule/slots.js";
import { slotsOf, type TimedJob } from "../src/schedule/timed-job.js";
import type { Db } from "../src/store/open.js";
import { endRun, openRun, type Run } from "../src/store/run.js";
import type { RunRequest } from "../src/store/run-request.js";
import { beginSlot, endMissed, newestSlots, registerSince } from "../src/store/slot.js";
import { miss } from "./miss.js";
import { isAsking, type RunDeps, type RunSummary, runJob } from "./run.js";

/** Jobs that ask nobody: each does its work and says in figures what it did. */
export type OtherJob = "digest" | "tell" | "watch" | "housekeeping";
export type OtherJobs = Readonly<
  Record<OtherJob, (now: Date, byHand: boolean, scope: RunRequest["scope"]) => Promise<object>>
>;

export interface TickDeps {
  readonly run: RunDeps;
  readonly others: OtherJobs;
}

/** What came of a job's turn. */
export interface Turn {
  readonly job: string;
  readonly slot: string;
  /** Of a job that asks; else null. */
  readonly summary: RunSummary | null;
  /** What `run` prints. */
  readonly told: object;
}

/** A job to run, and for which slot; null: by hand, at once. */
export interface TurnOrder {
  readonly job: string;
  readonly slot: string | null;
  readonly scope: RunRequest["scope"];
  readonly by: string;
}

const BASVAKT = "basvakt";
const DIGEST: OtherJob = "digest";

/**
 * The slots of a job that have no outcome, parted into the one to run and the missed. Nothing is owed from before the
 * register's first import, nor decided while an earlier run of the job is unfinished.
 */
export function owedNow(db: Db, timed: TimedJob, circumstances: Omit<Circumstances, "catchUpMs" | "overlap">): Owed {
  const since = registerSince(db);
  if (since === null || openRun(db, timed.job) !== null) return { run: null, missed: [] };
  const recorded = newestSlots(db, timed.job).flatMap((name) => slotInstant(name) ?? []);
  const due = slotsOf(timed, Math.max(since.getTime(), ...recorded), circumstances.now);
  const { catchUpMs, overlap } = timed;
  return owed(due, { ...circumstances, catchUpMs, overlap });
}

/** Records the missed slots of a job, before the one that is owed is run: what is recorded last is the newest. */
export function recordMisses({ run }: TickDeps, job: string, { missed }: Owed, now: Date): { readonly checks: number } {
  return miss(run, { job, by: BASVAKT, missed }, now);
}

/** Runs a job for a slot, once. Null when the slot has its outcome already. */
export function runSlot(deps: TickDeps, job: string, slot: string, now: Date): Promise<Turn | null> {
  return takeTurn(deps, { job, slot, scope: {}, by: BASVAKT }, now);
}

/** Runs a job; an unfinished run of it is gone on with, and is then the run. Null when its slot has its outcome already. */
export async function takeTurn(deps: TickDeps, order: TurnOrder, now: Date): Promise<Turn | null> {
  const { job } = order;
  if (isAsking(job)) {
    const summary = await runJob(deps.run, { ...order, job }, now);
    return { job, slot: summary.slot, summary, told: summary };
  }
  const { store, clock } = deps.run;
  const begun = store.write((db) => beginSlot(db, order, { now, clock: clock() }));
  return begun === null ? null : finish(deps, begun, now);
}

/** The job's run that was cut off, if this process can go on with it. A sweep goes on for weeks, and is no such run. */
export function cutOff(db: Db, job: string): Run | null {
  return openRun(db, job);
}

/** Goes on with a run that was cut off, where it was. Whoever has had a letter by then is not written to again. */
export async function resume(deps: TickDeps, open: Run, now: Date): Promise<Turn | null> {
  const { job, slot, scope, requestedBy: by } = open;
  return isAsking(job)
    ? takeTurn(deps, { job, slot, scope, by }, now)
    : finish(deps, { ...open, scope: { ...scope, again: false } }, now);
}

/**
 * Each group has its message of the day once, however often this is begun. A digest cut off on an earlier day is over:
 * what it would have told stands in the next.
 */
async function finish(deps: TickDeps, open: Run, now: Date): Promise<Turn> {
  const { id, job, slot } = open;
  const { store, clock } = deps.run;
  if (job === DIGEST && dayOfRun(open) !== dayOf(now)) {
    store.write((db) => endMissed(db, id, "late", now));
    return { job, slot, summary: null, told: { messages: [], told: {} } };
  }
  const told = await deps.others[job as OtherJob](now, open.trigger === "hand", open.scope);
  store.write((db) => endRun(db, id, { now, clock: clock() }));
  return { job, slot, summary: null, told };
}

function dayOfRun({ trigger, slot, plannedAt }: Run): string {
  return trigger === "slot" ? slot.slice(0, 10) : dayOf(new Date(plannedAt));
}

/** What a requester is given of a turn. */
export function toldOf(turn: Turn | null): Json {
  return JSON.parse(JSON.stringify(turn?.told ?? {})) as Json;
}
