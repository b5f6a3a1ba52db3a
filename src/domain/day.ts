/** A calendar day in Sweden, "2026-11-23". Compares as text. */
export type Day = string & { readonly brand: "Day" };

export const STOCKHOLM = "Europe/Stockholm";
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const stockholmDay = new Intl.DateTimeFormat("sv-SE", { timeZone: STOCKHOLM, dateStyle: "short" });

/** Stockholm is whole hours from UTC, so a day holds for an hour: formatting is dear where thousands ask in one. */
const known = { hour: Number.NaN, day: "" as Day };

/** The day in Stockholm at an instant. */
export function dayOf(instant: Date): Day {
  const hour = Math.floor(instant.getTime() / HOUR_MS);
  if (hour !== known.hour) Object.assign(known, { hour, day: stockholmDay.format(instant) });
  return known.day;
}

/** Checks the form and that the day exists; null otherwise. */
export function readDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const instant = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== text ? null : (text as Day);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) as Day;
}

/** The same day of a later month; the last one of it where it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10) as Day;
}

/** Whole days from one day to a later one; negative when it is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}
