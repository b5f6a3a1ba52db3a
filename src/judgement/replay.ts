import { addDays, type Day, dayOf } from "../domain/day.js";
import { subjectKey } from "../domain/subject-key.js";
import type { StoredFact, SupplierCase } from "../domain/supplier-case.js";
import type { Policy } from "../policy/policy.js";
import type { AnyRule } from "../rules/rule.js";
import { find } from "./find.js";
import { actionUnder, agreementsOf } from "./intend-stops.js";

/** Something that a policy would have led to, with the first day that it would. */
export interface Outcome {
  readonly what: "larm" | "stopp" | "förslag";
  /** The same under two policies when these are the same: whom, rule, event and (for stops) agreement. */
  readonly key: string;
  readonly rule: string;
  readonly orgNumber: string;
  readonly name: string;
  readonly unit: string | null;
  readonly because: string;
  readonly day: Day;
}

export interface Replaying {
  readonly policy: Policy;
  readonly rules: readonly AnyRule[];
  readonly buyers: readonly string[];
  readonly from: Day;
  readonly to: Day;
}

const STEP_DAYS = 7;

/**
 * What a policy would have led to for one supplier, day by day over its stored facts. Pure. The days are those on which
 * something was said, and one a week: time alone may make a finding too.
 */
export function replay(subject: SupplierCase, replaying: Replaying): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const day of daysOf(subject.facts, replaying)) {
    const now = endOf(day);
    const then = { ...subject, facts: asOf(subject.facts, now) };
    const { findings } = find(then, { over: "nothing" }, replaying.rules, replaying.policy, now);
    for (const finding of findings) {
      for (const outcome of outcomesOf(subject, finding, replaying, day)) {
        if (!outcomes.has(outcome.key)) outcomes.set(outcome.key, outcome);
      }
    }
  }
  return outcomes;
}

function daysOf(facts: readonly StoredFact[], { from, to }: Replaying): readonly Day[] {
  const days = new Set<Day>([from, to]);
  for (let day = from; day < to; day = addDays(day, STEP_DAYS)) days.add(day);
  for (const { observedAt } of facts) {
    const day = dayOf(observedAt);
    if (day > from && day < to) days.add(day);
  }
  return [...days].sort();
}

/** The last hour of a day in Sweden, in winter and in summer. */
function endOf(day: Day): Date {
  return new Date(`${day}T21:30:00Z`);
}

/** The facts as they stood at an instant: of each the newest version then, and those before it as past. */
function asOf(facts: readonly StoredFact[], now: Date): readonly StoredFact[] {
  const known = facts.filter(({ observedAt, state }) => observedAt <= now && state !== "new");
  const newest = new Map<number, StoredFact>();
  for (const fact of known) {
    const other = newest.get(fact.factId);
    if (other === undefined || isNewer(fact, other)) newest.set(fact.factId, fact);
  }
  // A fact that was confirmed later too was confirmed then: what is asked is whether it was too old, not when it was asked.
  return known.map((fact) => ({
    ...fact,
    state: newest.get(fact.factId) === fact ? ("current" as const) : ("past" as const),
    confirmedAt: fact.confirmedAt < now ? fact.confirmedAt : now,
  }));
}

function isNewer(a: StoredFact, b: StoredFact): boolean {
  return a.asOf > b.asOf || (a.asOf.getTime() === b.asOf.getTime() && a.id > b.id);
}

type Found = ReturnType<typeof find>["findings"][number];

function outcomesOf(
  subject: SupplierCase,
  finding: Found,
  { policy, buyers }: Replaying,
  day: Day,
): readonly Outcome[] {
  const subjectId = subject.subjects.get(subjectKey(finding.subject)) ?? subject.supplierId;
  const concerned = agreementsOf(subject, subjectId);
  const actions = concerned.map((agreement) => ({
    agreement,
    action: actionUnder(policy, agreement, finding, buyers),
  }));
  const { orgNumber, name } = subject.supplier;
  const { rule, event, because } = finding;
  const unit = "unit" in finding.subject ? nameOf(finding.subject.unit) : null;
  const base = { rule, orgNumber, name, unit, because, day };
  const key = [subjectKey(finding.subject), rule, event].join("\u0000");
  const isAlert = concerned.length === 0 || actions.some(({ action }) => action !== "none" && action !== "log");
  const alert: readonly Outcome[] = isAlert ? [{ ...base, what: "larm", key: `larm\u0000${key}` }] : [];
  const stops = actions.flatMap(({ agreement, action }): readonly Outcome[] => {
    if (action !== "stop" && action !== "propose") return [];
    const what = action === "stop" ? "stopp" : "förslag";
    return [{ ...base, what, key: `${what}\u0000${key}\u0000${agreement.id}` }];
  });
  return [...alert, ...stops];
}

function nameOf(unit: { readonly ivoId: string } | { readonly name: string }): string {
  return "ivoId" in unit ? unit.ivoId : unit.name;
}

/** One outcome under two policies. */
export interface Difference {
  readonly change: "kommer till" | "försvinner" | "flyttas";
  readonly before: Day | null;
  readonly after: Day | null;
  readonly outcome: Outcome;
}

/** What would have come, gone or moved to another day. */
export function differences(
  before: ReadonlyMap<string, Outcome>,
  after: ReadonlyMap<string, Outcome>,
): readonly Difference[] {
  const gone = [...before.values()].filter(({ key }) => !after.has(key));
  const changed = [...after.values()].flatMap((outcome): readonly Difference[] => {
    const known = before.get(outcome.key);
    if (known === undefined) return [{ change: "kommer till", before: null, after: outcome.day, outcome }];
    return known.day === outcome.day ? [] : [{ change: "flyttas", before: known.day, after: outcome.day, outcome }];
  });
  return [
    ...changed,
    ...gone.map((outcome) => ({ change: "försvinner" as const, before: outcome.day, after: null, outcome })),
  ];
}
