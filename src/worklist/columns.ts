import type { WorklistField } from "../domain/form.js";
import type { SweepKind } from "../domain/sweep.js";
import type { XlsxColumn } from "../tabular/write-xlsx.js";

/** The first sheet of a worklist: one row for each item. */
export const SHEET = "Poster";
export const INSTRUCTIONS = "Anvisning";

export interface Column extends XlsxColumn {
  readonly name: string;
  /** Null: it tells which item the row is. */
  readonly input: "field" | "handler" | "reason" | null;
}

const told = (name: string, title: string, width: number): Column => ({
  name,
  title,
  width,
  locked: true,
  input: null,
});

const ABOUT: Readonly<Record<SweepKind, readonly Column[]>> = {
  ivo: [told("verksamhet", "Verksamhet", 26), told("ivo_id", "IVO-id", 12), told("insats", "Insats", 22)],
  registerkontroll: [told("roll", "Roll", 18), told("foretradare", "Företrädare", 24)],
};

/** Every column of a worklist, in order. The first two tell which item a row is, and how it was when it was written out. */
export function columnsOf(kind: SweepKind, fields: readonly WorklistField[]): readonly Column[] {
  return [
    told("post", "Post", 8),
    told("version", "Version", 8),
    told("orgnr", "Orgnr", 13),
    told("leverantor", "Leverantör", 28),
    ...ABOUT[kind],
    told("lage", "Läge", 12),
    { name: "handlaggare", title: "Handläggare", width: 18, locked: false, input: "handler" },
    ...fields.map(inputOf),
    {
      ...({ name: "skal", title: "Ej aktuell, skäl", width: 30, locked: false, input: "reason" } as const),
      hint: "Fylls i bara när posten inte ska redovisas. Inga personnummer, inget om brott.",
    },
    ...(kind === "ivo" ? [told("att_veta", "Att veta", 60)] : []),
  ];
}

const HINTS = { day: "Skriv dagen som ÅÅÅÅ-MM-DD.", count: "Skriv ett heltal." } as const;

function inputOf({ name, title, choices, holds }: WorklistField): Column {
  return {
    ...({ name, title, locked: false, input: "field" } as const),
    width: choices === undefined ? 16 : 20,
    ...(choices === undefined ? {} : { choices }),
    ...(holds === undefined ? {} : { hint: HINTS[holds] }),
  };
}
