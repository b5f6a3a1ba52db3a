import { sql } from "drizzle-orm";
import { dayOf } from "../domain/day.js";
import type { Db } from "./open.js";

/** What became of a job's slots and of its runs by hand. */
export interface JobTally {
  /** done + partly + failed + skipped + missed + open */
  readonly due: number;
  readonly done: number;
  readonly partly: number;
  readonly failed: number;
  readonly skipped: number;
  readonly missed: number;
  readonly open: number;
  /** Why slots were missed or runs came to nothing. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface SlotRow {
  readonly job: string;
  readonly outcome: Exclude<keyof JobTally, "due" | "reasons">;
  readonly reason: string | null;
  readonly n: number;
}

const NOTHING: JobTally = { due: 0, done: 0, partly: 0, failed: 0, skipped: 0, missed: 0, open: 0, reasons: {} };

/** The ledger of slots from `since` to `until`, both included; by whole days for what has been retired. */
export function jobsBetween(db: Db, since: Date, until: Date): Readonly<Record<string, JobTally>> {
  const jobs: Record<string, JobTally> = {};
  for (const { job, outcome, reason, n } of slotsBetween(db, since, until)) {
    const tally = jobs[job] ?? NOTHING;
    const reasons = reason === null ? tally.reasons : { ...tally.reasons, [reason]: (tally.reasons[reason] ?? 0) + n };
    jobs[job] = { ...tally, due: tally.due + n, [outcome]: tally[outcome] + n, reasons };
  }
  return jobs;
}

/** Slots and runs by hand, by job, outcome and reason. */
export function slotsBetween(db: Db, since: Date, until: Date): readonly SlotRow[] {
  return db.all<SlotRow>(sql`
    SELECT job, outcome, reason, sum(n) AS n FROM (
      SELECT job, coalesce(outcome, 'open') AS outcome, reason, 1 AS n FROM run
      WHERE planned_at BETWEEN ${since.getTime()} AND ${until.getTime()}
      UNION ALL
      SELECT job, outcome, nullif(reason, ''), n FROM slot_day WHERE day BETWEEN ${dayOf(since)} AND ${dayOf(until)})
    GROUP BY job, outcome, reason ORDER BY job, outcome, reason`);
}
