import { sql } from "drizzle-orm";
import { type Day, dayOf } from "../domain/day.js";
import type { SourceTally } from "./check.js";
import type { Db } from "./open.js";

/** Something due that nobody looked at, or one kind of fact that a done check left unknown. */
interface CoverageGap {
  /** The day that it was due. */
  readonly on: Day;
  readonly source: string;
  /** Organisation number (with the unit's name), feed or delivery. */
  readonly subject: string;
  readonly reason: string;
  /** Field, word, host or kind of fact; never a body or a person. */
  readonly detail: string | null;
}

export interface CoverageCount {
  /** What was to be looked at: done + failed + skipped + missed + open. */
  readonly due: number;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
  /** Checks that slots held which never ran. */
  readonly missed: number;
  /** What a run under way has not got to yet. */
  readonly open: number;
  readonly sources: Readonly<Record<string, SourceTally>>;
}

export interface Coverage extends CoverageCount {
  readonly gaps: readonly CoverageGap[];
}

/** What became of everything due in the runs planned from `since` to `until`, both included: digest and command alike. */
export function coverageBetween(db: Db, since: Date, until: Date): Coverage {
  return { ...coverageCount(db, since, until), gaps: gapsBetween(db, since, until) };
}

/** The figures of `coverageBetween` alone. */
export function coverageCount(db: Db, since: Date, until: Date): CoverageCount {
  const sources: Record<string, SourceTally> = {};
  for (const row of outcomesBetween(db, since, until)) {
    sources[row.source] = withOutcome(sources[row.source] ?? NOTHING, row);
  }
  const sum = (of: (tally: SourceTally) => number) => Object.values(sources).reduce((n, tally) => n + of(tally), 0);
  const missed = missedBetween(db, since, until);
  const planned = sum((tally) => tally.planned);
  const [done, failed, skipped] = [sum((n) => n.done), sum((n) => n.failed), sum((n) => n.skipped)];
  return { due: planned + missed, done, failed, skipped, missed, open: planned - done - failed - skipped, sources };
}

/** When the newest basuppföljning was planned; null before the first. */
export function newestBasuppfoljning(db: Db): Date | null {
  const row = db.get<{ at: number | null }>(sql`
    SELECT max(planned_at) AS at FROM run WHERE job = 'basuppfoljning' AND outcome IS NOT 'missed'`);
  return row === undefined || row.at === null ? null : new Date(row.at);
}

const NOTHING: SourceTally = { planned: 0, done: 0, unchanged: 0, failed: 0, skipped: 0, reasons: {} };

export interface OutcomeRow {
  readonly source: string;
  readonly outcome: "done" | "failed" | "skipped" | null;
  readonly reason: string | null;
  readonly n: number;
  readonly unchanged: number;
}

/** Checks by source, outcome (null: still open) and reason. */
export function outcomesBetween(db: Db, since: Date, until: Date): readonly OutcomeRow[] {
  return db.all<OutcomeRow>(sql`
    SELECT s.key AS source, outcome, reason, sum(n) AS n, sum(unchanged) AS unchanged FROM (
      SELECT c.source_id, c.outcome, c.reason, count(*) AS n, sum(c.unchanged) AS unchanged
      FROM run r JOIN "check" c ON c.run_id = r.id
      WHERE r.planned_at BETWEEN ${since.getTime()} AND ${until.getTime()}
      GROUP BY c.source_id, c.outcome, c.reason
      UNION ALL
      SELECT source_id, outcome, nullif(reason, ''), n, unchanged FROM coverage_day
      WHERE day BETWEEN ${dayOf(since)} AND ${dayOf(until)})
    JOIN source s ON s.id = source_id
    GROUP BY s.key, outcome, reason ORDER BY s.key, reason`);
}

function withOutcome(tally: SourceTally, { outcome, reason, n, unchanged }: OutcomeRow): SourceTally {
  return {
    planned: tally.planned + n,
    done: tally.done + (outcome === "done" ? n : 0),
    unchanged: tally.unchanged + unchanged,
    failed: tally.failed + (outcome === "failed" ? n : 0),
    skipped: tally.skipped + (outcome === "skipped" ? n : 0),
    reasons: reason === null ? tally.reasons : { ...tally.reasons, [reason]: (tally.reasons[reason] ?? 0) + n },
  };
}

function missedBetween(db: Db, since: Date, until: Date): number {
  const row = db.get<{ n: number }>(sql`
    SELECT coalesce(sum(due_checks), 0) AS n FROM run
    WHERE outcome = 'missed' AND planned_at BETWEEN ${since.getTime()} AND ${until.getTime()}`);
  return row?.n ?? 0;
}

/** A check that does not apply to its supplier is no gap. */
function gapsBetween(db: Db, since: Date, until: Date): readonly CoverageGap[] {
  const rows = db.all<Omit<CoverageGap, "on"> & { readonly at: number }>(sql`
    WITH due AS (
      SELECT r.id AS run_id, r.planned_at, c.source_id, c.subject_id, coalesce(c.reason, 'open') AS reason, c.detail
      FROM run r JOIN "check" c ON c.run_id = r.id
      WHERE r.planned_at BETWEEN ${since.getTime()} AND ${until.getTime()} AND c.outcome IS NOT 'done'
      UNION ALL
      SELECT r.id, r.planned_at, k.source_id, k.subject_id, k.reason, k.kind FROM run r JOIN check_kind k ON k.run_id = r.id
      WHERE r.planned_at BETWEEN ${since.getTime()} AND ${until.getTime()})
    SELECT due.planned_at AS at, s.key AS source, coalesce(p.org_number || coalesce(' ' || u.name, ''), j.key, '') AS subject,
      due.reason, due.detail
    FROM due JOIN source s ON s.id = due.source_id JOIN subject j ON j.id = due.subject_id
    LEFT JOIN supplier p ON p.id = coalesce(j.supplier_id, j.id) LEFT JOIN unit u ON u.id = j.id
    WHERE due.reason <> 'not-applicable'
    ORDER BY due.run_id, source, subject, due.reason, due.detail`);
  return rows.map(({ at, ...gap }) => ({ on: dayOf(new Date(at)), ...gap }));
}
