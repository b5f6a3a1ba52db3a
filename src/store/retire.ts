import { sql } from "drizzle-orm";
import { dayOf } from "../domain/day.js";
import type { Db, Store } from "./open.js";

/** One short transaction; the number of rows that went, 0 when nothing is left to retire. */
export type Slice = (store: Store, before: Date) => number;

/** So many rows in one transaction: checks must come to write in between. */
const AT_ONCE = 1_000;

/** Runs that plan nothing and that nothing points at: two a minute, and of no interest after a week. */
const FLEETING = sql`('tell', 'watch', 'housekeeping')`;

/** Checks of the oldest run, one source at a time, into the count of their day. */
export const retireChecks: Slice = (store, before) =>
  store.write((db) => {
    const oldest = db.get<{ runId: number; sourceId: number; plannedAt: number }>(sql`
      SELECT c.run_id AS runId, c.source_id AS sourceId, r.planned_at AS plannedAt
      FROM run r JOIN "check" c ON c.run_id = r.id
      WHERE r.planned_at < ${before.getTime()} AND r.outcome IS NOT NULL LIMIT 1`);
    if (oldest === undefined) return 0;
    const { runId, sourceId, plannedAt } = oldest;
    const own = sql`run_id = ${runId} AND source_id = ${sourceId} AND subject_id IN (
      SELECT subject_id FROM "check" WHERE run_id = ${runId} AND source_id = ${sourceId} ORDER BY subject_id LIMIT ${AT_ONCE})`;
    db.run(sql`
      INSERT INTO coverage_day (day, source_id, outcome, reason, n, unchanged)
      SELECT ${dayOf(new Date(plannedAt))}, source_id, outcome, coalesce(reason, ''), count(*), sum(unchanged)
      FROM "check" WHERE ${own} AND outcome IS NOT NULL GROUP BY outcome, coalesce(reason, '')
      ON CONFLICT DO UPDATE SET n = n + excluded.n, unchanged = unchanged + excluded.unchanged`);
    db.run(sql`DELETE FROM check_kind WHERE ${own}`);
    return db.run(sql`DELETE FROM "check" WHERE ${own}`).changes;
  });

/** Fleeting runs into the count of their day. The newest of each job stays: the next slot is reckoned from it. */
export const retireRuns: Slice = (store, before) => {
  const chosen = chooseRuns(store.db, before);
  if (chosen.length === 0) return 0;
  // Nothing points at these, and to look for it would be to read every fact once for each.
  return store.writeUnreferenced((db) => {
    for (const { day, job, outcome, reason, checks } of counted(chosen)) {
      db.run(sql`
        INSERT INTO slot_day (day, job, outcome, reason, n, checks) VALUES (${day}, ${job}, ${outcome}, ${reason}, 1, ${checks})
        ON CONFLICT DO UPDATE SET n = n + 1, checks = checks + excluded.checks`);
    }
    const ids = JSON.stringify(chosen.map(({ id }) => id));
    return db.run(sql`DELETE FROM run WHERE id IN (SELECT value FROM json_each(${ids}))`).changes;
  });
};

interface OldRun {
  readonly id: number;
  readonly job: string;
  readonly outcome: string;
  readonly reason: string;
  readonly plannedAt: number;
  readonly checks: number;
}

function chooseRuns(db: Db, before: Date): readonly OldRun[] {
  return db.all<OldRun>(sql`
    SELECT id, job, outcome, coalesce(reason, '') AS reason, planned_at AS plannedAt,
      CASE outcome WHEN 'missed' THEN due_checks ELSE 0 END AS checks
    FROM run r WHERE planned_at < ${before.getTime()} AND outcome IS NOT NULL AND job IN ${FLEETING}
      AND EXISTS (SELECT 1 FROM run n WHERE n.job = r.job AND n.trigger = 'slot' AND n.slot > r.slot AND n.id <> r.id)
    LIMIT ${AT_ONCE}`);
}

function counted(runs: readonly OldRun[]) {
  return runs.map((run) => ({ ...run, day: dayOf(new Date(run.plannedAt)) }));
}

export const retireItems: Slice = (store, before) =>
  store.write((db) => {
    const old = sql`SELECT id FROM item WHERE seen_at < ${before.getTime()} LIMIT ${AT_ONCE}`;
    return db.run(sql`DELETE FROM item WHERE id IN (${old})`).changes;
  });

export const retireRequests: Slice = (store, before) =>
  store.write((db) => db.run(sql`DELETE FROM run_request WHERE requested_at < ${before.getTime()}`).changes);
