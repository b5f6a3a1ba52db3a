import { sql } from "drizzle-orm";
import type { Db } from "./open.js";

/*
 * What the watchdog reads: outcomes, never whether something is running.
 */

/** Suppliers in the register since before then, of which one of these sources was not asked with success since. */
export function suppliersNotChecked(db: Db, sources: readonly string[], since: Date): number {
  const from = since.getTime();
  const row = db.get<{ n: number }>(sql`
    WITH recent AS MATERIALIZED (
      SELECT c.source_id, c.subject_id FROM run r JOIN "check" c ON c.run_id = r.id
      WHERE r.planned_at >= ${from} AND r.job IN ('basuppfoljning', 'check')
        AND (c.outcome = 'done' OR c.reason IN ('empty', 'withheld', 'not-applicable'))
      GROUP BY c.source_id, c.subject_id)
    SELECT count(*) AS n FROM supplier p
    WHERE p.removed_at IS NULL AND p.entered_at < ${from} AND coalesce(p.company_form, '') NOT IN ('kommun', 'region')
      AND EXISTS (
        SELECT 1 FROM source s WHERE s.key IN (SELECT value FROM json_each(${JSON.stringify(sources)}))
          AND NOT EXISTS (SELECT 1 FROM recent WHERE source_id = s.id AND subject_id = p.id))`);
  return row?.n ?? 0;
}

/** Slots of a job that nobody ran since then, because nothing was running or it had become too late. */
export function slotsMissed(db: Db, job: string, since: Date): number {
  const row = db.get<{ n: number }>(sql`
    SELECT count(*) AS n FROM run WHERE planned_at >= ${since.getTime()} AND job = ${job}
      AND outcome = 'missed' AND reason IN ('down', 'late')`);
  return row?.n ?? 0;
}

/** The newest slot of a job that was run to its end; null when none was. */
export function newestDone(db: Db, job: string): string | null {
  const row = db.get<{ slot: string }>(sql`
    SELECT slot FROM run WHERE job = ${job} AND trigger = 'slot' AND outcome IN ('done', 'partly')
    ORDER BY planned_at DESC, id DESC LIMIT 1`);
  return row?.slot ?? null;
}

/** Messages that have waited to be delivered since before then. */
export function messagesStuck(db: Db, before: Date): number {
  const row = db.get<{ n: number }>(sql`
    SELECT count(DISTINCT m.id) AS n FROM delivery d JOIN message m ON m.id = d.message_id
    WHERE d.state IN ('due', 'sending') AND m.created_at < ${before.getTime()}`);
  return row?.n ?? 0;
}

/** Stops whose date to be confirmed by has passed. They stay in force. */
export function stopsOverdue(db: Db, now: Date): number {
  const row = db.get<{ n: number }>(sql`
    SELECT count(*) AS n FROM stop
    WHERE state IN ('held', 'proposed', 'provisional') AND confirm_by < ${now.getTime()}`);
  return row?.n ?? 0;
}
