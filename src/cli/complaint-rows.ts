import { dayOf } from "../domain/day.js";
import { type Fault, Refusal } from "../domain/refusal.js";
import type { ComplaintRow } from "../register/read-complaints.js";
import type { Db } from "../store/open.js";
import { supplierInRegister, unitInRegister } from "../store/subject.js";

/** Refuses a file whose rows the register or the day speaks against: every one by its line and column, none taken in. */
export function requireRows(db: Db, file: string, rows: readonly ComplaintRow[], now: Date): void {
  const faults = rows.flatMap((row) => {
    const found = faultOf(db, row, now);
    return found === null ? [] : [{ file, line: row.line, ...found }];
  });
  if (faults.length === 0) return;
  throw new Refusal(`${file} togs inte emot: ${faults.length === 1 ? "ett fel" : `${faults.length} fel`}`, faults);
}

function faultOf(db: Db, { orgNumber, unit, receivedOn }: ComplaintRow, now: Date): Fault | null {
  if (receivedOn > dayOf(now)) return { column: "datum", message: `${receivedOn} har inte varit än` };
  let column = "organisationsnummer";
  try {
    const supplier = supplierInRegister(db, orgNumber);
    column = "verksamhet";
    if (unit !== null) unitInRegister(db, supplier, unit);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { column, message: error.message };
  }
}
