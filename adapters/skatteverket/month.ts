import type { Day } from "../../src/domain/day.js";
import { type CellReading, readDayCell } from "../../src/tabular/read-cell.js";
import type { Column } from "./columns.js";

/** A month, "2026-08". Compares as text. */
export type Month = string;

/** 2026-08 or 202608; spreadsheets make a date of it. */
export function readMonthCell(text: string): CellReading<Month> {
  const written = /^(20\d{2})-?(0[1-9]|1[0-2])$/.exec(text);
  if (written !== null) return { value: `${written[1]}-${written[2]}` };
  const day = readDayCell(text);
  return "value" in day ? { value: day.value.slice(0, 7) } : { expected: "en månad, skriven ÅÅÅÅ-MM" };
}

export function monthAfter(month: Month, months: number): Month {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}

/** Employers declare a month by the 12th of the next one, the largest by the 26th; then it is decided. */
const ALL_HAVE_DECLARED = 27;

/** The three newest months that are decided for everybody. */
export function monthsToAsk(today: Day): Readonly<Partial<Record<Column, Month>>> {
  const newest = Number(today.slice(8)) < ALL_HAVE_DECLARED ? -2 : -1;
  const month = (back: number) => monthAfter(today.slice(0, 7), newest - back);
  return { manad_1: month(2), manad_2: month(1), manad_3: month(0) };
}
