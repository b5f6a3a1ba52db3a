import {
  COMPLAINT_CLOSINGS,
  COMPLAINT_KINDS,
  type ComplaintClosing,
  type ComplaintKind,
  LONGEST_COMPLAINT,
} from "../domain/complaint.js";
import type { Day } from "../domain/day.js";
import type { OrgNumber } from "../domain/org-number.js";
import { type CellReading, readDayCell, readYesNoCell } from "../tabular/read-cell.js";
import type { TableFile } from "../tabular/table.js";
import type { ColumnList } from "./columns.js";
import { type Entry, readEntries } from "./entry.js";

export interface ComplaintRow {
  readonly line: number;
  readonly orgNumber: OrgNumber;
  readonly unit: string | null;
  readonly kind: ComplaintKind;
  readonly serious: boolean;
  readonly text: string;
  readonly receivedOn: Day;
  readonly reporterRole: string | null;
  readonly reporterOrganisation: string | null;
  readonly receivedBy: string | null;
  readonly closing: ComplaintClosing | null;
}

const COLUMNS = {
  required: ["organisationsnummer", "slag", "datum", "text"],
  optional: ["verksamhet", "allvarlig", "roll", "organisation", "mottagare", "avslut"],
} as const satisfies ColumnList<string>;

type Column = (typeof COLUMNS)["required" | "optional"][number];

/** Complaints. Throws a Refusal with every fault of the file; a cell with somebody's identity number is one. */
export async function readComplaints(file: TableFile): Promise<readonly ComplaintRow[]> {
  const register = await readEntries(file, COLUMNS);
  const rows = register.entries.flatMap((entry) => readRow(entry) ?? []);
  register.settle();
  return rows;
}

function readRow(entry: Entry<Column>): ComplaintRow | null {
  const orgNumber = entry.orgNumber("organisationsnummer");
  const text = entry.required("text");
  const told = {
    kind: entry.required("slag") === null ? null : entry.read("slag", oneOf(COMPLAINT_KINDS)),
    receivedOn: entry.required("datum") === null ? null : entry.read("datum", readDayCell),
    serious: entry.read("allvarlig", readYesNoCell) ?? false,
    closing: entry.read("avslut", oneOf(COMPLAINT_CLOSINGS)),
  };
  if (text !== null && text.length > LONGEST_COMPLAINT) {
    entry.fault("text", `texten är längre än ${LONGEST_COMPLAINT} tecken; skriv det viktiga`);
  }
  const { kind, receivedOn } = told;
  if (orgNumber === null || text === null || kind === null || receivedOn === null) return null;
  return {
    ...told,
    ...{ line: entry.line, orgNumber, text, kind, receivedOn },
    unit: entry.text("verksamhet") || null,
    reporterRole: entry.text("roll") || null,
    reporterOrganisation: entry.text("organisation") || null,
    receivedBy: entry.text("mottagare") || null,
  };
}

function oneOf<T extends string>(words: readonly T[]): (text: string) => CellReading<T> {
  return (text) => {
    const value = words.find((word) => word === text.toLowerCase());
    return value === undefined ? { expected: words.join(", ") } : { value };
  };
}
