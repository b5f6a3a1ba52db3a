import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "./open.js";
import { sweep } from "./schema.js";
import type { Sweep } from "./sweep.js";

/** Sweeps that somebody may still come into. */
export function sweepsUnderWay(db: Db): readonly Sweep[] {
  return db
    .select()
    .from(sweep)
    .where(inArray(sweep.state, ["open", "paused"]))
    .orderBy(sweep.id)
    .all();
}

/** Who is in a sweep, by the numbers of their subjects. */
export function subjectsOf(db: Db, sweepId: number): ReadonlySet<number> {
  const rows = db.all<{ id: number }>(sql`SELECT subject_id AS id FROM sweep_item WHERE sweep_id = ${sweepId}`);
  return new Set(rows.map(({ id }) => id));
}

/** Suppliers that a sweep covers, with the one who goes through most of each one's items. */
export function suppliersIn(db: Db, sweepId: number): ReadonlyMap<number, string | null> {
  const rows = db.all<{ supplierId: number; handler: string | null }>(sql`
    SELECT i.supplier_id AS "supplierId", max(v.handler) AS handler
    FROM sweep_item i JOIN sweep_item_version v ON v.item_id = i.id AND v.version = i.version
    WHERE i.sweep_id = ${sweepId} GROUP BY i.supplier_id`);
  return new Map(rows.map(({ supplierId, handler }) => [supplierId, handler]));
}

/** The closed sweep of attestations that last covered each supplier. */
export function lastAttested(db: Db): ReadonlyMap<number, number> {
  const rows = db.all<{ supplierId: number; sweepId: number }>(sql`
    SELECT i.supplier_id AS "supplierId", max(s.id) AS "sweepId" FROM sweep s JOIN sweep_item i ON i.sweep_id = s.id
    WHERE s.kind = 'registerkontroll' AND s.state = 'closed' GROUP BY i.supplier_id`);
  return new Map(rows.map(({ supplierId, sweepId }) => [supplierId, sweepId]));
}

/** Whether there has ever been a sweep of a kind. */
export function hasBeenSwept(db: Db, kind: Sweep["kind"]): boolean {
  const begun = and(eq(sweep.kind, kind), sql`${sweep.state} <> 'cancelled'`);
  return db.select({ id: sweep.id }).from(sweep).where(begun).limit(1).get() !== undefined;
}

/** A representative in office. */
export interface InOffice {
  readonly id: number;
  readonly supplierId: number;
  readonly role: string;
}

/** Representatives in office of these suppliers, of whom no attestation is known, not even that none was asked for. */
export function unattested(db: Db, supplierIds: readonly number[], today: string): readonly InOffice[] {
  return db.all<InOffice>(sql`
    SELECT r.id, r.supplier_id AS "supplierId", r.role FROM representative r
    WHERE r.supplier_id IN (SELECT value FROM json_each(${JSON.stringify(supplierIds)})) AND r.recorded_to IS NULL
      AND r.from_day <= ${today} AND (r.to_day IS NULL OR r.to_day >= ${today})
      AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.subject_id = r.supplier_id AND f.kind = 'conduct' AND f.key = CAST(r.id AS TEXT))
    ORDER BY r.supplier_id, r.id`);
}
