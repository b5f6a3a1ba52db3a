import { z } from "zod";
import type { AskContext, DeliveredFile, Delivery, FileAdapter, Statement } from "../adapter.js";
import { type Day, dayOf } from "../domain/day.js";
import type { FilledForm, RequestLetter } from "../domain/form.js";
import type { Evidence } from "../domain/observation.js";
import { type Fault, Refusal } from "../domain/refusal.js";
import type { LegalGroup } from "../domain/supplier.js";
import type { Told } from "../reading.js";
import { deliveredOn } from "../tabular/delivered-on.js";
import { readTable } from "../tabular/read-table.js";
import { type SheetRow, textOf } from "../tabular/sheet-cell.js";
import { type SheetAnswer, sheetRows } from "./rows.js";
import { ANSWERED_ON, type AnswerAbout, rawOf, statementOf, type Tell } from "./statement.js";

/** One column of a sheet of answers: how people call it, what else its heading may be, which words it takes. */
export interface SheetColumn {
  readonly title: string;
  readonly headings?: readonly string[];
  readonly choices?: readonly string[];
}

/** A source that people ask and that answers by a sheet, a row or more for each supplier. */
export interface AnswerSheet<C extends string> extends Pick<FileAdapter, "id" | "title" | "kinds" | "version"> {
  readonly groups: readonly LegalGroup[];
  readonly columns: Readonly<Record<C, SheetColumn>>;
  readonly letter: RequestLetter | null;
  /** What the sheet says from the start. */
  prefill?(today: Day): Readonly<Partial<Record<C, string>>>;
  /** What one supplier's rows say. Throws SourceError for what they cannot hold. */
  tell(rows: readonly [SheetRow<C>, ...SheetRow<C>[]], about: AnswerAbout): readonly Told[];
}

/** Every sheet has them beside its own columns: whom the row is about, and the day it was answered. */
const SHARED = {
  orgnr: ["organisationsnummer", "org.nr", "orgnummer"],
  namn: ["företagsnamn"],
  svarsdatum: ["svarsdag"],
};

type Options = z.infer<ReturnType<typeof optionsOf>>;
type Context = Pick<AskContext<Options>, "options" | "now" | "evidence">;

/** A source declared by its sheet: the file is read, and the form for a single answer, by the same words. */
export function defineAnswers<C extends string>(sheet: AnswerSheet<C>): FileAdapter<Options> {
  const { id, title, kinds, version, groups, letter } = sheet;
  const names = Object.keys(sheet.columns) as C[];
  return {
    shape: "file",
    id,
    title,
    kinds,
    version,
    settings: {},
    options: optionsOf(names),
    redact: [],
    extensions: [".csv", ".xlsx"],
    read: (file, context) => readSheet(sheet, file, context),
    answers: {
      groups,
      letter,
      fields: [
        { name: ANSWERED_ON, title: "Svarsdatum" },
        ...names.map((name) => {
          const { title: called, choices } = sheet.columns[name];
          return { name, title: called, ...(choices === undefined ? {} : { choices }) };
        }),
      ],
      prefill: (today) => (sheet.prefill?.(today) ?? {}) as Readonly<Record<string, string>>,
      request: ({ requestTo, remindAfterDays }) => ({ requestTo, remindAfterDays }),
      read: (form, context) => readForm(sheet, form, context),
    },
  };
}

function optionsOf(columns: readonly string[]) {
  return z.strictObject({
    /** Headings of an answer, by our column. */
    headers: z.partialRecord(z.enum([ANSWERED_ON, "orgnr", "namn", ...columns]), z.array(z.string())).default({}),
    /** Headings to leave aside. */
    ignore: z.array(z.string()).default([]),
    /** Where requests are sent; without one the letter has no recipient. */
    requestTo: z.email().nullable().default(null),
    /** A request that has waited longer than this is to be reminded of. */
    remindAfterDays: z.number().int().min(1).default(14),
  });
}

async function readSheet<C extends string>(
  sheet: AnswerSheet<C>,
  file: DeliveredFile,
  { options, now, evidence }: Context,
): Promise<Delivery> {
  const delivered = deliveredOn(file.name, null, now);
  const table = await readTable(file);
  const columns = headingsOf(sheet, options);
  const { answers, warnings } = sheetRows(table, { columns, required: ["orgnr"], ignore: options.ignore }, [
    "namn",
    ...Object.keys(sheet.prefill?.(dayOf(now)) ?? {}),
  ]);
  return {
    rows: table.rows.length,
    // Answers come a few at a time: none has vanished because it is not in this file.
    rowKeys: [],
    statements: answers.map((answer) => {
      const prove = () => evidence(rawOf(answer, file.name));
      return statementOf(tellOf(sheet), answer, { delivered, now, prove });
    }),
    warnings,
  };
}

function headingsOf<C extends string>({ columns }: AnswerSheet<C>, { headers }: Options) {
  const own = Object.entries<SheetColumn>(columns).map(([name, { headings }]) => [name, headings ?? []] as const);
  const all: Record<string, readonly string[]> = { ...SHARED, ...Object.fromEntries(own) };
  const given = headers as Readonly<Partial<Record<string, readonly string[]>>>;
  return Object.fromEntries(Object.entries(all).map(([name, known]) => [name, [...known, ...(given[name] ?? [])]]));
}

/** The rows are read by the sheet's own columns: these are what it has. */
function tellOf<C extends string>(sheet: AnswerSheet<C>): Tell {
  return sheet.tell as unknown as Tell;
}

async function readForm<C extends string>(
  sheet: AnswerSheet<C>,
  { orgNumber, by, values }: FilledForm,
  { now, evidence }: Pick<AskContext, "now" | "evidence">,
): Promise<Statement> {
  const known = [ANSWERED_ON, ...Object.keys(sheet.columns)];
  const faults = Object.keys(values)
    .filter((name) => !known.includes(name))
    .map((column): Fault => ({ column, message: `fältet finns inte; det finns ${known.join(", ")}` }));
  if (faults.length > 0) throw new Refusal("formuläret godtas inte", faults);
  const row: SheetRow<string> = { line: 1, cells: values };
  if (known.every((name) => name === ANSWERED_ON || textOf(row, name) === "")) {
    throw new Refusal("formuläret säger ingenting om leverantören");
  }
  const answer: SheetAnswer = { orgNumber, rows: [row] };
  const prove = (): Evidence => ({ ...evidence(rawOf(answer, null)), origin: "statement", by });
  const statement = statementOf(tellOf(sheet), answer, { delivered: null, now, prove });
  if (statement.outcome === "failed") throw new Refusal(statement.detail.replace(/^rad \d+: /, ""));
  return statement;
}
