import { addDays, type Day, daysBetween } from "./day.js";

export const CASE_STATES = ["unasked", "requested", "answered", "too-old"] as const;

/** Where one supplier stands with a source that answers when it is asked. No answer yet is a state of its own. */
export type CaseState = (typeof CASE_STATES)[number];

export interface CaseDays {
  /** The last request. */
  readonly requestedOn: Day | null;
  /** The day the newest answer was given. */
  readonly answeredOn: Day | null;
}

export interface CaseLimits {
  /** Days that an answer counts. */
  readonly maxAge: number;
  /** Days after which a request is to be reminded of. */
  readonly remindAfter: number;
}

export interface SourceCase extends CaseDays {
  readonly state: CaseState;
  /** The last day on which the newest answer counts, whatever has been asked since. */
  readonly validTo: Day | null;
  /** How long a request has waited. */
  readonly waiting: number | null;
  readonly overdue: boolean;
}

/** An answer given before the last request does not answer it. */
export function caseOn(
  { requestedOn, answeredOn }: CaseDays,
  { maxAge, remindAfter }: CaseLimits,
  today: Day,
): SourceCase {
  const validTo = answeredOn === null ? null : addDays(answeredOn, maxAge);
  const days = { requestedOn, answeredOn, validTo };
  if (requestedOn !== null && (answeredOn === null || answeredOn < requestedOn)) {
    const waiting = daysBetween(requestedOn, today);
    return { ...days, state: "requested", waiting, overdue: waiting > remindAfter };
  }
  const settled = { ...days, waiting: null, overdue: false };
  if (validTo === null) return { ...settled, state: "unasked" };
  return { ...settled, state: validTo < today ? "too-old" : "answered" };
}
