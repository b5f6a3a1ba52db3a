import type { WorklistField } from "../domain/form.js";
import { type Fault, Refusal } from "../domain/refusal.js";
import type { SweepKind } from "../domain/sweep.js";
import type { RowContent } from "../domain/sweep-merge.js";
import { placeHeaders } from "../tabular/place-headers.js";
import { readTable } from "../tabular/read-table.js";
import type { Row, TableFile } from "../tabular/table.js";
import { type Column, columnsOf, SHEET } from "./columns.js";
import { readFields } from "./fields.js";

/** One row that came back. */
export interface FilledRow {
  readonly line: number;
  readonly item: number;
  /** How the item was when the row was written out. */
  readonly version: number;
  readonly orgNumber: string;
  readonly content: RowContent;
}

export interface FilledWorklist {
  readonly rows: readonly FilledRow[];
  /** What is wrong in single rows, with sheet, row and column. */
  readonly faults: readonly Fault[];
  /** A fault in a row by the field's name, as it stands in the file. */
  place(line: number, column: string | undefined, message: string): Fault;
}

/** Reads a worklist that comes back. Throws Refusal when it is none. */
export async function readWorklist(
  file: TableFile,
  kind: SweepKind,
  fields: readonly WorklistField[],
): Promise<FilledWorklist> {
  const table = await readTable(file);
  const columns = columnsOf(kind, fields);
  const places = placeHeaders(table, {
    columns: Object.fromEntries(columns.map(({ name, title }) => [name, [title]])),
    required: columns.map(({ name }) => name),
    ignore: [],
  });
  const faults: Fault[] = table.faults.map((fault) => ({ ...fault, sheet: SHEET }));
  const place = (line: number, column: string | undefined, message: string): Fault => ({
    ...{ file: file.name, sheet: SHEET, line, message },
    column: columns.find(({ name }) => name === column)?.title ?? column,
  });
  const reading = { columns, places, fields, fault: (...of: Parameters<typeof place>) => faults.push(place(...of)) };
  const rows = table.rows.flatMap((row) => readRow(row, reading) ?? []);
  for (const [again, first] of twice(rows)) {
    faults.push(place(again.line, "post", `samma post står redan på rad ${first.line}`));
  }
  return { rows, faults, place };
}

interface Reading {
  readonly columns: readonly Column[];
  readonly places: ReadonlyMap<string, number>;
  readonly fields: readonly WorklistField[];
  readonly fault: (line: number, column: string | undefined, message: string) => void;
}

function readRow({ line, cells }: Row, { columns, places, fields, fault }: Reading): FilledRow | null {
  const text = (name: string) => cells[places.get(name) ?? -1] ?? "";
  const number = (name: string) => {
    if (/^\d{1,15}$/.test(text(name))) return Number(text(name));
    fault(line, name, "här väntades det tal som stod där; kolumnen får inte ändras");
    return null;
  };
  const [item, version] = [number("post"), number("version")];
  const inputs = columns.filter(({ input }) => input === "field").map(({ name }) => [name, text(name)] as const);
  const filled = readFields(fields, Object.fromEntries(inputs.filter(([, value]) => value !== "")));
  for (const { column, message } of filled.faults) fault(line, column, message);
  if (item === null || version === null || filled.faults.length > 0) return null;
  const content = { handler: text("handlaggare") || null, reason: text("skal") || null, fields: filled.values };
  return { line, item, version, orgNumber: text("orgnr"), content };
}

function twice(rows: readonly FilledRow[]): readonly (readonly [again: FilledRow, first: FilledRow])[] {
  const first = new Map<number, FilledRow>();
  return rows.flatMap((row) => {
    const known = first.get(row.item);
    if (known === undefined) first.set(row.item, row);
    return known === undefined ? [] : [[row, known] as const];
  });
}

/** Refuses the file with everything that is wrong in it: nothing of it is taken then. */
export function refuseFaulty(file: string, faults: readonly Fault[]): never {
  const inOrder = faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  throw new Refusal(`${file} togs inte emot: ${faults.length} fel, ingenting lästes in`, inOrder);
}
