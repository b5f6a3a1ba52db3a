import type { Slot } from "./slots.js";
import type { Overlap } from "./timed-job.js";

/**
 * Why a slot was not run: nothing was running then; the job's own earlier run was still under way; a later slot of the
 * job came before its turn; the time to catch up had passed.
 */
export type MissReason = "down" | "overlap" | "superseded" | "late";

export interface Missed {
  readonly slot: Slot;
  readonly reason: MissReason;
}

export interface Owed {
  /** The one slot to run now. */
  readonly run: Slot | null;
  readonly missed: readonly Missed[];
}

export interface Circumstances {
  readonly now: number;
  /** How late the latest slot may still be run; null: however late. */
  readonly catchUpMs: number | null;
  readonly overlap: Overlap;
  /** Since when this process has been at work. */
  readonly upSince: number;
  /** When it last was at work on this job, from and until; null: not yet. */
  readonly busy: { readonly from: number; readonly until: number } | null;
}

/**
 * Of the slots of a job that are past and have no outcome, in order: the latest is run if it is not too late, all others
 * are missed. What came due while the job was under way is never run on top of it: it is skipped, or the latest waits for it.
 */
export function owed(due: readonly Slot[], circumstances: Circumstances): Owed {
  const latest = due.at(-1);
  const reasonOf = latest === undefined ? null : missReason(latest, true, circumstances);
  const run = reasonOf === null ? (latest ?? null) : null;
  const missed = due.flatMap((slot) => {
    const reason = missReason(slot, slot === latest, circumstances);
    return reason === null ? [] : [{ slot, reason }];
  });
  return { run, missed };
}

function missReason(
  { at }: Slot,
  isLatest: boolean,
  { now, catchUpMs, overlap, upSince, busy }: Circumstances,
): MissReason | null {
  const during = busy !== null && at > busy.from && at <= busy.until;
  if (during && !(isLatest && overlap === "queue")) return "overlap";
  if (isLatest) return catchUpMs !== null && now - at > catchUpMs ? "late" : null;
  return at <= upSince ? "down" : "superseded";
}
