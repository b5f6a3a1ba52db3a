import type { Attachment } from "../domain/attachment.js";
import { formatOrgNumber, type OrgNumber } from "../domain/org-number.js";
import { SEVERITY_TEXT, type Severity } from "../domain/severity.js";
import { csv } from "./csv.js";
import type { Row, StoppedAgreement, Subject } from "./digest-row.js";
import { timeText } from "./swedish-time.js";

/** More rows than these are not sent by mail: a command prints them. */
export const ROWS_ATTACHED = 10_000;

type Cell = (value: never) => string;

const text: Cell = (value: string | number | null) => (value === null ? "" : `${value}`);
const time: Cell = (value: Date | null) => (value === null ? "" : timeText(value));
const list: Cell = (value: readonly (string | number)[]) => value.join(", ");

/** Columns of an attached file, in order; a file has those that its rows have. */
const COLUMNS: readonly (readonly [key: string, heading: string, cell: Cell])[] = [
  ["id", "nr", text],
  ["severity", "grad", (value: Severity) => SEVERITY_TEXT[value]],
  ["change", "ändring", (value: "worse" | "reopened") => (value === "worse" ? "värre" : "öppnat igen")],
  ["title", "rubrik", text],
  ["what", "vad", text],
  ["because", "varför", text],
  ["news", "nytt", list],
  ["observed", "iakttaget", text],
  ["threshold", "gräns", text],
  ["rule", "regel", text],
  ["evidence", "underlag nr", list],
  ["source", "källa", (value: { title: string } | null) => value?.title ?? ""],
  ["stops", "stopp", (stops: readonly StoppedAgreement[]) => stops.map(stopText).join(", ")],
  ["reason", "grund", text],
  ["policy", "policy", text],
  ["gone", "borta", (gone: readonly { fact: string; since: string }[]) => gone.map(goneText).join(", ")],
  ["ledTo", "ledde till", text],
  ["opened", "öppnat", time],
  ["changed", "ändrat", time],
  ["resolved", "avslutat", time],
  ["started", "började", time],
  ["startedBy", "startat av", text],
  ["confirmBy", "beslut senast", text],
  ["role", "beslutas av", text],
  ["endsWhen", "upphävs om", text],
  ["by", "av", text],
  ["at", "när", time],
  ["day", "dag", text],
];

function stopText({ stop, term, service, buyer }: StoppedAgreement): string {
  return `${term} nr ${stop} (${[service, buyer].filter((word) => word !== "").join(" ")})`;
}

function goneText({ fact, since }: { readonly fact: string; readonly since: string }): string {
  return `${fact} sedan ${since}`;
}

/** All rows of a section as a file to a letter; nothing in it runs in a spreadsheet. */
export function sectionCsv(filename: string, rows: Iterable<Row>): Attachment {
  return { filename, contentType: "text/csv; charset=utf-8", content: Buffer.from(csv(linesOf(rows))) };
}

function* linesOf(rows: Iterable<Row>): Iterable<readonly string[]> {
  let columns: typeof COLUMNS | null = null;
  for (const row of rows) {
    const cells = row as unknown as Readonly<Record<string, unknown>>;
    if (columns === null) {
      columns = COLUMNS.filter(([key]) => key in cells);
      yield ["organisationsnummer", "leverantör", "verksamhet", ...columns.map(([, heading]) => heading), "kommando"];
    }
    const whom = subjectCells((cells.subject ?? null) as Subject | null);
    yield [...whom, ...columns.map(([key, , cell]) => cell(cells[key] as never)), row.command];
  }
}

function subjectCells(subject: Subject | null): readonly string[] {
  if (subject === null) return ["", "", ""];
  return [formatOrgNumber(subject.orgNumber as OrgNumber), subject.name, subject.unit ?? ""];
}
