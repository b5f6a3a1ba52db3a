import { and, count, eq, isNull } from "drizzle-orm";
import { dayOf } from "../domain/day.js";
import { canonicalJson } from "../domain/digest.js";
import { INFORMAL } from "../domain/ground.js";
import type { Moment } from "../domain/moment.js";
import type { OrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import type { Agreement } from "../domain/supplier.js";
import { noteEnding } from "./ending.js";
import type { Db } from "./open.js";
import { agreement, subject, supplier, supplierName } from "./schema.js";
import { appendTrail } from "./trail.js";

/** One supplier as a register file tells it, its rows put together. */
export interface RegisteredSupplier {
  readonly orgNumber: OrgNumber;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly legalForm: string | null;
  readonly places: readonly string[];
  readonly contact: string;
  readonly agreements: readonly Agreement[];
}

export interface ImportOrder {
  /** Name of the file, for the trail. */
  readonly file: string;
  readonly by: string;
  /** Remove what the file does not name. */
  readonly replace: boolean;
  readonly confirmShrink: boolean;
}

/** A file that would take away more than a tenth of what is held is asked about first. */
export function refuseShrinking(missing: number, held: number, what: string, confirmed: boolean): void {
  if (missing * 10 <= held || confirmed) return;
  throw new Refusal(
    `importen skulle ta bort ${missing} av ${held} ${what}; är det meningen, lägg till --confirm-shrink`,
  );
}

export interface ImportCount {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
}

export type Change = "added" | "updated" | "unchanged";

/** Adds and updates suppliers with their names and agreements; all or nothing. The same file again changes nothing. */
export function importSuppliers(
  db: Db,
  suppliers: readonly RegisteredSupplier[],
  order: ImportOrder,
  moment: Moment,
): ImportCount {
  const missing = order.replace ? suppliersMissingIn(db, suppliers) : [];
  refuseShrinking(missing.length, activeSuppliers(db), "leverantörer", order.confirmShrink);
  const changes = suppliers.map((entry) => importSupplier(db, entry, order.replace, moment.now));
  for (const { id } of missing) leaveBy(db, id, order, moment);
  const counted = { ...countOf(changes), removed: missing.length };
  noteImport(db, "register.imported", counted, order, moment);
  return counted;
}

/** One row in the trail for an import that changed something. */
export function noteImport(db: Db, verb: string, counted: ImportCount, order: ImportOrder, moment: Moment): void {
  if (counted.added + counted.updated + counted.removed === 0) return;
  appendTrail(db, { actor: order.by, verb, detail: { file: order.file, ...counted } }, moment.now, moment.clock);
}

/** The supplier's row in the register ends, and its agreements; a later import brings it back as new. */
export function leaveRegister(db: Db, id: number, reason: string, now: Date): void {
  db.update(supplier).set({ removedAt: now.getTime(), removedReason: reason }).where(eq(supplier.id, id)).run();
  endAgreements(db, id, now);
}

/** Who is missing in a file that replaces the register leaves it. */
function leaveBy(db: Db, id: number, { file, by }: ImportOrder, moment: Moment): void {
  const reason = `saknas i ${file}`;
  leaveRegister(db, id, reason, moment.now);
  const why = { ground: "administrativ", origin: "egen utredning", reason } as const;
  const entry = { actor: by, verb: "supplier.removed", subjectId: id, detail: why };
  const trailSeq = appendTrail(db, entry, moment.now, moment.clock);
  const note = { supplierId: id, agreement: null, ...why, decidedBy: by, by, formal: INFORMAL };
  noteEnding(db, { ...note, day: dayOf(moment.now), trailSeq }, moment.now);
}

function endAgreements(db: Db, supplierId: number, now: Date): void {
  db.update(agreement)
    .set({ recordedTo: now.getTime() })
    .where(and(eq(agreement.supplierId, supplierId), isNull(agreement.recordedTo)))
    .run();
}

function suppliersMissingIn(db: Db, suppliers: readonly RegisteredSupplier[]) {
  const named = new Set<string>(suppliers.map((entry) => entry.orgNumber));
  return db
    .select({ id: supplier.id, orgNumber: supplier.orgNumber })
    .from(supplier)
    .where(isNull(supplier.removedAt))
    .all()
    .filter((row) => !named.has(row.orgNumber));
}

/** How many suppliers the register holds now. */
export function activeSuppliers(db: Db): number {
  return db.select({ n: count() }).from(supplier).where(isNull(supplier.removedAt)).get()?.n ?? 0;
}

function importSupplier(db: Db, entry: RegisteredSupplier, replace: boolean, now: Date): Change {
  const known = db.select().from(supplier).where(eq(supplier.orgNumber, entry.orgNumber)).get();
  const told = { name: entry.name, companyForm: entry.legalForm, places: entry.places, contact: entry.contact };
  if (known === undefined) {
    const { id } = db.insert(subject).values({ kind: "supplier" }).returning({ id: subject.id }).get();
    db.insert(supplier)
      .values({ id, orgNumber: entry.orgNumber, ...told, enteredAt: now.getTime() })
      .run();
    setNames(db, id, entry);
    setAgreements(db, id, entry.agreements, replace, now);
    return "added";
  }
  const returned = known.removedAt !== null;
  const held = { name: known.name, companyForm: known.companyForm, places: known.places, contact: known.contact };
  const same = canonicalJson(held) === canonicalJson(told);
  if (returned)
    db.update(supplier)
      .set({ removedAt: null, removedReason: null, enteredAt: now.getTime() })
      .where(eq(supplier.id, known.id))
      .run();
  if (!same) db.update(supplier).set(told).where(eq(supplier.id, known.id)).run();
  const renamed = setNames(db, known.id, entry);
  const agreed = setAgreements(db, known.id, entry.agreements, replace, now);
  return returned ? "added" : same && !renamed && !agreed ? "unchanged" : "updated";
}

/** The file's names replace the file's earlier ones; what people have added or forbidden stays. True when something changed. */
function setNames(db: Db, supplierId: number, entry: RegisteredSupplier): boolean {
  const held = db.select().from(supplierName).where(eq(supplierName.supplierId, supplierId)).all();
  const forbidden = new Set(held.filter((row) => row.use === "forbidden").map((row) => row.form));
  const wanted = new Map<string, "legal" | "alias">([
    ...entry.aliases.map((form) => [form, "alias"] as const),
    [entry.name, "legal"],
  ]);
  for (const form of forbidden) wanted.delete(form);
  const stale = held.filter(
    (row) => row.use !== "forbidden" && row.byPerson === "" && wanted.get(row.form) !== row.use,
  );
  const missing = [...wanted].filter(([form, use]) => !held.some((row) => row.form === form && row.use === use));
  for (const { form, place } of stale) {
    db.delete(supplierName)
      .where(and(eq(supplierName.supplierId, supplierId), eq(supplierName.form, form), eq(supplierName.place, place)))
      .run();
  }
  for (const [form, use] of missing) db.insert(supplierName).values({ supplierId, form, use }).run();
  return stale.length + missing.length > 0;
}

/** An agreement is known by buyer, service, form and number; owner and dates may change, until somebody ended it. True when something changed. */
function setAgreements(db: Db, supplierId: number, told: readonly Agreement[], replace: boolean, now: Date): boolean {
  const live = and(eq(agreement.supplierId, supplierId), isNull(agreement.recordedTo));
  const held = db.select().from(agreement).where(live).all();
  const keyOf = (a: { buyer: string; service: string; form: string; number: string }) =>
    canonicalJson([a.buyer, a.service, a.form, a.number]);
  const known = new Map(held.map((row) => [keyOf(row), row]));
  let changed = false;
  for (const wanted of told) {
    const row = known.get(keyOf(wanted));
    if (row === undefined) {
      db.insert(agreement)
        .values({ supplierId, ...wanted, recordedFrom: now.getTime() })
        .run();
      changed = true;
      continue;
    }
    const { owner, starts } = wanted;
    const ends = row.endedHow === null ? wanted.ends : row.ends;
    if (row.owner !== owner || row.starts !== starts || row.ends !== ends) {
      db.update(agreement).set({ owner, starts, ends }).where(eq(agreement.id, row.id)).run();
      changed = true;
    }
  }
  const toldKeys = new Set(told.map(keyOf));
  for (const row of replace ? held.filter((r) => !toldKeys.has(keyOf(r))) : []) {
    db.update(agreement).set({ recordedTo: now.getTime() }).where(eq(agreement.id, row.id)).run();
    changed = true;
  }
  return changed;
}

export function countOf(changes: readonly Change[]): Omit<ImportCount, "removed"> {
  const of = (wanted: Change) => changes.filter((change) => change === wanted).length;
  return { added: of("added"), updated: of("updated"), unchanged: of("unchanged") };
}
