import type { SourceLimits } from "../src/dispatch/dispatch.js";
import { affordable, type Budget, type Candidate, PURCHASES, purchaseOf } from "../src/dispatch/purchase.js";
import type { Failed } from "../src/domain/check.js";
import { dayOf } from "../src/domain/day.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import type { Triage, TriageOrder } from "../src/domain/triage.js";
import {
  formerSuppliers,
  noteTriage,
  type OpenCheck,
  openSuppliers,
  type ReportRow,
  reportsOf,
  triageBookmark,
} from "../src/store/bought-report.js";
import { skipChecks } from "../src/store/check.js";
import type { Db, Store } from "../src/store/open.js";
import { failRest, recordOutcomes } from "../src/store/record.js";
import { giveBack, reserve, spentOn } from "../src/store/spend.js";
import type { AskOrder } from "./ask.js";
import type { JudgeDeps } from "./sitting.js";
import { noteBudget, noteWatching } from "./source-health.js";

export interface TriageDeps extends JudgeDeps {
  readonly store: Store;
  /** Null: the source is asked about everybody, and costs nothing. */
  readonly askTriage: (
    source: string,
    limits: SourceLimits,
    order: TriageOrder,
    now: Date,
  ) => Promise<Triage | Failed | null>;
  readonly budgetOf: (source: string) => Budget;
  readonly warn: (source: string, warnings: readonly string[]) => void;
  readonly progress: (source: string, done: number) => void;
}

/**
 * Before a source that costs is asked: finds of whom there may be news, sets their price aside within the budget, confirms
 * those of whom a watching source is silent, and skips, with the reason, those whom the budget leaves out.
 */
export async function triage(
  deps: TriageDeps,
  order: AskOrder,
  register: readonly OrgNumber[] | null,
  now: Date,
): Promise<void> {
  const { store } = deps;
  const { runId, sourceId, source, limits } = order;
  const due = openSuppliers(store.db, runId, sourceId);
  if (due.length === 0) return;
  const question = {
    due: due.map(({ orgNumber }) => orgNumber),
    register,
    former: formerSuppliers(store.db),
    bookmark: triageBookmark(store.db, sourceId),
  };
  const told = await deps.askTriage(source, limits, question, now);
  if (told === null) return;
  if ("outcome" in told) {
    store.write((db) => {
      failRest(db, runId, sourceId, told, now);
      giveBack(db, runId, sourceId);
    });
    return deps.progress(source, due.length);
  }
  deps.warn(source, told.warnings);
  const closed = store.write((db) => settleTriage(deps, db, { ...order, register, due, told }, now));
  deps.progress(source, closed);
}

interface Settling extends AskOrder {
  readonly register: readonly OrgNumber[] | null;
  readonly due: readonly OpenCheck[];
  readonly told: Triage;
}

/** All that a triage decides, in one transaction with what it is remembered by. How many checks it closed. */
function settleTriage(deps: TriageDeps, db: Db, settling: Settling, now: Date): number {
  const { runId, sourceId, source, due, told } = settling;
  noteTriage(db, sourceId, told, now);
  // An earlier process may have come this far in the same run.
  giveBack(db, runId, sourceId);
  const { maxAgeDays, ...budget } = deps.budgetOf(source);
  const reports = reportsOf(db, sourceId);
  const whyOf = ({ subjectId }: OpenCheck) => purchaseOf(standingOf(reports.get(subjectId)), maxAgeDays, now);
  const decided = due.map((who) => ({ who, why: whyOf(who) }));
  const isBuying = (one: (typeof decided)[number]): one is Candidate<OpenCheck> =>
    (PURCHASES as readonly string[]).includes(one.why);
  const { bought, over } = affordable<OpenCheck>(decided.filter(isBuying), leftOf(db, source, budget, now));
  const key = ({ subjectId }: OpenCheck) => ({ runId, sourceId, subjectId });
  reserve(db, bought.map(key), dayOf(now));
  const silent = decided.filter(({ why }) => why === "silent").map(({ who }) => who);
  const unchanged = silent.map((who) => ({
    claim: key(who),
    result: { outcome: "unchanged" as const, check: "", attempt: 1, bookmark: null },
    retryAt: null,
  }));
  recordOutcomes(db, unchanged, now);
  const today = decided.filter(({ why }) => why === "bought-today").map(({ who }) => who);
  skipChecks(db, today.map(key), "bought-today", now);
  skipChecks(db, over.map(key), "budget", now);
  noteWatching(deps, db, { source, sourceId, fault: told.fault }, now);
  if (over.length > 0 || settling.register !== null) noteBudget(deps, db, { source, sourceId, over: over.length }, now);
  return silent.length + today.length + over.length;
}

/** How many more may be bought today; null: any number. */
function leftOf(db: Db, source: string, { perDay, perMonth }: Omit<Budget, "maxAgeDays">, now: Date): number | null {
  const spent = spentOn(db, source, dayOf(now));
  const left = [
    ...(perDay === null ? [] : [perDay - spent.today]),
    ...(perMonth === null ? [] : [perMonth - spent.month]),
  ];
  return left.length === 0 ? null : Math.min(...left);
}

function standingOf(row: ReportRow | undefined) {
  return {
    watchedSince: instantOf(row?.watchedSince),
    happenedAt: instantOf(row?.happenedAt),
    reportedAt: instantOf(row?.reportedAt),
    complete: row?.complete === 1,
  };
}

function instantOf(at: number | null | undefined): Date | null {
  return at === null || at === undefined ? null : new Date(at);
}
