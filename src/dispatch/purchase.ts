import { dayOf } from "../domain/day.js";

/** What is known of one supplier at a source whose reports cost. */
export interface ReportStanding {
  /** Since when the source has told of it without a break; null when it does not. */
  readonly watchedSince: Date | null;
  /** When the source told that something had happened, if no report has come since. */
  readonly happenedAt: Date | null;
  /** When the last report came; null before the first. */
  readonly reportedAt: Date | null;
  /** The last report answered all that it was bought for. */
  readonly complete: boolean;
}

/** How many reports may be bought, and how old one may become. Null: as many as are called for. */
export interface Budget {
  readonly perDay: number | null;
  readonly perMonth: number | null;
  readonly maxAgeDays: number;
}

/** Why a report is bought, the most pressing first. */
export const PURCHASES = ["event", "baseline", "daily", "gap", "age"] as const;
export type Purchase = (typeof PURCHASES)[number];

const DAY_MS = 86_400_000;

/**
 * Whether a report is worth its price today: the reason, or why none is: nothing has happened ("silent"), or today's
 * has been bought ("bought-today").
 */
export function purchaseOf(
  standing: ReportStanding,
  maxAgeDays: number,
  now: Date,
): Purchase | "silent" | "bought-today" {
  const { watchedSince, happenedAt, reportedAt, complete } = standing;
  if (happenedAt !== null) return "event";
  if (reportedAt === null) return "baseline";
  const isToday = dayOf(reportedAt) === dayOf(now);
  // What happened between the report and the beginning of the watch would never be told.
  const isRelied = watchedSince !== null && watchedSince <= reportedAt;
  if (!isRelied) return isToday ? "bought-today" : "daily";
  if (!complete) return isToday ? "bought-today" : "gap";
  return now.getTime() - reportedAt.getTime() > maxAgeDays * DAY_MS ? "age" : "silent";
}

export interface Candidate<T> {
  readonly who: T;
  readonly why: Purchase;
}

/** Whom the budget allows, the most pressing first; null: it allows all. */
export function affordable<T>(
  candidates: readonly Candidate<T>[],
  left: number | null,
): { readonly bought: readonly T[]; readonly over: readonly T[] } {
  const ranked = candidates.toSorted((a, b) => PURCHASES.indexOf(a.why) - PURCHASES.indexOf(b.why));
  const whom = ranked.map(({ who }) => who);
  const most = left === null ? whom.length : Math.max(0, left);
  return { bought: whom.slice(0, most), over: whom.slice(most) };
}
