import { addDays, type Day, dayOf, daysBetween } from "../domain/day.js";
import type { Finding, RuleInput } from "../domain/finding.js";
import { type Kind, kindNames } from "../domain/kind.js";
import { subjectKey } from "../domain/subject-key.js";
import type { StoredFact, SupplierCase } from "../domain/supplier-case.js";
import { answerAges, needsOf } from "../policy/needs.js";
import type { Policy } from "../policy/policy.js";
import { holdsFor } from "../rules/index.js";
import type { AnyRule } from "../rules/rule.js";

export interface Found {
  readonly findings: readonly Finding[];
  /** Rules that looked and could say: only these may resolve what they no longer find. */
  readonly judged: ReadonlySet<string>;
}

/** Which facts count: the current ones, or those with one source's new answers laid over them. */
export type Layer = { readonly over: "nothing" } | { readonly over: "source"; readonly source: string };

/** What the rules find in one supplier's facts on a day. Pure: the same in gives the same out, in the same order. */
export function find(subject: SupplierCase, layer: Layer, rules: readonly AnyRule[], policy: Policy, now: Date): Found {
  const today = dayOf(now);
  const input = inputsOf(subject, fresh(effective(subject.facts, layer), subject, policy, today), today);
  const judged = new Set<string>();
  const findings: Finding[] = [];
  for (const rule of rules) {
    const setting = policy.rules[rule.id];
    if (setting === undefined || !setting.enabled || !holdsFor(rule, subject.supplier.legalGroup)) continue;
    const { params, severity } = setting;
    const { current, earlier } = input(rule.looksBack);
    const verdict = rule.judge({ current, earlier, supplier: subject.supplier, params, severity, today });
    if ("cannotJudge" in verdict) continue;
    judged.add(rule.id);
    findings.push(...verdict.findings.map((finding) => ({ rule: rule.id, ...finding })));
  }
  return { findings: findings.toSorted(inOrder), judged };
}

type Facts = RuleInput<Kind, unknown>["current"];

/** The facts as rules see them, put in order once for all rules that look equally far back. */
function inputsOf({ facts }: SupplierCase, counted: readonly StoredFact[], today: Day) {
  const chosen = new Set(counted);
  const current = byKind(counted);
  const past = facts.filter((fact) => fact.state !== "new" && !chosen.has(fact));
  const earlier = new Map<number, Facts>();
  return (looksBack: number): { readonly current: Facts; readonly earlier: Facts } => {
    const known = earlier.get(looksBack);
    if (known !== undefined) return { current, earlier: known };
    const since = addDays(today, -looksBack);
    const found = past.length === 0 ? NOTHING : byKind(past.filter((fact) => dayOf(fact.observedAt) >= since));
    earlier.set(looksBack, found);
    return { current, earlier: found };
  };
}

/** Of each fact the version that counts. A new version of another source than the one judged does not count yet. */
function effective(facts: readonly StoredFact[], layer: Layer): readonly StoredFact[] {
  const chosen = new Map<number, StoredFact>();
  for (const fact of facts) {
    const laidOver = fact.state === "new" && layer.over === "source" && layer.source === fact.source;
    if (laidOver || (fact.state === "current" && !chosen.has(fact.factId))) chosen.set(fact.factId, fact);
  }
  return [...chosen.values()];
}

/**
 * A state that nobody has confirmed for longer than the policy allows is no input: it neither opens nor resolves.
 * An event (with a key) has its own date and does not age. An answer that people ask for ages from the day it was given:
 * a file of old answers confirms nothing of today.
 */
function fresh(facts: readonly StoredFact[], subject: SupplierCase, policy: Policy, today: Day) {
  const needs = needsOf(policy, [...new Set(subject.supplier.agreements.map(({ service }) => service))]);
  const answers = answerAges(policy);
  return facts.filter((fact) => {
    const answered = fact.key === "" ? answers[fact.kind] : undefined;
    if (answered !== undefined) return daysBetween(dayOf(fact.asOf), today) <= answered;
    const maxAge = fact.key === "" ? needs[fact.kind] : undefined;
    return maxAge === undefined || daysBetween(dayOf(fact.confirmedAt), today) <= maxAge;
  });
}

function byKind(facts: readonly StoredFact[]): Facts {
  const kinds = Object.fromEntries(kindNames.map((kind) => [kind, [] as StoredFact[]]));
  for (const fact of facts) kinds[fact.kind]?.push(fact);
  for (const list of Object.values(kinds)) {
    if (list.length > 1) list.sort((a, b) => b.asOf.getTime() - a.asOf.getTime() || a.id - b.id);
  }
  return kinds as unknown as Facts;
}

/** Most suppliers have no past that a rule looks back on. */
const NOTHING = byKind([]);

/** By organisation number and unit, then rule, then event: the order of everything that follows. */
function inOrder(a: Finding, b: Finding): number {
  const keyOf = (finding: Finding) => [subjectKey(finding.subject), finding.rule, finding.event].join("\u0000");
  return keyOf(a) < keyOf(b) ? -1 : 1;
}
