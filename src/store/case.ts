import { and, asc, inArray, isNull, or, sql } from "drizzle-orm";
import { addDays, type Day, dayOf } from "../domain/day.js";
import type { OrgNumber } from "../domain/org-number.js";
import { subjectKey } from "../domain/subject-key.js";
import { legalGroupOf, type Supplier, unitRef } from "../domain/supplier.js";
import type { AgreementInForce, StoredFact, SupplierCase } from "../domain/supplier-case.js";
import { bySupplier } from "./by-supplier.js";
import { factRows, storedFact } from "./case-facts.js";
import type { Db } from "./open.js";
import { agreement, representative, supplier, unit } from "./schema.js";

/** Rows of all suppliers in the register, in the order of their numbers. */
export function supplierIds(db: Db): readonly number[] {
  return db
    .select({ id: supplier.id })
    .from(supplier)
    .where(isNull(supplier.removedAt))
    .orderBy(asc(supplier.orgNumber))
    .all()
    .map(({ id }) => id);
}

/** Suppliers with versions of facts from one source that nobody has judged yet. */
export function suppliersToJudge(db: Db, sourceId: number): readonly number[] {
  return db
    .all<{ id: number }>(sql`
      SELECT DISTINCT s.id, s.org_number FROM observation o
      JOIN fact f ON f.id = o.fact_id JOIN subject j ON j.id = f.subject_id
      JOIN supplier s ON s.id = coalesce(j.supplier_id, j.id)
      WHERE o.state = 'new' AND f.source_id = ${sourceId} AND s.removed_at IS NULL
      ORDER BY s.org_number`)
    .map(({ id }) => id);
}

/** Suppliers of which a source had said something that counts: the measure of a mass change. */
export function answeredBefore(db: Db, sourceId: number): number {
  const row = db.get<{ n: number }>(sql`
    SELECT count(DISTINCT coalesce(j.supplier_id, j.id)) AS n FROM fact f
    JOIN subject j ON j.id = f.subject_id JOIN observation o ON o.fact_id = f.id AND o.state = 'current'
    WHERE f.source_id = ${sourceId}`);
  return row?.n ?? 0;
}

/** Everything that judging these suppliers rests on. Past versions as far back as `looksBack` days. */
export function loadCases(db: Db, ids: readonly number[], looksBack: number, now: Date): readonly SupplierCase[] {
  const today = dayOf(now);
  const rows = db
    .select()
    .from(supplier)
    .where(inArray(supplier.id, [...ids]))
    .orderBy(asc(supplier.orgNumber))
    .all();
  const units = bySupplier(unitsOf(db, ids));
  const agreements = bySupplier(agreementsOf(db, ids, today));
  const inOffice = bySupplier(representativesOf(db, ids, today));
  const facts = bySupplier(factRows(db, ids, addDays(today, -looksBack)));
  return rows.map((row) => {
    const owned = units.get(row.id) ?? [];
    const ref = (subjectId: number) => {
      const home = owned.find(({ id }) => id === subjectId);
      const number = row.orgNumber as OrgNumber;
      return home === undefined ? { supplier: number } : { supplier: number, unit: unitRef(home) };
    };
    const stored = (facts.get(row.id) ?? [])
      .filter((fact) => fact.subjectId === row.id || owned.some(({ id }) => id === fact.subjectId))
      .map((fact) => ({ ...storedFact(fact), subject: ref(fact.subjectId) }) as unknown as StoredFact);
    const inForce = (agreements.get(row.id) ?? []).map(({ supplierId: _, ...rest }) => rest);
    return {
      supplierId: row.id,
      supplier: {
        ...supplierOf(row, inForce, owned, stored),
        inOffice: (inOffice.get(row.id) ?? []).map(({ id }) => `${id}`),
      },
      subjects: new Map([row.id, ...owned.map(({ id }) => id)].map((id) => [subjectKey(ref(id)), id])),
      unitServices: new Map(owned.map(({ id, service }) => [id, service])),
      agreements: inForce,
      facts: stored,
    };
  });
}

type SupplierRow = typeof supplier.$inferSelect;
type UnitRow = typeof unit.$inferSelect;

/** The register's word for the legal form goes before Bolagsverket's. */
function supplierOf(
  row: SupplierRow,
  agreements: readonly AgreementInForce[],
  units: readonly UnitRow[],
  facts: readonly StoredFact[],
): Omit<Supplier, "inOffice"> {
  const orgNumber = row.orgNumber as OrgNumber;
  const registered = facts.find(
    (fact): fact is Extract<StoredFact, { kind: "company" }> => fact.kind === "company" && fact.state !== "past",
  );
  const legalForm = row.companyForm ?? registered?.facts.form ?? null;
  return {
    orgNumber,
    name: row.name,
    legalForm,
    legalGroup: legalGroupOf(legalForm, orgNumber),
    enteredOn: dayOf(new Date(row.enteredAt)),
    agreements,
    units,
  };
}

function unitsOf(db: Db, ids: readonly number[]): readonly UnitRow[] {
  return db
    .select()
    .from(unit)
    .where(and(inArray(unit.supplierId, [...ids]), isNull(unit.recordedTo)))
    .orderBy(asc(unit.id))
    .all();
}

function agreementsOf(db: Db, ids: readonly number[], today: Day) {
  return db
    .select()
    .from(agreement)
    .where(
      and(
        inArray(agreement.supplierId, [...ids]),
        isNull(agreement.recordedTo),
        or(isNull(agreement.starts), sql`${agreement.starts} <= ${today}`),
        or(isNull(agreement.ends), sql`${agreement.ends} >= ${today}`),
      ),
    )
    .orderBy(asc(agreement.id))
    .all()
    .map(({ id, supplierId, buyer, owner, service, form, number, starts, ends }) => ({
      id,
      supplierId,
      buyer,
      owner,
      service,
      form,
      number,
      starts: starts as Day | null,
      ends: ends as Day | null,
    }));
}

function representativesOf(db: Db, ids: readonly number[], today: Day) {
  const { id, supplierId, fromDay, toDay, recordedTo } = representative;
  const began = sql`${fromDay} <= ${today}`;
  const goesOn = or(isNull(toDay), sql`${toDay} >= ${today}`);
  return db
    .select({ id, supplierId })
    .from(representative)
    .where(and(inArray(supplierId, [...ids]), isNull(recordedTo), began, goesOn))
    .orderBy(asc(id))
    .all();
}
