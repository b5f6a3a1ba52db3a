import { addDays, type Day, dayOf } from "../src/domain/day.js";
import type { DigestData } from "../src/mail/digest-data.js";
import { lookedAtByHour, openedByHour, retiredByDay } from "../src/store/digest-trend.js";
import type { DigestFrame } from "./digest-frame.js";

const DAYS = 30;
const HOUR_MS = 3_600_000;

/** New alerts and coverage, day by day, the last thirty days up to the one of the digest. */
export function trendOf(frame: DigestFrame): DigestData["trend"] {
  const first = addDays(frame.day, 1 - DAYS);
  // A day in Sweden begins an hour or two before it does in UTC.
  const since = new Date(Date.parse(`${first}T00:00:00Z`) - 2 * HOUR_MS);
  const alerts = new Map<Day, number>();
  for (const { at, supplierId, unitService, n } of openedByHour(frame.db, since)) {
    if (frame.concernsSubject(supplierId, unitService)) add(alerts, dayOf(new Date(at)), n);
  }
  const due = new Map<Day, number>();
  const done = new Map<Day, number>();
  const standing = lookedAtByHour(frame.db, since).map((row) => ({ ...row, day: dayOf(new Date(row.at)) }));
  for (const row of [...standing, ...retiredByDay(frame.db, first)]) {
    add(due, row.day, row.due);
    add(done, row.day, row.done);
  }
  return {
    days: Array.from({ length: DAYS }, (_, index) => {
      const day = addDays(first, index);
      return { day, alerts: alerts.get(day) ?? 0, due: due.get(day) ?? 0, done: done.get(day) ?? 0 };
    }),
    command: `basvakt alerts list --all --since ${first}`,
  };
}

function add(counts: Map<Day, number>, day: Day, n: number): void {
  counts.set(day, (counts.get(day) ?? 0) + n);
}
