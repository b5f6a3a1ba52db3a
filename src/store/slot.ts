import { and, asc, desc, eq, gte, isNull, max, sql } from "drizzle-orm";
import type { Moment } from "../domain/moment.js";
import type { Db } from "./open.js";
import { openRun, planRun, type Run, runOfSlot } from "./run.js";
import { type RunScope, run, trail } from "./schema.js";

/** Names are local minutes, or (with Z) minutes in UTC: in the order of their letters they are at most so far from that of time. */
const NAMES_APART_MS = 3 * 3_600_000;

/** The slots of a job that may be the newest with a row of its own: by each way of naming slots the last one. */
export function newestSlots(db: Db, job: string): readonly string[] {
  const own = and(eq(run.job, job), eq(run.trigger, "slot"));
  const last = db.select({ slot: run.slot }).from(run).where(own).orderBy(desc(run.slot)).limit(1).get()?.slot;
  if (last === undefined) return [];
  const near = new Date(Date.parse(`${last.slice(0, 16)}Z`) - NAMES_APART_MS).toISOString().slice(0, 16);
  return db
    .select({ slot: max(run.slot) })
    .from(run)
    .where(and(own, gte(run.slot, near)))
    .groupBy(sql`${run.slot} LIKE '%Z'`)
    .all()
    .flatMap(({ slot }) => slot ?? []);
}

/** When the register was first imported: no job owes anything from before. Null while it never was. */
export function registerSince(db: Db): Date | null {
  // The first is found among the first rows; the whole trail is not read at each tick.
  const first = eq(trail.verb, "register.imported");
  const row = db.select({ at: trail.at }).from(trail).where(first).orderBy(asc(trail.seq)).limit(1).get();
  return row === undefined ? null : new Date(row.at);
}

/** Runs that were begun and not finished, oldest first. */
export function openRuns(db: Db): readonly Run[] {
  return db.select().from(run).where(isNull(run.outcome)).orderBy(asc(run.id)).all();
}

export interface SlotOrder {
  readonly job: string;
  /** Null: by hand. */
  readonly slot: string | null;
  readonly scope?: RunScope;
  readonly by: string;
}

/** A run without checks of its own for a slot (null: by hand); an unfinished one of the job goes before. Null: the slot has its outcome. */
export function beginSlot(db: Db, { job, slot, scope = {}, by }: SlotOrder, moment: Moment): Run | null {
  const known = openRun(db, job) ?? (slot === null ? null : runOfSlot(db, job, slot));
  if (known !== null) return known.outcome === null ? known : null;
  return planRun(db, { job, slot, scope, by }, [], moment);
}

export interface MissedSlot {
  readonly job: string;
  readonly slot: string;
  readonly at: number;
  readonly reason: string;
  /** How many checks it held. */
  readonly checks: number;
  readonly by: string;
}

/** The row of a slot that was not run. Safe to call twice; one that has a row keeps it. */
export function recordMissed(db: Db, { job, slot, at, reason, checks, by }: MissedSlot, now: Date): void {
  db.insert(run)
    .values({
      job,
      slot,
      trigger: "slot",
      outcome: "missed",
      reason,
      dueChecks: checks,
      plannedAt: at,
      endedAt: now.getTime(),
      requestedBy: by,
    })
    .onConflictDoNothing()
    .run();
}

/** Ends a run that was begun and came to nothing. Safe to call twice. */
export function endMissed(db: Db, runId: number, reason: string, now: Date): void {
  db.update(run)
    .set({ outcome: "missed", reason, endedAt: now.getTime() })
    .where(and(eq(run.id, runId), isNull(run.outcome)))
    .run();
}
