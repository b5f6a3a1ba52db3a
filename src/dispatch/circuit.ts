import type { Failed, Question } from "../domain/check.js";
import type { Answer, Claimed } from "./dispatch.js";
import { isOutage, isWorthWaiting, pauseOf, retryAt } from "./retry.js";

/** So many failed calls on end, and whoever is asked is out for this run. */
const CALLS = 10;

interface Out {
  readonly failure: Failed;
  /** Null: for the rest of the run. */
  readonly until: Date | null;
}

/**
 * Who is not asked any more in a run: one source, or of a source that is asked at many hosts the one host. A host that
 * is down or wants a pause must not hold up the others.
 */
export interface Circuits {
  /** The failure that ends the rest of the run for this host; null while there is none. A pause is held by all its lanes. */
  note(host: string, answers: readonly Answer<Claimed>[], clock: Date): Out | null;
  /** The failure of one that is not asked now because its host is out; null: it may be asked. */
  insteadOf(host: string, question: Question, clock: Date): Failed | null;
}

export function circuits(): Circuits {
  const failed = new Map<string, number>();
  const out = new Map<string, Out>();
  return {
    note(host, answers, clock) {
      const last = answers[0]?.result;
      const calls = answers.every(({ result }) => isOutage(result)) ? (failed.get(host) ?? 0) + 1 : 0;
      failed.set(host, calls);
      if (last?.outcome !== "failed") return null;
      const pause = pauseOf(last);
      const until = pause !== null && isWorthWaiting(pause, clock) ? pause : null;
      const isClosed = last.credentials || calls >= CALLS || (pause !== null && until === null);
      if (!isClosed && until === null) return null;
      const closing = { failure: last, until: isClosed ? null : until };
      out.set(host, closing);
      return closing;
    },
    insteadOf(host, { check, attempt }, clock) {
      const closed = out.get(host);
      if (closed === undefined || (closed.until !== null && closed.until <= clock)) return null;
      return { ...closed.failure, check, attempt, retryAfter: closed.until };
    },
  };
}

/** What was not asked because its host is out, as its answer: with its host it may come back within the run, or not. */
export function unasked<C extends Claimed>(claimed: C, failure: Failed, clock: Date, retryMs: number): Answer<C> {
  const again = failure.retryAfter === null ? null : retryAt(failure, clock, retryMs);
  return { claimed, result: failure, retryAt: again };
}
