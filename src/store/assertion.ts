import { sql } from "drizzle-orm";
import type { Db } from "./open.js";

/** Whether a source was asked about a supplier in a run and was silent, wholly or on a kind; or nobody has that number. */
export function canarySilent(db: Db, runId: number, sourceId: number, orgNumber: string): boolean {
  const known = db.get<{ id: number }>(
    sql`SELECT id FROM supplier WHERE org_number = ${orgNumber} AND removed_at IS NULL`,
  );
  if (known === undefined) return true;
  const silent = db.get(sql`
    SELECT 1 FROM "check" c WHERE c.run_id = ${runId} AND c.source_id = ${sourceId} AND c.subject_id = ${known.id}
      AND (c.outcome = 'failed' OR EXISTS (SELECT 1 FROM check_kind k
        WHERE k.run_id = c.run_id AND k.source_id = c.source_id AND k.subject_id = c.subject_id))`);
  return silent !== undefined;
}

/** Suppliers of whom a source said something else in a run than it had said before. */
export function suppliersChanged(db: Db, runId: number, sourceId: number): number {
  const row = db.get<{ n: number }>(sql`
    SELECT count(DISTINCT coalesce(j.supplier_id, j.id)) AS n FROM observation o
    JOIN fact f ON f.id = o.fact_id JOIN subject j ON j.id = f.subject_id
    WHERE o.run_id = ${runId} AND f.source_id = ${sourceId} AND o.seq > 1`);
  return row?.n ?? 0;
}
