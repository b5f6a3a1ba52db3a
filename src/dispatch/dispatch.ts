import type { Limits } from "../adapter.js";
import type { CheckResult, Failed, Question } from "../domain/check.js";
import { askRound } from "./ask-round.js";
import type { Driver } from "./driver.js";
import { pacer, type Timing } from "./pace.js";

/** A check that has been claimed, as the dispatcher hands it on. */
export interface Claimed {
  readonly question: Question;
}

export interface Answer<C extends Claimed> {
  readonly claimed: C;
  readonly result: CheckResult;
  readonly retryAt: Date | null;
}

/** The store's side of one run and source: claims, records, and tells what is left. */
export interface Ledger<C extends Claimed> {
  claim(limit: number): readonly C[];
  record(answers: readonly Answer<C>[]): void;
  /** When the next open check may be asked; null when none is open. */
  nextAt(): Date | null;
  /** Ends all open checks: the source is out, or will not let us in. */
  failRest(result: Failed): void;
}

export interface SourceLimits extends Limits {
  /** Wait before the second attempt; four times that before the third. */
  readonly retryMs: number;
}

export interface DispatchDeps extends Timing {
  readonly driver: Driver;
}

/** Asked for at a time, in calls per lane: what a crash costs is at most this many repeated questions. */
const ROUND = 8;
/** More answers than this are not kept in memory before they are recorded, unless one call for each lane is more. */
const MOST_ANSWERS = 400;

/**
 * Asks one source everything that is open in a run: paced, retried, until every check has an outcome. Told to stop, it
 * records what has been answered and throws the signal's reason; what was under way stays open for the next process.
 */
export async function dispatch<C extends Claimed>(
  deps: DispatchDeps,
  source: string,
  limits: SourceLimits,
  ledger: Ledger<C>,
  now: Date,
): Promise<void> {
  const asking = { ...deps, source, limits, now, pace: pacer(limits, deps), failedCalls: 0 };
  let first = limits.login === true;
  for (;;) {
    deps.signal.throwIfAborted();
    const claimed = ledger.claim(first ? limits.batch : roundOf(limits));
    if (claimed.length === 0) {
      const next = ledger.nextAt();
      if (next === null) return;
      await deps.sleep(Math.max(1, next.getTime() - deps.clock().getTime()), deps.signal);
      continue;
    }
    const { answers, refusal } = await askRound(asking, claimed);
    ledger.record(answers);
    deps.driver.recorded?.(answers.map(({ claimed: { question } }) => question));
    if (refusal !== null) ledger.failRest(refusal);
    first = false;
  }
}

function roundOf({ batch, concurrency }: SourceLimits): number {
  const perLane = batch * concurrency;
  return Math.max(perLane, Math.min(perLane * ROUND, MOST_ANSWERS));
}
