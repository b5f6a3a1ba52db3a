import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import { type Day, dayOf } from "../domain/day.js";
import type { SweepKind, SweepScope } from "../domain/sweep.js";
import { coversDefault, defaultScope, nextSweepBy } from "../domain/sweep-reminder.js";
import { untaken } from "./digest-told.js";
import type { Db } from "./open.js";
import { sweep, sweepReminder } from "./schema.js";
import { registerSince } from "./slot.js";
import { suppliersCovered } from "./sweep-population.js";

export type ReminderRow = Omit<typeof sweepReminder.$inferSelect, "trailSeq">;

/** Whether a reminder has been told: of this sweep, or of the next one due that day. */
export function isReminded(db: Db, { kind, sweepId, reminder, due }: ReminderRow): boolean {
  const same = and(eq(sweepReminder.kind, kind), eq(sweepReminder.reminder, reminder), eq(sweepReminder.due, due));
  const of = sweepId === null ? isNull(sweepReminder.sweepId) : eq(sweepReminder.sweepId, sweepId);
  return db.select().from(sweepReminder).where(and(same, of)).get() !== undefined;
}

/** Notes that it has been told, by that link of the trail. */
export function noteReminder(db: Db, reminder: ReminderRow, trailSeq: number): void {
  db.insert(sweepReminder)
    .values({ ...reminder, trailSeq })
    .run();
}

/** Reminders that a group has not been told, in the order they came. */
export function toldReminders(db: Db, groupKey: string): readonly (ReminderRow & { readonly at: number })[] {
  return db.all(sql`
    SELECT m.kind, m.sweep_id AS "sweepId", m.reminder, m.due, t.at
    FROM ${untaken(groupKey)} JOIN sweep_reminder m ON m.trail_seq = t.seq ORDER BY t.seq`);
}

/** Sweeps under way whose day has passed: they are to be closed, also when all in them is accounted for. */
export function sweepsOverdue(db: Db, today: Day): number {
  const row = db.get<{ n: number }>(sql`
    SELECT count(*) AS n FROM sweep s WHERE s.state IN ('open', 'paused') AND s.due < ${today}`);
  return row?.n ?? 0;
}

export interface NextSweep {
  readonly kind: SweepKind;
  /** The day the last one began; null: there has been none since the register came to be. */
  readonly last: Day | null;
  /** By when the next is to have begun. */
  readonly due: Day;
}

/** When the half-year's own sweep of a kind is next to begin; null while one is under way, and where nobody would be in it. */
export function nextSweepOf(db: Db, kind: SweepKind, today: Day): NextSweep | null {
  const ordinary = and(eq(sweep.kind, kind), isNull(sweep.cause), ne(sweep.state, "cancelled"));
  const begun = db
    .select({ state: sweep.state, scope: sweep.scope, startedAt: sweep.startedAt })
    .from(sweep)
    .where(ordinary)
    .orderBy(desc(sweep.id))
    .all()
    .find(({ scope }) => coversDefault(kind, JSON.parse(scope) as SweepScope));
  const from = begun === undefined ? registerSince(db) : new Date(begun.startedAt);
  const isUnderWay = begun?.state === "open" || begun?.state === "paused";
  if (from === null || isUnderWay || suppliersCovered(db, defaultScope(kind), today).length === 0) return null;
  return { kind, last: begun === undefined ? null : dayOf(from), due: nextSweepBy(dayOf(from)) };
}
