import { sql } from "drizzle-orm";
import type { Db } from "./open.js";

/** What people have stated and nobody has judged: something only when a process ended in between. */
export function statedUnjudged(db: Db) {
  return db.all<{ readonly runId: number; readonly sourceId: number; readonly source: string }>(sql`
    SELECT max(o.run_id) AS runId, f.source_id AS sourceId, s.key AS source
    FROM observation o JOIN run r ON r.id = o.run_id JOIN fact f ON f.id = o.fact_id JOIN source s ON s.id = f.source_id
    JOIN subject j ON j.id = f.subject_id JOIN supplier p ON p.id = coalesce(j.supplier_id, j.id)
    WHERE o.state = 'new' AND r.job = 'statement' AND p.removed_at IS NULL
    GROUP BY f.source_id, s.key ORDER BY f.source_id`);
}
