import type { CheckResult } from "../domain/check.js";
import { type Call, CallLost } from "./driver.js";

/** A call that somebody elsewhere is to make. */
export interface Expected {
  readonly id: string;
  readonly call: Call;
  readonly answer: Promise<readonly CheckResult[]>;
  readonly begin: () => void;
  readonly end: (results: readonly CheckResult[]) => void;
  readonly lose: (why: string) => void;
  /** It lies in the queue: from now on it can be missed there. */
  sent: boolean;
  /** Looks on end that found neither the call nor its answer. */
  missed: number;
}

/** Ends with the answer, or as a lost call when its signal says so. */
export function expectCall(id: string, call: Call): Expected {
  const { signal } = call;
  const { promise: answer, resolve: end, reject } = settleable<readonly CheckResult[]>();
  // Whoever waits meets the failure; until somebody does, it must not end the process.
  answer.catch(() => undefined);
  let taken = false;
  const lose = (why: string, known: boolean) => reject(new CallLost(why, known));
  const onAbort = () => lose(taken ? "arbetsprocessen svarade inte" : "ingen arbetsprocess tog emot frågan", taken);
  signal.addEventListener("abort", onAbort, { once: true });
  const ended = () => signal.removeEventListener("abort", onAbort);
  answer.then(ended, ended);
  if (signal.aborted) onAbort();
  return {
    id,
    call,
    answer,
    begin() {
      taken = true;
      call.begun();
    },
    end,
    lose: (why) => lose(why, true),
    sent: false,
    missed: 0,
  };
}

function settleable<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
