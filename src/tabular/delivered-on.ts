import { type Day, dayOf, readDay } from "../domain/day.js";
import { Refusal } from "../domain/refusal.js";

/** The day a delivery speaks of: the one given, else the one in the file's name; null when nothing tells. */
export function deliveredOn(name: string, given: string | null, now: Date): Day | null {
  const day = readDay(given ?? "") ?? dayInName(name);
  if (day !== null && day > dayOf(now)) {
    const message = `leveransdagen ${day} ligger i framtiden`;
    throw new Refusal(`${name} togs inte emot: ${message}`, [{ file: name, message }]);
  }
  return day;
}

function dayInName(name: string): Day | null {
  const [, year, month, day] = /(?<!\d)(20\d{2})-?(\d{2})-?(\d{2})(?!\d)/.exec(name) ?? [];
  return readDay(`${year}-${month}-${day}`);
}
