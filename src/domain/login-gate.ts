/** Counts log-ins where all processes see it: accounts are locked after a few wrong ones. */
export interface LoginGate {
  /** Counts one that is about to be sent; throws SourceError when no more may be. */
  begin(): number | Promise<number>;
  end(attempt: number, outcome: LoginOutcome): void | Promise<void>;
}

/** What came of a log-in. */
export const LOGIN_OUTCOMES = ["accepted", "refused", "unanswered"] as const;
export type LoginOutcome = (typeof LOGIN_OUTCOMES)[number];
