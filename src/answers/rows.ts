import { hideIdentityNumbers } from "../domain/identity-number.js";
import { type OrgNumber, readOrgNumber } from "../domain/org-number.js";
import { type Fault, Refusal } from "../domain/refusal.js";
import { type HeaderList, placeHeaders } from "../tabular/place-headers.js";
import type { SheetRow } from "../tabular/sheet-cell.js";
import type { Table } from "../tabular/table.js";

/** The rows about one supplier. */
export interface SheetAnswer {
  readonly orgNumber: OrgNumber;
  readonly rows: readonly [SheetRow<string>, ...SheetRow<string>[]];
}

const ORG = "orgnr";
/**
 * The rows put together by supplier. A row on which nothing stands but what was there when the sheet was sent is no answer. A row whose number is no number
 * refuses the file: columns may have shifted.
 */
export function sheetRows(
  table: Table,
  list: HeaderList<string>,
  prefilled: readonly string[],
): { readonly answers: readonly SheetAnswer[]; readonly warnings: readonly string[] } {
  const places = placeHeaders(table, list);
  const faults: Fault[] = [...table.faults];
  const given = new Set([ORG, ...prefilled]);
  const left = { empty: 0, personal: 0 };
  const answers = new Map<OrgNumber, [SheetRow<string>, ...SheetRow<string>[]]>();
  for (const { line, cells: all } of table.rows) {
    const cells = Object.fromEntries([...places].map(([column, place]) => [column, all[place] ?? ""]));
    const number = readOrgNumber(cells[ORG] ?? "");
    if (typeof number !== "string") {
      if (number.fault === "person") left.personal += 1;
      else faults.push({ file: table.file, line, column: headingOf(table, places), message: number.message });
      continue;
    }
    if (Object.entries(cells).every(([column, text]) => given.has(column) || text === "")) {
      left.empty += 1;
      continue;
    }
    const row: SheetRow<string> = { line, cells: withoutPeople(cells) };
    const held = answers.get(number);
    if (held === undefined) answers.set(number, [row]);
    else held.push(row);
  }
  if (faults.length > 0) throw new Refusal(`${table.file} togs inte emot: ${faults.length} fel`, faults);
  return { answers: [...answers].map(([orgNumber, rows]) => ({ orgNumber, rows })), warnings: warningsOf(left) };
}

function withoutPeople(cells: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(cells).map(([column, text]) => [column, column === ORG ? text : hideIdentityNumbers(text)]),
  );
}

function headingOf(table: Table, places: ReadonlyMap<string, number>): string {
  return table.headers[places.get(ORG) ?? -1]?.written ?? ORG;
}

function warningsOf({ empty, personal }: { readonly empty: number; readonly personal: number }): readonly string[] {
  return [
    ...(empty > 0 ? [`rader utan svar, fortfarande obesvarade: ${empty}`] : []),
    ...(personal > 0 ? [`rader med personnummer (enskild firma), inte lästa: ${personal}`] : []),
  ];
}
