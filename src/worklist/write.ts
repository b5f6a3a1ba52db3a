import type { Day } from "../domain/day.js";
import type { WorklistField } from "../domain/form.js";
import type { ItemState, SweepKind } from "../domain/sweep.js";
import { writeXlsx, type XlsxForm } from "../tabular/write-xlsx.js";
import { letters } from "../tabular/xlsx-guard.js";
import { type Column, columnsOf, INSTRUCTIONS, SHEET } from "./columns.js";
import { instructionsFor } from "./instructions.js";

/** One item as its row shows it. */
export interface WorklistItem {
  readonly id: number;
  readonly version: number;
  readonly orgNumber: string;
  readonly supplier: string;
  /** By the names of the columns that tell whom the row is about. */
  readonly about: Readonly<Record<string, string>>;
  readonly state: ItemState;
  readonly handler: string | null;
  readonly reason: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

export interface WorklistSheet {
  readonly sweep: number;
  readonly kind: SweepKind;
  readonly due: Day;
  readonly fields: readonly WorklistField[];
  readonly items: readonly WorklistItem[];
  /** Whether somebody may note that an original was shown. */
  readonly originalsShown: boolean;
}

const STATES: Readonly<Record<ItemState, string>> = {
  waiting: "väntar",
  done: "klar",
  not_applicable: "ej aktuell",
  overdue: "försenad",
};

/** The field by which a row shows that it has been answered. */
const ANSWER: Readonly<Record<SweepKind, string>> = { ivo: "status", registerkontroll: "utfall" };

/** A sweep's worklist as XLSX, a row for each item. */
export async function writeWorklist(sheet: WorklistSheet): Promise<Uint8Array> {
  return writeXlsx(formOf(sheet));
}

function formOf({ sweep, kind, due, fields, items, originalsShown }: WorklistSheet): XlsxForm {
  const columns = columnsOf(kind, fields);
  return {
    sheet: SHEET,
    columns,
    rows: items.map((item) => columns.map((column) => cellOf(item, column))),
    colours: coloursOf(columns, kind, due),
    sticky: 5,
    instructions: {
      sheet: INSTRUCTIONS,
      lines: instructionsFor({ sweep, kind, due, items: items.length, originalsShown }),
    },
  };
}

function cellOf(item: WorklistItem, { name, input }: Column): string {
  if (input === "handler") return item.handler ?? "";
  if (input === "reason") return item.reason ?? "";
  if (input === "field") return item.fields[name] ?? "";
  const own: Readonly<Record<string, string>> = {
    ...{ post: `${item.id}`, version: `${item.version}`, orgnr: item.orgNumber, leverantor: item.supplier },
    ...{ lage: STATES[item.state] },
  };
  return own[name] ?? item.about[name] ?? "";
}

/** By what stands in the row, so that colours follow as it is filled in: set aside, answered, begun, late. */
function coloursOf(columns: readonly Column[], kind: SweepKind, due: Day): XlsxForm["colours"] {
  const at = (name: string) => `$${letters(columns.findIndex((column) => column.name === name))}2`;
  const inputs = columns.filter(({ input }) => input === "field");
  const filled = `COUNTA(${at(inputs[0]?.name ?? "")}:${at(inputs.at(-1)?.name ?? "")})>0`;
  const [year, month, day] = due.split("-").map(Number);
  return [
    { formula: `${at("skal")}<>""`, colour: "#d9d9d9" },
    { formula: `${at(ANSWER[kind])}<>""`, colour: "#d5ead6" },
    { formula: `TODAY()>DATE(${year},${month},${day})`, colour: "#f6d0cd" },
    { formula: filled, colour: "#fdf0c4" },
  ];
}
