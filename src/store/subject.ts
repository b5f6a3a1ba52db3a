import { and, eq, isNull } from "drizzle-orm";
import type { SubjectRef } from "../domain/observation.js";
import type { OrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import { unitRef } from "../domain/supplier.js";
import type { Db } from "./open.js";
import { source, subject, supplier, unit } from "./schema.js";

/** The row of a subject by its natural key; null when the register does not hold it. */
export function subjectIdOf(db: Db, ref: SubjectRef): number | null {
  if ("feed" in ref) return keyedSubject(db, "feed", ref.feed);
  const owner = db.select({ id: supplier.id }).from(supplier).where(eq(supplier.orgNumber, ref.supplier)).get();
  if (owner === undefined) return null;
  if (!("unit" in ref)) return owner.id;
  const known = "ivoId" in ref.unit ? eq(unit.ivoId, ref.unit.ivoId) : eq(unit.name, ref.unit.name);
  const found = db
    .select({ id: unit.id })
    .from(unit)
    .where(and(eq(unit.supplierId, owner.id), known, isNull(unit.recordedTo)))
    .get();
  return found?.id ?? null;
}

/** A supplier that is in the register now. Throws Refusal. */
export function supplierInRegister(db: Db, orgNumber: OrgNumber): number {
  const found = db.select().from(supplier).where(eq(supplier.orgNumber, orgNumber)).get();
  if (found === undefined || found.removedAt !== null) throw new Refusal("leverantören finns inte i registret");
  return found.id;
}

/** A supplier's row, in the register or gone from it. */
export function supplierRow(db: Db, orgNumber: string) {
  return known(db.select().from(supplier).where(eq(supplier.orgNumber, orgNumber)).get());
}

export function supplierById(db: Db, id: number) {
  return known(db.select().from(supplier).where(eq(supplier.id, id)).get());
}

function known(row: typeof supplier.$inferSelect | undefined): typeof supplier.$inferSelect {
  if (row === undefined) throw new Error("No such supplier");
  return row;
}

/** A supplier's unit that is in the register now, by IVO's id or its name. Throws Refusal. */
export function unitInRegister(db: Db, supplierId: number, told: string): number {
  const own = and(eq(unit.supplierId, supplierId), isNull(unit.recordedTo));
  const units = db.select().from(unit).where(own).all();
  const found = units.find(({ ivoId }) => ivoId === told) ?? units.find(({ name }) => name === told);
  if (found === undefined) throw new Refusal(`leverantören har ingen verksamhet som heter ${told}`);
  return found.id;
}

/** How a supplier's or a unit's row is referred to outside. */
export function refOf(db: Db, subjectId: number): SubjectRef {
  const home = db.select().from(unit).where(eq(unit.id, subjectId)).get();
  const owner = supplierById(db, home?.supplierId ?? subjectId);
  const number = owner.orgNumber as OrgNumber;
  return home === undefined ? { supplier: number } : { supplier: number, unit: unitRef(home) };
}

/** A unit's name with IVO's id; null for a supplier. */
export function unitTitle(db: Db, subjectId: number): string | null {
  const home = db.select().from(unit).where(eq(unit.id, subjectId)).get();
  if (home === undefined) return null;
  return home.ivoId === null ? home.name : `${home.name} (${home.ivoId})`;
}

/** A feed or a kind of delivery; made the first time it is asked for. Safe to call twice. */
export function keyedSubject(db: Db, kind: "feed" | "delivery", key: string): number {
  const known = db
    .select({ id: subject.id })
    .from(subject)
    .where(and(eq(subject.kind, kind), eq(subject.key, key)))
    .get();
  return known?.id ?? db.insert(subject).values({ kind, key }).returning({ id: subject.id }).get().id;
}

/** The row of a source; made the first time. Safe to call twice. */
export function sourceIdOf(db: Db, key: string): number {
  const known = db.select({ id: source.id }).from(source).where(eq(source.key, key)).get();
  return known?.id ?? db.insert(source).values({ key }).returning({ id: source.id }).get().id;
}

/** The source under which what concerns no single adapter is kept: judging everybody, the stop cap. */
export const OURSELVES = "basvakt";

/** The source under which letters that reach nobody are kept. */
export const MAIL = "e-post";

/** Digest of the credentials that a source refused; null while none are. */
export function refusedCredentials(db: Db, key: string): string | null {
  return (
    db.select({ refused: source.refusedCredentials }).from(source).where(eq(source.key, key)).get()?.refused ?? null
  );
}

/** Remembers that a source would not let us in, or (null) that it does again. */
export function markCredentials(db: Db, key: string, refused: string | null): void {
  db.update(source).set({ refusedCredentials: refused }).where(eq(source.key, key)).run();
}
