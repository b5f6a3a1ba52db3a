import { type Day, daysBetween } from "../src/domain/day.js";
import { type Difference, differences, type Outcome, replay } from "../src/judgement/replay.js";
import type { Policy } from "../src/policy/policy.js";
import type { AnyRule } from "../src/rules/rule.js";
import { loadCases, supplierIds } from "../src/store/case.js";
import { buyersOf } from "../src/store/judgement.js";
import type { Db } from "../src/store/open.js";

export interface ReplayOrder {
  readonly rules: readonly AnyRule[];
  readonly before: Policy;
  readonly after: Policy;
  readonly from: Day;
  readonly to: Day;
}

export interface Replayed {
  readonly from: Day;
  readonly to: Day;
  readonly suppliers: number;
  /** How many of each there would have been, by rule. */
  readonly counts: readonly Counted[];
  readonly differences: readonly Difference[];
}

interface Counted {
  readonly what: Outcome["what"];
  readonly rule: string;
  readonly before: number;
  readonly after: number;
}

/** What the stored facts would have led to under two policies. Changes nothing. */
export function replayPolicies(db: Db, order: ReplayOrder, now: Date): Replayed {
  const { rules, from, to } = order;
  const looksBack = Math.max(0, ...rules.map((rule) => rule.looksBack)) + daysBetween(from, to);
  const cases = loadCases(db, supplierIds(db), looksBack, now);
  const buyers = buyersOf(db);
  const before: Outcome[] = [];
  const after: Outcome[] = [];
  const changes: Difference[] = [];
  for (const subject of cases) {
    const old = replay(subject, { policy: order.before, rules, buyers, from, to });
    const wanted = replay(subject, { policy: order.after, rules, buyers, from, to });
    before.push(...old.values());
    after.push(...wanted.values());
    changes.push(...differences(old, wanted));
  }
  return { from, to, suppliers: cases.length, counts: countsOf(before, after), differences: changes.toSorted(inOrder) };
}

function countsOf(before: readonly Outcome[], after: readonly Outcome[]): readonly Counted[] {
  const counts = new Map<string, Counted>();
  const add = ({ what, rule }: Outcome, n: { readonly before: number; readonly after: number }) => {
    const known = counts.get(`${what} ${rule}`) ?? { what, rule, before: 0, after: 0 };
    counts.set(`${what} ${rule}`, { ...known, before: known.before + n.before, after: known.after + n.after });
  };
  for (const outcome of before) add(outcome, { before: 1, after: 0 });
  for (const outcome of after) add(outcome, { before: 0, after: 1 });
  return [...counts.values()].toSorted((a, b) => (`${a.what} ${a.rule}` < `${b.what} ${b.rule}` ? -1 : 1));
}

const GRAVEST_FIRST: readonly Outcome["what"][] = ["stopp", "förslag", "larm"];

function inOrder(a: Difference, b: Difference): number {
  const place = ({ outcome }: Difference) => GRAVEST_FIRST.indexOf(outcome.what);
  return place(a) - place(b) || (a.outcome.key < b.outcome.key ? -1 : 1);
}
