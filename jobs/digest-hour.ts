import { dayOf } from "../src/domain/day.js";
import { type RecipientGroup, USUAL_HOUR } from "../src/domain/recipient.js";
import { isWorkingDay } from "../src/schedule/holiday.js";
import { localMinute } from "../src/schedule/stockholm.js";
import type { Db } from "../src/store/open.js";
import { registerSince } from "../src/store/slot.js";

/** Later than this after a group's own hour, the news stand in its next digest. */
const CATCH_UP_HOURS = 6;

/** Whether a group may be written to by now: those with the usual hour follow the timetable. */
export function hourHasCome({ digest }: RecipientGroup, now: Date): boolean {
  return digest === USUAL_HOUR || digest <= clockOf(now);
}

/** Whether a group with an hour of its own is to be written to now, on a working day. */
export function isOwnHour(db: Db, { kind, digest }: RecipientGroup, now: Date): boolean {
  if (kind === "webhook" || digest === USUAL_HOUR || !isWorkingDay(dayOf(now))) return false;
  const late = Number(clockOf(now).slice(0, 2)) - Number(digest.slice(0, 2));
  return digest <= clockOf(now) && late < CATCH_UP_HOURS && registerSince(db) !== null;
}

/** "07:30" on Swedish clocks. */
function clockOf(now: Date): string {
  return localMinute(now).slice(11, 16);
}
