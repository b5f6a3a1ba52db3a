import type { Cell, Feature, Sheet } from "write-excel-file/node";
import { type Guard, guarding } from "./xlsx-guard.js";

/** A column of a sheet that people fill in. */
export interface XlsxColumn {
  readonly title: string;
  readonly width: number;
  /** Locked: it may be read, not written in. */
  readonly locked: boolean;
  /** The only words that may stand in it. */
  readonly choices?: readonly string[];
  /** Told when somebody stands in the cell. */
  readonly hint?: string;
}

/** Rows that a formula holds for are coloured so: it is written for the first row, with a $ before each column. */
export interface RowColour {
  readonly formula: string;
  readonly colour: string;
}

export interface XlsxForm {
  readonly sheet: string;
  readonly columns: readonly XlsxColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly colours: readonly RowColour[];
  /** So many columns stay in sight. */
  readonly sticky: number;
  /** A second sheet, a line each; one that begins with # is a heading. */
  readonly instructions: { readonly sheet: string; readonly lines: readonly string[] };
}

type AnySheet = Sheet<never>;

const HEAD = { fontWeight: "bold", backgroundColor: "#e8e8e8", wrap: true, alignVertical: "top" } as const;
/** Text whatever is typed: 2026-10-01 stays so, and a number keeps its zeros. The guard knows cells to fill in by it. */
const FILLED_IN = { type: String, format: "@", borderStyle: "thin", borderColor: "#bfbfbf" } as const;

/** A form as XLSX: protected but for what is to be filled in, with choices in lists. Every cell is text and none is run. */
export async function writeXlsx(form: XlsxForm): Promise<Uint8Array> {
  const { default: write } = await import("write-excel-file/node");
  const lists = form.columns.flatMap(({ choices }) => (choices === undefined ? [] : [choices]));
  const sheets = [formSheet(form), instructionSheet(form), ...(lists.length === 0 ? [] : [listSheet(lists)])];
  const features = [guarding(guardOf(form, lists))] as unknown as Feature<never>[];
  const written = write(sheets as never, { features: features as never });
  return new Uint8Array(await written.toBuffer());
}

function formSheet({ sheet, columns, rows, colours, sticky }: XlsxForm): AnySheet {
  const data: Cell[][] = [columns.map(({ title }) => ({ value: title, type: String, ...HEAD }))];
  for (const row of rows) data.push(columns.map(({ locked }, place) => cellOf(row[place] ?? "", locked)));
  const last = { row: rows.length + 1, column: columns.length };
  return {
    sheet,
    data,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    stickyColumnsCount: sticky,
    conditionalFormatting: colours.map(({ formula, colour }) => ({
      cellRange: { from: { row: 2, column: 1 }, to: last },
      condition: { formula },
      style: { backgroundColor: colour },
    })),
  };
}

function cellOf(text: string, locked: boolean): Cell {
  if (!locked) return text === "" ? FILLED_IN : { ...FILLED_IN, value: text };
  return text === "" ? null : { value: text, type: String };
}

function instructionSheet({ instructions: { sheet, lines } }: XlsxForm): AnySheet {
  const data = lines.map((line): Cell[] => [
    line.startsWith("#")
      ? { value: line.slice(1).trim(), type: String, fontWeight: "bold" }
      : { value: line, type: String, wrap: true, alignVertical: "top" },
  ]);
  return { sheet, data, columns: [{ width: 100 }], showGridLines: false };
}

const LISTS = "Val";

function listSheet(lists: readonly (readonly string[])[]): AnySheet {
  const longest = Math.max(...lists.map(({ length }) => length));
  const data = Array.from({ length: longest }, (_, row): Cell[] =>
    lists.map((choices) => (choices[row] === undefined ? null : { value: choices[row], type: String })),
  );
  return { sheet: LISTS, data };
}

function guardOf({ columns, rows }: XlsxForm, lists: readonly (readonly string[])[]): Guard {
  let list = 0;
  const inputs = columns.flatMap(({ locked, choices, hint }, column) => {
    const from = choices === undefined ? null : { sheet: LISTS, column: list, length: choices.length };
    if (choices !== undefined) list += 1;
    return locked ? [] : [{ column, from, hint: hint ?? null }];
  });
  return { rows: rows.length, columns: columns.length, inputs, hidden: lists.length === 0 ? null : LISTS };
}
