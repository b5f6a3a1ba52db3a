import type { Limits } from "../adapter.js";
import type { CheckResult, Failed, Question } from "../domain/check.js";
import { openDeadline } from "../http/deadline.js";
import type { Driver } from "./driver.js";
import { type Pacer, pacer, type Timing } from "./pace.js";
import { isOutage, isWorthWaiting, pauseOf, retryAt } from "./retry.js";

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
const CALL_DEADLINE_MS = 120_000;
/** So many failed calls on end, and the source is out for this run. */
const CIRCUIT = 10;

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
  const call: Call = { ...deps, source, limits, now, pace: pacer(limits, deps), failedCalls: 0 };
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
    const { answers, refusal } = await askRound(call, claimed);
    ledger.record(answers);
    if (refusal !== null) ledger.failRest(refusal);
    first = false;
  }
}

/** What the calls of one dispatch share. */
interface Call extends DispatchDeps {
  readonly source: string;
  readonly limits: SourceLimits;
  readonly now: Date;
  readonly pace: Pacer;
  /** On end. */
  failedCalls: number;
}

/** Asks what was claimed, until the source refuses us or is out, or somebody wants to stop. */
async function askRound<C extends Claimed>(call: Call, claimed: readonly C[]) {
  const { limits, signal, clock } = call;
  const answers: Answer<C>[] = [];
  let refusal: Failed | null = null;
  await inLanes(limits.concurrency, batchesOf(claimed, limits.batch), async (batch) => {
    if (refusal !== null || signal.aborted) return;
    await call.pace.turn();
    if (refusal !== null || signal.aborted) return;
    const results = await askBatch(call, batch);
    // A failure while we stop is our own doing, and says nothing of the source.
    const told = signal.aborted ? results.filter(({ result }) => result.outcome !== "failed") : results;
    answers.push(...told.map((answer) => ({ ...answer, retryAt: retryAt(answer.result, clock(), limits.retryMs) })));
    if (signal.aborted) return;
    call.failedCalls = results.every(({ result }) => isOutage(result)) ? call.failedCalls + 1 : 0;
    const last = results[0]?.result;
    if (last?.outcome === "failed" && isClosed(call, last)) refusal = last;
  });
  // The callback has set it, which the compiler does not see.
  return { answers, refusal: refusal as Failed | null };
}

/** Whether nobody is to be asked any more in this run; a source that only wants a pause gets it, from all lanes. */
function isClosed({ failedCalls, pace, clock }: Call, failure: Failed): boolean {
  const pause = pauseOf(failure);
  if (pause !== null && !isWorthWaiting(pause, clock())) return true;
  if (pause !== null) pace.hold(pause);
  return failure.credentials || failedCalls >= CIRCUIT;
}

function roundOf({ batch, concurrency }: SourceLimits): number {
  const perLane = batch * concurrency;
  return Math.max(perLane, Math.min(perLane * ROUND, MOST_ANSWERS));
}

async function askBatch<C extends Claimed>(
  { driver, source, now, signal }: Call,
  batch: readonly C[],
): Promise<readonly { readonly claimed: C; readonly result: CheckResult }[]> {
  const deadline = openDeadline(CALL_DEADLINE_MS, signal);
  try {
    const questions = batch.map(({ question }) => question);
    const results = await driver.ask(source, questions, now, deadline.signal);
    return batch.flatMap((claimed, index) => {
      const result = results[index];
      return result === undefined ? [] : [{ claimed, result }];
    });
  } finally {
    deadline.close();
  }
}

function batchesOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const batches: T[][] = [];
  for (let from = 0; from < items.length; from += size) batches.push(items.slice(from, from + size));
  return batches;
}

async function inLanes<T>(lanes: number, work: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = work[Symbol.iterator]();
  const lane = async () => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await act(next.value);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, work.length) }, lane));
}
