import { hideIdentityNumbers } from "../../src/domain/identity-number.js";
import { type OrgNumber, readOrgNumber } from "../../src/domain/org-number.js";
import { type Fault, Refusal } from "../../src/domain/refusal.js";
import { readYesNoCell } from "../../src/tabular/read-cell.js";
import type { Row, Table } from "../../src/tabular/table.js";
import { COLUMN_NAMES, type Column, type Places } from "./columns.js";
import { type Options, permitTypeOf } from "./schema.js";

/** One row of the delivery that is known to be of one supplier. */
export interface UnitRow {
  readonly line: number;
  readonly orgNumber: OrgNumber;
  /** Columns that the delivery has. Masked cells are empty; what is personal is gone. */
  readonly cells: Readonly<Partial<Record<Column, string>>>;
  readonly masked: ReadonlySet<Column>;
  /** The director as written; null unless names are switched on. */
  readonly director: string | null;
  /** Secrecy: the row says less than others, and that is right. */
  readonly isProtected: boolean;
}

export interface AttributedRows {
  readonly rows: readonly UnitRow[];
  /** Rows left aside, in numbers: what stands in them is not repeated. */
  readonly warnings: readonly string[];
}

const MASK = /^(?:\*{2,}|sekretess|maskerad|maskerat)$/i;

/** Each row with its supplier. A row whose number is no number refuses the delivery: columns may have shifted. */
export function attributeRows(table: Table, places: Places, options: Options): AttributedRows {
  const faults: Fault[] = [...table.faults];
  const left = { masked: 0, personal: 0 };
  const rows = table.rows.flatMap((row): readonly UnitRow[] => {
    const read = readUnitRow(row, places, options);
    if (read.orgnr === "" && read.isProtected) left.masked += 1;
    const number = readOrgNumber(read.orgnr);
    if (typeof number === "string") return [{ ...read, orgNumber: number }];
    if (number.fault === "person") left.personal += 1;
    else if (read.orgnr !== "" || !read.isProtected) faults.push(faultOf(table, places, row, number.message));
    return [];
  });
  if (faults.length > 0) throw new Refusal(`${table.file} togs inte emot: ${faults.length} fel`, faults);
  return { rows, warnings: warningsOf(left) };
}

function readUnitRow({ line, cells }: Row, places: Places, options: Options) {
  const raw = (column: Column) => cells[places.get(column) ?? -1] ?? "";
  const present = COLUMN_NAMES.filter((column) => places.has(column));
  const masked = new Set(present.filter((column) => MASK.test(raw(column))));
  const told = (column: Column) => (masked.has(column) ? "" : raw(column));
  const { service } = permitTypeOf(told("tillstandstyp"), options);
  return {
    line,
    orgnr: told("orgnr"),
    cells: Object.fromEntries(present.map((column) => [column, impersonal(column, told(column))])),
    masked,
    director: options.keepNames ? hideIdentityNumbers(told("forestandare")) : null,
    isProtected: masked.size > 0 || service === "skyddat_boende" || told("verksamhetsnamn") === "",
  };
}

/** A director's name is no fact; whether there is one does. Digits of numbers and dates are not a person's. */
function impersonal(column: Column, text: string): string {
  if (column === "forestandare") return directorWord(text);
  return column === "orgnr" ? text : hideIdentityNumbers(text);
}

function directorWord(text: string): string {
  if (/^(saknas|vakant|ingen)$/i.test(text)) return "nej";
  const reading = readYesNoCell(text);
  if ("value" in reading) return reading.value ? "ja" : "nej";
  return "";
}

function faultOf(table: Table, places: Places, { line }: Row, message: string): Fault {
  return { file: table.file, line, column: table.headers[places.get("orgnr") ?? -1]?.written ?? "orgnr", message };
}

function warningsOf({ masked, personal }: { readonly masked: number; readonly personal: number }): readonly string[] {
  return [
    ...(masked > 0 ? [`maskerade rader utan organisationsnummer, inte lästa: ${masked}`] : []),
    ...(personal > 0 ? [`rader med personnummer (enskild firma), inte lästa: ${personal}`] : []),
  ];
}
