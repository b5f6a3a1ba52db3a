/** What became of a letter for one recipient. The sender says it; one place alone decides what follows. */
export interface Outcome {
  /** later: not taken, may be tried again. rejected: refused for good. unknown: it may have been taken. */
  readonly outcome: "delivered" | "later" | "rejected" | "unknown";
  /** The answer in short: a reply code, or a word of our own. Never the text of the other side. */
  readonly code: string;
}

/** Tells another system of something once, and says what came of it. Never throws, never tries again. */
export type SendWebhook = (event: {
  readonly hook: string;
  readonly id: string;
  readonly body: string;
}) => Promise<Outcome>;

/** How a delivery stands, as far as its next step goes. */
export interface Standing {
  readonly attempts: number;
  readonly unknowns: number;
  readonly giveUpAt: number;
}

export interface Step {
  readonly state: "due" | "delivered" | "rejected" | "unknown" | "dead";
  readonly unknowns: number;
  readonly nextAt: number | null;
}

const MINUTE_MS = 60_000;
const BACK_OFF_MINUTES = [1, 2, 5, 10, 20, 40, 60, 120];
const LONGEST_MINUTES = 240;
/** Time for a server that took it after all to hand it over, before it is sent the one more time. */
const DOUBT_MS = 15 * MINUTE_MS;

/** A letter is tried for this long (R45). */
export const GIVE_UP_MS = 72 * 60 * MINUTE_MS;

/** What follows on an attempt: done, again later, or never again. Unknown is sent once more, and marked as such (R46). */
export function stepAfter({ outcome }: Outcome, { attempts, unknowns, giveUpAt }: Standing, now: Date): Step {
  const at = now.getTime();
  switch (outcome) {
    case "delivered":
    case "rejected":
      return { state: outcome, unknowns, nextAt: null };
    case "unknown":
      return { state: "unknown", unknowns: unknowns + 1, nextAt: unknowns === 0 ? at + DOUBT_MS : null };
    case "later": {
      if (at >= giveUpAt) return { state: "dead", unknowns, nextAt: null };
      const minutes = BACK_OFF_MINUTES[attempts - 1] ?? LONGEST_MINUTES;
      return { state: "due", unknowns, nextAt: Math.min(at + minutes * MINUTE_MS, giveUpAt) };
    }
  }
}
