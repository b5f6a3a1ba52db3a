import { and, eq, isNull } from "drizzle-orm";
import type { OrgNumber } from "../domain/org-number.js";
import type { DeliveredUnit } from "../domain/supplier.js";
import { importUnit, ownerOfIvoId } from "./import-units.js";
import type { Db } from "./open.js";
import { supplier, unit } from "./schema.js";

/**
 * The statements of a delivery that concern suppliers in the register, each with its unit's row, or the supplier's own. A unit that the
 * register did not name is added: what IVO says of a watched supplier's home is not to be missed. A unit known by name
 * alone takes over IVO's id.
 */
export function unitsTold<S extends { readonly orgNumber: OrgNumber; readonly unit: DeliveredUnit | null }>(
  db: Db,
  statements: readonly S[],
  now: Date,
): readonly { readonly statement: S; readonly subjectId: number }[] {
  const owners = new Map<string, number>(
    db
      .select({ id: supplier.id, orgNumber: supplier.orgNumber })
      .from(supplier)
      .where(isNull(supplier.removedAt))
      .all()
      .map(({ id, orgNumber }) => [orgNumber, id] as const),
  );
  return statements.flatMap((statement) => {
    const owner = owners.get(statement.orgNumber);
    if (owner === undefined) return [];
    const { unit: told } = statement;
    return [{ statement, subjectId: told === null ? owner : unitIdOf(db, owner, told, now) }];
  });
}

function unitIdOf(db: Db, supplierId: number, told: DeliveredUnit, now: Date): number {
  const known = findUnit(db, supplierId, told);
  if (known !== null) {
    if (known.ivoId === null && told.ivoId !== null && ownerOfIvoId(db, told.ivoId) === null) {
      db.update(unit).set({ ivoId: told.ivoId }).where(eq(unit.id, known.id)).run();
    }
    return known.id;
  }
  const fitting = fitIn(db, supplierId, told);
  importUnit(db, supplierId, { ...fitting, service: told.service ?? "okänd", statedStaff: null }, now);
  const added = findUnit(db, supplierId, fitting);
  if (added === null) throw new Error("a unit that was just added is not there");
  return added.id;
}

/**
 * What the register can hold of it: an id that still stands with another supplier's unit waits until somebody has moved
 * it (the permit may have changed hands), and a second home of the same name is told apart by its id.
 */
function fitIn(db: Db, supplierId: number, told: DeliveredUnit): DeliveredUnit {
  const taken = told.ivoId !== null && ownerOfIvoId(db, told.ivoId) !== null;
  const namesake = findUnit(db, supplierId, { ivoId: null, name: told.name }) !== null;
  return { ...told, ivoId: taken ? null : told.ivoId, name: namesake ? `${told.name} (${told.ivoId})` : told.name };
}

function findUnit(db: Db, supplierId: number, told: Pick<DeliveredUnit, "ivoId" | "name">) {
  const held = db
    .select({ id: unit.id, ivoId: unit.ivoId, name: unit.name })
    .from(unit)
    .where(and(eq(unit.supplierId, supplierId), isNull(unit.recordedTo)))
    .all();
  return (
    (told.ivoId === null ? undefined : held.find(({ ivoId }) => ivoId === told.ivoId)) ??
    held.find(({ name, ivoId }) => name === told.name && (ivoId === null || told.ivoId === null)) ??
    null
  );
}
