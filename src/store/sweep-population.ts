import { sql } from "drizzle-orm";
import type { Day } from "../domain/day.js";
import type { OrgNumber } from "../domain/org-number.js";
import { sameService } from "../domain/service.js";
import type { Frozen, SweepKind, SweepScope } from "../domain/sweep.js";
import { bySupplier } from "./by-supplier.js";
import type { Db } from "./open.js";

/** One whom a sweep is to account for. */
export interface Populated {
  readonly supplierId: number;
  readonly subjectId: number;
  readonly frozen: Frozen;
}

interface Covered {
  readonly id: number;
  readonly orgNumber: OrgNumber;
  readonly name: string;
  /** Services of its agreements within the scope. */
  readonly services: readonly string[];
}

/** Everybody a sweep of this kind and scope covers on a day, by supplier. A covered supplier with nobody to ask about is one too. */
export function populationOf(db: Db, kind: SweepKind, scope: SweepScope, today: Day): readonly Populated[] {
  const members = kind === "ivo" ? unitsBySupplier(db) : representativesBySupplier(db, today);
  return coveredBy(db, scope, today).flatMap((supplier): readonly Populated[] => {
    const of = { orgNumber: supplier.orgNumber, supplier: supplier.name };
    const own = (members.get(supplier.id) ?? []).filter(({ frozen }) => isCovered(frozen, supplier, scope));
    const lacks = kind === "ivo" ? ("unit" as const) : ("representative" as const);
    if (own.length === 0) return [{ supplierId: supplier.id, subjectId: supplier.id, frozen: { ...of, lacks } }];
    return own.map(({ id, frozen }) => ({ supplierId: supplier.id, subjectId: id, frozen: { ...of, ...frozen } }));
  });
}

/** Suppliers that a scope covers on a day. */
export function suppliersCovered(db: Db, scope: SweepScope, today: Day): readonly number[] {
  return coveredBy(db, scope, today).map(({ id }) => id);
}

/** Suppliers in the register with an agreement in force that the scope names, in the order of their numbers. */
function coveredBy(db: Db, scope: SweepScope, today: Day): readonly Covered[] {
  const rows = db.all<Omit<Covered, "services"> & { readonly service: string; form: string; number: string }>(sql`
    SELECT p.id, p.org_number AS "orgNumber", p.name, a.service, a.form, a.number
    FROM supplier p LEFT JOIN agreement a ON a.supplier_id = p.id AND a.recorded_to IS NULL
      AND (a.starts IS NULL OR a.starts <= ${today}) AND (a.ends IS NULL OR a.ends >= ${today})
    WHERE p.removed_at IS NULL ORDER BY p.org_number, a.id`);
  const covered = new Map<number, Covered>();
  for (const { service, form, number, ...supplier } of rows) {
    const named =
      (scope.forms as readonly string[]).includes(form) &&
      scope.services.some((one) => sameService(one, service)) &&
      (scope.agreements.length === 0 || scope.agreements.includes(number));
    if (!scope.all && !named) continue;
    const services = covered.get(supplier.id)?.services ?? [];
    covered.set(supplier.id, { ...supplier, services: [...services, service] });
  }
  return [...covered.values()];
}

type FrozenMember =
  | { readonly unit: string; readonly ivoId: string | null; readonly service: string }
  | { readonly representative: string; readonly role: string };

interface Member {
  readonly id: number;
  readonly frozen: FrozenMember;
}

/** A unit by its own service: it must be one that is swept, and one that an agreement of the scope is about. */
function isCovered(frozen: FrozenMember, { services }: Covered, scope: SweepScope): boolean {
  if (scope.all || !("service" in frozen)) return true;
  const { service } = frozen;
  return [scope.services, services].every((named) => named.some((one) => sameService(one, service)));
}

function unitsBySupplier(db: Db): ReadonlyMap<number, readonly Member[]> {
  const rows = db.all<{ id: number; supplierId: number; unit: string; ivoId: string | null; service: string }>(sql`
    SELECT id, supplier_id AS "supplierId", name AS unit, ivo_id AS "ivoId", service
    FROM unit WHERE recorded_to IS NULL ORDER BY name, id`);
  return bySupplier(
    rows.map(({ id, supplierId, ...frozen }) => ({ id, supplierId, frozen: frozen satisfies FrozenMember })),
  );
}

/** Those who have their role on the day, by the register's own number and never by name. */
function representativesBySupplier(db: Db, today: Day): ReadonlyMap<number, readonly Member[]> {
  const rows = db.all<{ id: number; supplierId: number; role: string }>(sql`
    SELECT id, supplier_id AS "supplierId", role FROM representative
    WHERE recorded_to IS NULL AND from_day <= ${today} AND (to_day IS NULL OR to_day >= ${today}) ORDER BY role, id`);
  return bySupplier(
    rows.map(({ id, supplierId, role }) => ({ id, supplierId, frozen: { representative: `${id}`, role } })),
  );
}
