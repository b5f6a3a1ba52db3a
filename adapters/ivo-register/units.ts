import { textOf } from "../../src/tabular/sheet-cell.js";
import { headerKey } from "../../src/tabular/table.js";
import { nameOf } from "./permit.js";
import type { UnitRow } from "./rows.js";

/** All rows of one unit. */
export interface UnitRows {
  readonly key: string;
  readonly rows: readonly [UnitRow, ...UnitRow[]];
}

/** Rows put together by unit: by IVO's id where there is one, else by name. */
export function unitsOf(rows: readonly UnitRow[]): readonly UnitRows[] {
  const units = new Map<string, [UnitRow, ...UnitRow[]]>();
  for (const row of rows) {
    const id = textOf(row, "verksamhets_id");
    const key = `${row.orgNumber}/${id === "" ? headerKey(nameOf(row)) : `id:${id}`}`;
    const held = units.get(key);
    if (held === undefined) units.set(key, [row]);
    else held.push(row);
  }
  return [...units].map(([key, held]) => ({ key, rows: held }));
}

/** Ids under several organisation numbers. A permit is one legal person's: such an id tells nothing sure of either. */
export function idsOfSeveral(units: readonly UnitRows[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const several = new Set<string>();
  for (const { rows } of units) {
    const id = textOf(rows[0], "verksamhets_id");
    if (id !== "" && seen.has(id)) several.add(id);
    seen.add(id);
  }
  return several;
}
