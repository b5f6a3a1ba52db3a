import { sql } from "drizzle-orm";
import type { Day } from "../domain/day.js";
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

/** What was due and what was done of it. */
interface LookedAt {
  readonly due: number;
  readonly done: number;
}

/** Not asked by the house's own choice: no lack, and not due (`coverageOf` says so too). */
const CHOSEN_NOT_TO_ASK = "letter";

/** In the runs that were planned in an hour, as far as their checks are still there. */
export function lookedAtByHour(db: Db, since: Date): readonly (LookedAt & { readonly at: number })[] {
  return db.all<LookedAt & { readonly at: number }>(sql`
    SELECT at, sum(due) AS due, sum(done) AS done FROM (
      SELECT r.planned_at / ${HOUR_MS} * ${HOUR_MS} AS at,
        CASE WHEN r.outcome = 'missed' THEN r.due_checks
          ELSE (SELECT count(*) FROM "check" c WHERE c.run_id = r.id AND c.reason IS NOT ${CHOSEN_NOT_TO_ASK}) END AS due,
        (SELECT count(*) FROM "check" c WHERE c.run_id = r.id AND c.outcome = 'done') AS done
      FROM run r WHERE r.planned_at >= ${since.getTime()}) GROUP BY at`);
}

/** On a day, of checks that housekeeping has retired into the count of it. */
export function retiredByDay(db: Db, since: Day): readonly (LookedAt & { readonly day: Day })[] {
  return db.all<LookedAt & { readonly day: Day }>(sql`
    SELECT day, sum(n) AS due, sum(CASE outcome WHEN 'done' THEN n ELSE 0 END) AS done
    FROM coverage_day WHERE day >= ${since} AND reason <> ${CHOSEN_NOT_TO_ASK} GROUP BY day`);
}
