import { sql } from "drizzle-orm";
import type { Db } from "./open.js";

/**
 * When each kind of fact about a supplier or its units was last confirmed by any source: said again, or proved to be
 * nothing ("checked and clean" has a fact without versions).
 */
export function confirmedKinds(db: Db, supplierId: number): ReadonlyMap<string, Date> {
  const rows = db.all<{ kind: string; at: number }>(sql`
    SELECT f.kind, max(f.confirmed_at) AS at FROM fact f JOIN subject j ON j.id = f.subject_id
    WHERE j.id = ${supplierId} OR j.supplier_id = ${supplierId} GROUP BY f.kind`);
  return new Map(rows.map(({ kind, at }) => [kind, new Date(at)]));
}

/** As of when each source last told of a supplier or its units, by the source's id: the day of what was handed in, not of its reading. */
export function confirmedSources(db: Db, supplierId: number): ReadonlyMap<string, Date> {
  const rows = db.all<{ source: string; at: number }>(sql`
    SELECT s.key AS source, max(f.confirmed_at) AS at FROM fact f
    JOIN subject j ON j.id = f.subject_id JOIN source s ON s.id = f.source_id
    WHERE j.id = ${supplierId} OR j.supplier_id = ${supplierId} GROUP BY s.key`);
  return new Map(rows.map(({ source, at }) => [source, new Date(at)]));
}
