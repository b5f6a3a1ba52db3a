import type { Limits } from "../adapter.js";
import type { CheckResult, Failed, Question } from "../domain/check.js";
import { askRound, type Told } from "./ask-round.js";
import { circuits } from "./circuit.js";
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
  /** Records answers and claims at most so many open checks, in one transaction: a round costs one write. */
  turn(answers: readonly Answer<C>[], limit: number): readonly C[];
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
  /** Where a question of a source that is asked at many hosts goes; without it, or null, it goes where all of them go. */
  readonly hostOf?: (question: Question) => string | null;
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
  const asking = { ...deps, source, limits, now, pace: pacer(limits, deps), circuits: circuits() };
  let round = limits.login === true ? limits.batch : roundOf(limits);
  let told: Told<C> = { answers: [], refusal: null };
  for (;;) {
    const { answers, refusal } = told;
    const claimed = ledger.turn(answers, refusal !== null || deps.signal.aborted ? 0 : round);
    if (answers.length > 0) deps.driver.recorded?.(answers.map(({ claimed: { question } }) => question));
    if (refusal !== null) ledger.failRest(refusal);
    deps.signal.throwIfAborted();
    told = claimed.length > 0 ? await askRound(asking, claimed) : { answers: [], refusal: null };
    if (claimed.length > 0) {
      round = roundOf(limits);
      continue;
    }
    const next = ledger.nextAt();
    if (next === null) return;
    await deps.sleep(Math.max(1, next.getTime() - deps.clock().getTime()), deps.signal);
  }
}

function roundOf({ batch, concurrency }: SourceLimits): number {
  const perLane = batch * concurrency;
  return Math.max(perLane, Math.min(perLane * ROUND, MOST_ANSWERS));
}
