import { type Day, dayOf } from "../../src/domain/day.js";
import type { SourceError } from "../../src/domain/silence.js";
import { readDayCell, readYesNoCell } from "../../src/tabular/read-cell.js";
import { faultIn, readCell } from "../../src/tabular/sheet-cell.js";
import { quoteCell } from "../../src/tabular/table.js";
import type { Column } from "./columns.js";
import type { UnitRow } from "./rows.js";

/** A day on which something was decided: it cannot lie ahead. */
export function pastDayOf(row: UnitRow, column: Column, now: Date): Day | null {
  const day = readCell(row, column, readDayCell);
  if (day === null || day <= dayOf(now)) return day;
  throw faultIn(row, `kolumn ${column}: datumet ${day} ligger i framtiden`);
}

export function isYes(row: UnitRow, column: Column): boolean {
  return readCell(row, column, readYesNoCell) === true;
}

export function unknownWord(row: UnitRow, what: string, word: string): SourceError {
  return faultIn(row, `okänt ord för ${what}: ${quoteCell(word)}`);
}
