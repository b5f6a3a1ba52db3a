import { type Day, dayOf, STOCKHOLM } from "../domain/day.js";

const longDay = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const minute = new Intl.DateTimeFormat("sv-SE", { timeZone: STOCKHOLM, dateStyle: "short", timeStyle: "short" });

/** "måndag 23 november 2026". */
export function longDayText(day: Day): string {
  return longDay.format(new Date(`${day}T12:00:00Z`));
}

const DAY_MS = 86_400_000;

/** As `timeText`; of what was only dated, and so stands at midnight UTC, the day alone. */
export function dayOrTimeText(instant: Date): string {
  return instant.getTime() % DAY_MS === 0 ? dayOf(instant) : timeText(instant);
}

/** "2026-11-23 kl. 05:12", on Swedish clocks. */
export function timeText(instant: Date): string {
  return minute.format(instant).replace(" ", " kl. ");
}
