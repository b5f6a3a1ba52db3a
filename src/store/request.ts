import { sql } from "drizzle-orm";
import { type Day, dayOf } from "../domain/day.js";
import type { Kind } from "../domain/kind.js";
import type { OrgNumber } from "../domain/org-number.js";
import type { Db } from "./open.js";
import { request } from "./schema.js";
import { sourceIdOf } from "./subject.js";

export interface RequestOrder {
  readonly source: string;
  readonly supplierIds: readonly number[];
  readonly day: Day;
  readonly by: string;
  readonly trailSeq: number;
}

/** Remembers whom a source has been asked about on a day. Safe to call twice. */
export function noteRequests(db: Db, { source, supplierIds, day, by, trailSeq }: RequestOrder): void {
  const sourceId = sourceIdOf(db, source);
  for (const supplierId of supplierIds) {
    db.insert(request).values({ sourceId, supplierId, day, byPerson: by, trailSeq }).onConflictDoNothing().run();
  }
}

/** A supplier in the register, when it was last asked about and when an answer was last given. */
export interface RequestRow {
  readonly supplierId: number;
  readonly orgNumber: OrgNumber;
  readonly name: string;
  readonly companyForm: string | null;
  readonly requestedOn: Day | null;
  readonly requestedBy: string | null;
  readonly answeredOn: Day | null;
}

/** Everybody in the register as a source of a kind has been asked and has answered, in the order of their numbers. */
export function requestRows(db: Db, source: string, kind: Kind): readonly RequestRow[] {
  const rows = db.all<Omit<RequestRow, "answeredOn"> & { readonly answeredAt: number | null }>(sql`
    WITH asked AS (
      SELECT r.supplier_id, max(r.day) AS day, r.by_person
      FROM request r JOIN source s ON s.id = r.source_id WHERE s.key = ${source} GROUP BY r.supplier_id),
    answered AS (
      SELECT f.subject_id, max(o.as_of) AS at
      FROM fact f JOIN source s ON s.id = f.source_id JOIN observation o ON o.fact_id = f.id AND o.state <> 'rejected'
      WHERE s.key = ${source} AND f.kind = ${kind} GROUP BY f.subject_id)
    SELECT p.id AS "supplierId", p.org_number AS "orgNumber", p.name, p.company_form AS "companyForm",
      asked.day AS "requestedOn", asked.by_person AS "requestedBy", answered.at AS "answeredAt"
    FROM supplier p LEFT JOIN asked ON asked.supplier_id = p.id LEFT JOIN answered ON answered.subject_id = p.id
    WHERE p.removed_at IS NULL ORDER BY p.org_number`);
  return rows.map(({ answeredAt, ...row }) => ({
    ...row,
    answeredOn: answeredAt === null ? null : dayOf(new Date(answeredAt)),
  }));
}
