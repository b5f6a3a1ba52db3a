import { sql } from "drizzle-orm";
import type { Db } from "./open.js";

const HOUR_MS = 3_600_000;

/** Alerts that were opened in an hour, by whom they are about. */
export interface OpenedInHour {
  readonly at: number;
  readonly supplierId: number;
  readonly unitService: string | null;
  readonly n: number;
}

/** Alerts that people are told of, opened since a time; of suppliers in the register. */
export function openedByHour(db: Db, since: Date): readonly OpenedInHour[] {
  return db.all<OpenedInHour>(sql`
    SELECT a.opened_at / ${HOUR_MS} * ${HOUR_MS} AS at, p.id AS supplierId, u.service AS unitService, count(*) AS n
    FROM alert a JOIN subject j ON j.id = a.subject_id JOIN supplier p ON p.id = coalesce(j.supplier_id, j.id)
    LEFT JOIN unit u ON u.id = j.id
    WHERE a.opened_at >= ${since.getTime()} AND a.action <> 'log' AND p.removed_at IS NULL GROUP BY 1, 2, 3`);
}

/** What was due and what was done of it in the runs that were planned in an hour. */
export interface LookedAtInHour {
  readonly at: number;
  readonly due: number;
  readonly done: number;
}

export function lookedAtByHour(db: Db, since: Date): readonly LookedAtInHour[] {
  return db.all<LookedAtInHour>(sql`
    SELECT at, sum(due) AS due, sum(done) AS done FROM (
      SELECT r.planned_at / ${HOUR_MS} * ${HOUR_MS} AS at,
        CASE WHEN r.outcome = 'missed' THEN r.due_checks
          ELSE (SELECT count(*) FROM "check" c WHERE c.run_id = r.id) END AS due,
        (SELECT count(*) FROM "check" c WHERE c.run_id = r.id AND c.outcome = 'done') AS done
      FROM run r WHERE r.planned_at >= ${since.getTime()}) GROUP BY at`);
}
