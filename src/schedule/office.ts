import { addDays, type Day, dayOf } from "../domain/day.js";
import { isWorkingDay } from "./holiday.js";
import { instantOf, wallTime } from "./stockholm.js";

const OPENS_HOUR = 8;
const CLOSES_HOUR = 17;
const HOUR_MS = 3_600_000;

/** The first moment from an instant on at which offices are open: itself, or when the next working day begins. */
export function officeTime(now: Date): Date {
  const today = dayOf(now);
  const sinceMidnight = wallTime(now.getTime()) - Date.parse(`${today}T00:00:00Z`);
  if (isWorkingDay(today) && sinceMidnight < OPENS_HOUR * HOUR_MS) return opening(today);
  if (isWorkingDay(today) && sinceMidnight < CLOSES_HOUR * HOUR_MS) return now;
  let day = addDays(today, 1);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return opening(day);
}

function opening(day: Day): Date {
  return new Date(instantOf(Date.parse(`${day}T00:00:00Z`) + OPENS_HOUR * HOUR_MS));
}
