import type { Failed } from "../domain/check.js";
import { SourceError } from "../domain/silence.js";
import { type Deadline, openDeadline } from "../http/deadline.js";
import { failedAs } from "./answers.js";
import { type Circuits, unasked } from "./circuit.js";
import type { Answer, Claimed, DispatchDeps, SourceLimits } from "./dispatch.js";
import { CallLost } from "./driver.js";
import type { Pacer } from "./pace.js";
import { retryAt, retryLostAt } from "./retry.js";

/** What the calls of one dispatch share. */
export interface Asking extends DispatchDeps {
  readonly source: string;
  readonly limits: SourceLimits;
  readonly now: Date;
  readonly pace: Pacer;
  readonly circuits: Circuits;
}

/** So long may an adapter take with one call. */
export const CALL_DEADLINE_MS = 120_000;
/** So long a call may wait for somebody to begin it: a queue that is gone for ten minutes costs nothing but time. */
const WAIT_MS = 20 * 60_000;
/** All of a source that is asked at one place. */
const ITSELF = "";

/** What became of calls, and the failure after which nobody is to be asked any more in this run. */
export interface Told<C extends Claimed> {
  readonly answers: readonly Answer<C>[];
  readonly refusal: Failed | null;
}

/** Asks what was claimed, until the source refuses us or is out, or somebody wants to stop. */
export async function askRound<C extends Claimed>(asking: Asking, claimed: readonly C[]): Promise<Told<C>> {
  const { limits, signal } = asking;
  const answers: Answer<C>[] = [];
  let refusal: Failed | null = null;
  const size = hostOf(asking, claimed) === ITSELF ? limits.batch : 1;
  await inLanes(limits.concurrency, batchesOf(claimed, size), async (batch) => {
    if (refusal !== null || signal.aborted) return;
    if (isHeldBack(asking, batch, answers)) return;
    const begun = await asking.pace.turn();
    try {
      if (refusal !== null || signal.aborted || isHeldBack(asking, batch, answers)) return;
      const told = await askBatch(asking, batch, begun);
      answers.push(...told.answers);
      refusal ??= told.refusal;
    } finally {
      begun();
    }
  });
  return { answers, refusal };
}

/** Puts down as failed what is not asked because its host is out. */
function isHeldBack<C extends Claimed>(asking: Asking, batch: readonly C[], answers: Answer<C>[]): boolean {
  const { circuits, clock, limits } = asking;
  const host = hostOf(asking, batch);
  if (host === ITSELF) return false;
  const instead = batch.flatMap((claimed) => {
    const failure = circuits.insteadOf(host, claimed.question, clock());
    return failure === null ? [] : [unasked(claimed, failure, clock(), limits.retryMs)];
  });
  answers.push(...instead);
  return instead.length > 0;
}

/** One call goes to one host: what is asked at many is asked one at a time. */
function hostOf({ hostOf }: Asking, [first]: readonly Claimed[]): string {
  return first === undefined ? ITSELF : (hostOf?.(first.question) ?? ITSELF);
}

async function askBatch<C extends Claimed>(asking: Asking, batch: readonly C[], begun: () => void): Promise<Told<C>> {
  const { driver, source, now, signal, clock, limits } = asking;
  const deadline = openDeadline(WAIT_MS, signal);
  try {
    const questions = batch.map(({ question }) => question);
    const results = await driver.ask({
      source,
      questions,
      now,
      signal: deadline.signal,
      begun: begins(deadline, begun),
    });
    const answers = batch.flatMap((claimed, index) => {
      const result = results[index];
      return result === undefined ? [] : [{ claimed, result, retryAt: retryAt(result, clock(), limits.retryMs) }];
    });
    // A failure while we stop is our own doing, and says nothing of the source.
    if (signal.aborted) return { answers: answers.filter(({ result }) => result.outcome !== "failed"), refusal: null };
    return { answers, refusal: refusalIn(asking, answers) };
  } catch (error) {
    if (!(error instanceof CallLost)) throw error;
    return signal.aborted ? { answers: [], refusal: null } : lost(error, batch, clock());
  } finally {
    deadline.close();
  }
}

function begins(deadline: Deadline, begun: () => void): () => void {
  return () => {
    begun();
    deadline.restart(CALL_DEADLINE_MS);
  };
}

/** The failure that ends the rest of the run for the whole source; null while there is none, or for one of its hosts. */
function refusalIn(asking: Asking, answers: readonly Answer<Claimed>[]): Failed | null {
  const host = hostOf(
    asking,
    answers.map(({ claimed }) => claimed),
  );
  const out = asking.circuits.note(host, answers, asking.clock());
  if (out === null || host !== ITSELF) return null;
  if (out.until !== null) asking.pace.hold(out.until);
  return out.until === null ? out.failure : null;
}

/** No word of the source: it is neither out nor in. When nobody takes calls on, the rest is not tried either. */
function lost<C extends Claimed>({ message, taken }: CallLost, batch: readonly C[], clock: Date): Told<C> {
  const answers = batch.map((claimed) => {
    const failure = failedAs(claimed.question, new SourceError("unreachable", message));
    // Whoever had taken it on may have been given an answer that costs.
    const result = taken ? { ...failure, cost: 1 } : failure;
    return { claimed, result, retryAt: taken ? retryLostAt(claimed.question.attempt, clock) : null };
  });
  return { answers, refusal: taken ? null : (answers[0]?.result ?? null) };
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
