import { setTimeout } from "node:timers/promises";
import type { FeedSource } from "../src/adapter.js";
import { type Answer, type Claimed, dispatch, type Ledger, type SourceLimits } from "../src/dispatch/dispatch.js";
import type { Driver } from "../src/dispatch/driver.js";
import type { CheckResult, Question } from "../src/domain/check.js";
import { legalGroupOf } from "../src/domain/supplier.js";
import { reportNoter } from "../src/store/bought-report.js";
import { nextClaimAt } from "../src/store/check.js";
import { type Claim, claimer } from "../src/store/claim.js";
import type { Db, Store } from "../src/store/open.js";
import { failRest, type Outcome, type Recorder, recorder } from "../src/store/record.js";
import { giveBack, settler } from "../src/store/spend.js";
import { recordFeed } from "./record-feed.js";
import type { StoryDeps } from "./record-items.js";

export interface AskDeps {
  readonly store: Store;
  readonly driver: Driver;
  readonly clock: () => Date;
  readonly signal: AbortSignal;
  /** Finds suppliers in what feeds bring; asked for only when there are items. */
  readonly stories: StoryDeps;
  /** Feeds that are switched on: each is asked at a host of its own choice. */
  readonly feeds: readonly Pick<FeedSource, "id" | "source" | "url">[];
  readonly progress: (source: string, done: number) => void;
  /** Whether a source's answers cost. */
  readonly costs: (source: string) => boolean;
  /** Told once a run what a source's answers held that the adapter does not know. */
  readonly warn: (source: string, warnings: readonly string[]) => void;
}

export interface AskOrder {
  readonly runId: number;
  readonly sourceId: number;
  readonly source: string;
  readonly limits: SourceLimits;
}

interface Taken extends Claimed {
  readonly claim: Claim;
}

const LEASE_MS = 5 * 60_000;
/** A changed answer may warn in other words of every supplier. */
const MOST_WARNINGS = 20;

/** Asks one source everything that is due in a run and records what it says, until each check has an outcome. */
export async function ask(deps: AskDeps, order: AskOrder, now: Date): Promise<{ readonly changed: number }> {
  const { db } = deps.store;
  const turn = turner(deps, order, now);
  let changed = 0;
  const warnings = new Set<string>();
  const ledger: Ledger<Taken> = {
    turn: (answers, limit) => {
      if (answers.length === 0 && limit === 0) return [];
      const turned = deps.store.write(() => turn(answers, limit));
      changed += turned.changed;
      for (const warning of answers.flatMap(warningsOf)) warnings.add(warning);
      deps.progress(order.source, answers.filter(({ retryAt }) => retryAt === null).length);
      return turned.claims.map((taken) => ({ claim: taken, question: questionOf(taken) }));
    },
    nextAt: () => instantOf(nextClaimAt(db, order.runId, order.sourceId)),
    failRest: (result) =>
      deps.store.write((db) => {
        failRest(db, order.runId, order.sourceId, result, now);
        giveBack(db, order.runId, order.sourceId);
      }),
  };
  await dispatch({ ...deps, sleep: pause, hostOf: hostsOf(deps.feeds) }, order.source, order.limits, ledger, now);
  deps.warn(order.source, [...warnings].slice(0, MOST_WARNINGS));
  return { changed };
}

type Turn = (
  answers: readonly Answer<Taken>[],
  limit: number,
) => { readonly changed: number; readonly claims: readonly Claim[] };

/** Records answers with what they cost, then claims what is next; its statements are prepared once a run. */
function turner(deps: AskDeps, { runId, sourceId, source }: AskOrder, now: Date): Turn {
  const { db } = deps.store;
  const [take, write, account] = [claimer(db), recorder(db), deps.costs(source) ? accountant(db) : null];
  return (answers, limit) => {
    account?.(answers, now);
    const changed = record(deps, write, db, answers, now);
    return { changed, claims: limit === 0 ? [] : take({ runId, sourceId, limit, leaseMs: LEASE_MS }, deps.clock()) };
  };
}

function hostsOf(feeds: AskDeps["feeds"]): (question: Question) => string | null {
  const hosts = new Map(feeds.map(({ id, url }) => [id, url.host]));
  return ({ subject }) => ("feed" in subject ? (hosts.get(subject.feed) ?? null) : null);
}

/** That a register of companies does not know an association is no news. */
function warningsOf({ claimed, result }: Answer<Taken>): readonly string[] {
  return result.outcome === "answered" && !isAssociation(claimed.claim) ? result.warnings : [];
}

/** Writes down what answers cost, and that a report has come: in the transaction in which they are recorded. */
function accountant(db: Db): (answers: readonly Answer<Taken>[], now: Date) => void {
  const [settle, note] = [settler(db), reportNoter(db)];
  return (answers, now) => {
    for (const { claimed, result, retryAt } of answers) {
      settle(keyOf(claimed.claim), result.cost ?? 0, retryAt !== null);
      // An answer that left a gap keeps no bookmark.
      if (result.outcome !== "failed") note(claimed.claim, result.bookmark !== null, now);
    }
  };
}

function keyOf({ runId, sourceId, subjectId }: Claim) {
  return { runId, sourceId, subjectId };
}

/** To be stopped is no failure of sleeping: who slept looks at the signal. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

function questionOf({ runId, sourceId, subjectId, attempt, ref, bookmark }: Claim): Question {
  return { check: `${runId}.${sourceId}.${subjectId}`, attempt, subject: ref, bookmark };
}

function record(deps: AskDeps, write: Recorder, db: Db, answers: readonly Answer<Taken>[], now: Date): number {
  const outcomes: Outcome[] = answers.map(({ claimed: { claim: taken }, result, retryAt }) => ({
    claim: taken,
    result: isAssociation(taken) ? withNothingFound(result) : result,
    retryAt,
  }));
  const { changed, closed } = write(outcomes, now);
  return changed + closed.reduce((sum, outcome) => sum + recordFeed(deps.stories, db, outcome, now), 0);
}

function isAssociation({ ref, legalForm }: Claim): boolean {
  return "supplier" in ref && legalGroupOf(legalForm, ref.supplier) === "association";
}

/** Registers of companies need not know an association: that it is not there is an answer, not a gap (design 6). */
function withNothingFound(result: CheckResult): CheckResult {
  if (result.outcome === "failed" && result.reason === "empty") {
    const { check, attempt } = result;
    return {
      outcome: "answered",
      check,
      attempt,
      kinds: {},
      observations: [],
      items: [],
      evidence: [],
      bookmark: null,
      cost: 0,
      warnings: [],
    };
  }
  if (result.outcome !== "answered") return result;
  const kinds = Object.entries(result.kinds).map(([kind, said]) => [kind, said === "empty" ? "none" : said]);
  return { ...result, kinds: Object.fromEntries(kinds) };
}

function instantOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
