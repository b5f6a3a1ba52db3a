import type { CheckResult, Question } from "../domain/check.js";

/** Questions that go to one source's adapter together. */
export interface Call {
  readonly source: string;
  readonly questions: readonly Question[];
  readonly now: Date;
  readonly signal: AbortSignal;
  /** To be told when the adapter is asked: pacing and the deadline count from there. */
  readonly begun: () => void;
}

/**
 * Asks: hands questions to an adapter and brings its results back, once. It neither paces, retries nor stores; whatever
 * goes wrong at the source comes back as failed results. One result per question. Throws CallLost when nobody knows what
 * came of the call.
 */
export interface Driver {
  ask(call: Call): Promise<readonly CheckResult[]>;
  /** The answers to these are in the store: a driver that keeps answers elsewhere until then may let them go. */
  recorded?(questions: readonly Question[]): void;
}

/** A call that ended without an answer through no fault of the source: whoever was to ask is gone, or never came. */
export class CallLost extends Error {
  override readonly name = "CallLost";

  constructor(
    message: string,
    /** Somebody had taken it on. When nobody did for as long as one waits, nobody will take the others either. */
    readonly taken: boolean,
  ) {
    super(message);
  }
}
