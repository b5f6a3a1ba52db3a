import type { Limits } from "../adapter.js";

export interface Timing {
  readonly clock: () => Date;
  /** Ends early, without a word, when the signal stops the run. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface Pacer {
  /** Waits for the next call's turn. */
  turn(): Promise<void>;
  /** The source wants to be left alone until then: nobody's turn comes before. */
  hold(until: Date): void;
}

/**
 * Each call a full spacing after the one before it really began: no window of a minute ever holds more than the source
 * allows, however late a timer fires.
 */
export function pacer(limits: Limits, { clock, sleep, signal }: Timing): Pacer {
  const spacing = (60_000 / limits.perMinute) * (limits.calls ?? 1);
  let turn = Promise.resolve();
  let last = Number.NEGATIVE_INFINITY;
  let held = Number.NEGATIVE_INFINITY;
  const next = async () => {
    // Who waited may find that it was held meanwhile.
    for (let wait = waiting(); wait > 0 && !signal.aborted; wait = waiting()) await sleep(Math.ceil(wait), signal);
    last = clock().getTime();
  };
  const waiting = () => Math.max(last + spacing, held) - clock().getTime();
  return {
    turn() {
      turn = turn.then(next);
      return turn;
    },
    hold(until) {
      held = Math.max(held, until.getTime());
    },
  };
}
