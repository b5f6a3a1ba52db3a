import type { CheckResult } from "../domain/check.js";
import type { Silence } from "../domain/silence.js";

const ATTEMPTS = 3;
/** More often than this a question is not put again whose asker died: it may be what kills them. */
const ATTEMPTS_LOST = 6;
/** Longer than this a run does not wait for a source; the next run asks again. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** What may be different in a moment. Everything else is as true the second time. */
const PASSING: ReadonlySet<Silence> = new Set(["unreachable", "blocked"]);

/** When to ask again after this result; null: not in this run. Here alone is decided what is asked again. */
export function retryAt(result: CheckResult, clock: Date, baseMs: number): Date | null {
  if (result.outcome !== "failed" || result.credentials || !PASSING.has(result.reason)) return null;
  if (result.attempt >= ATTEMPTS) return null;
  const backOff = baseMs * 4 ** (result.attempt - 1);
  const wait = Math.max(backOff, (result.retryAfter?.getTime() ?? 0) - clock.getTime());
  return wait > LONGEST_WAIT_MS ? null : new Date(clock.getTime() + wait);
}

/** When to ask again what nobody knows the answer to; null: not in this run. */
export function retryLostAt(attempt: number, clock: Date): Date | null {
  return attempt >= ATTEMPTS_LOST ? null : clock;
}

/** How long a throttling source wants to be left alone by everybody; null when it does not say. */
export function pauseOf(result: CheckResult): Date | null {
  return result.outcome === "failed" && result.reason === "blocked" ? result.retryAfter : null;
}

/** Whether a run can wait until then. */
export function isWorthWaiting(until: Date, clock: Date): boolean {
  return until.getTime() - clock.getTime() <= LONGEST_WAIT_MS;
}

/** Whether a result speaks against the source as a whole. */
export function isOutage(result: CheckResult): boolean {
  return result.outcome === "failed" && PASSING.has(result.reason);
}
