import type { Day } from "../domain/day.js";
import { isWorkingDay } from "./holiday.js";
import { intervals } from "./interval.js";
import { type Slot, slots } from "./slots.js";

/** Jobs that the daemon starts by itself, in the order they are begun when several are due at its start. */
export const TIMED_JOBS = [
  "basuppfoljning",
  "feeds",
  "inbox",
  "judge",
  "digest",
  "tell",
  "watch",
  "housekeeping",
] as const;
export type TimedJobName = (typeof TIMED_JOBS)[number];

export type When = { readonly cron: string; readonly days: "all" | "working" } | { readonly everyMs: number };

/** What becomes of the slots that come due while the job itself is under way: none is run, or the latest of them after it. */
export type Overlap = "skip" | "queue";

/** One job of the timetable. */
export interface TimedJob {
  readonly job: TimedJobName;
  readonly when: When;
  /** How late its latest slot may still be run; null: however late. */
  readonly catchUpMs: number | null;
  readonly overlap: Overlap;
}

/** The slots of a job whose instant lies in (after, upTo], in order. */
export function slotsOf({ when }: TimedJob, after: number, upTo: number): readonly Slot[] {
  if ("everyMs" in when) return intervals(when.everyMs, after, upTo);
  const all = slots(when.cron, after, upTo);
  return when.days === "all" ? all : all.filter(({ name }) => isWorkingDay(name.slice(0, 10) as Day));
}
