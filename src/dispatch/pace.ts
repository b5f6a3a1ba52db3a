import type { Limits } from "../adapter.js";

export interface Timing {
  readonly clock: () => Date;
  /** Ends early, without a word, when the signal stops the run. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface Pacer {
  /** Waits for the next call's turn. What it gives is to be called when the call begins, or never will: others wait for it. */
  turn(): Promise<() => void>;
  /** The source wants to be left alone until then: nobody's turn comes before. */
  hold(until: Date): void;
}

/** A minute, and a little: requests are not equally long on their way to the source that counts them. */
const WINDOW_MS = 62_000;

/**
 * Each call a full spacing after the one before it really began, whoever asks it: no window of a minute ever holds more
 * than the source allows, however late a timer fires or a worker takes a call up. Timers count whole milliseconds: a call may
 * be early by a part of one, and the next is then counted from when it should have been. The first waits as well: when a
 * process before this one asked last is not known.
 */
export function pacer(limits: Limits, { clock, sleep, signal }: Timing): Pacer {
  const spacing = (WINDOW_MS / limits.perMinute) * (limits.calls ?? 1);
  let last = clock().getTime();
  let held = Number.NEGATIVE_INFINITY;
  let turn = Promise.resolve();
  const waiting = () => Math.max(last + spacing, held) - clock().getTime();
  return {
    async turn() {
      const before = turn;
      let pass: () => void = () => undefined;
      turn = new Promise((resolve) => {
        pass = resolve;
      });
      await before;
      // Who waited may find that it was held meanwhile.
      for (let wait = waiting(); wait >= 1 && !signal.aborted; wait = waiting()) await sleep(Math.floor(wait), signal);
      let told = false;
      return () => {
        if (told) return;
        told = true;
        last = Math.max(clock().getTime(), last + spacing);
        pass();
      };
    },
    hold(until) {
      held = Math.max(held, until.getTime());
    },
  };
}
