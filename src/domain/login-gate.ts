/** Counts log-ins where all processes see it: accounts are locked after a few wrong ones. */
export interface LoginGate {
  /** Counts one that is about to be sent; throws SourceError when no more may be. */
  begin(): number;
  end(attempt: number, outcome: "accepted" | "refused" | "unanswered"): void;
}
