import type { Severity } from "../domain/severity.js";
import { type Action, strongestAction } from "../domain/severity.js";
import type { AgreementForm } from "../domain/supplier.js";
import { millisecondsOf } from "./duration.js";
import { type Policy, type RulePolicy, rulePolicy } from "./policy.js";

interface Circumstances {
  readonly rule: string;
  /** The finding's. */
  readonly severity: Severity;
  readonly corroborated: boolean;
  readonly form: AgreementForm;
  /** Who may close the agreement. */
  readonly owner: string;
  /** All buyers in the register. */
  readonly buyers: readonly string[];
}

/** What follows from a finding under one agreement. Without mandate a stop becomes a proposal to the owner. */
export function actionFor(policy: Policy, about: Circumstances): Action {
  const rule = rulePolicy(policy, about.rule);
  const base = rule.actions[about.form];
  if (!rule.enabled || base === "none") return "none";
  const action = actionAt(rule, base, about);
  return action === "stop" && !hasMandate(policy, about.owner, about.buyers) ? "propose" : action;
}

function actionAt(rule: RulePolicy, base: Action, { severity, corroborated }: Circumstances): Action {
  if (severity === "info") return "log";
  if (severity === "notice") return base === "log" ? "log" : "alert";
  const level = severity === rule.severity ? base : (rule.actionsAt[severity] ?? base);
  const second = corroborated ? rule.actionsAt.corroborated : undefined;
  return second === undefined ? level : strongestAction([level, second]);
}

/** Whether this installation decides for an owner: named, or "self" = a buyer here that is not one of the others. */
export function hasMandate({ mandates }: Policy, owner: string, buyers: readonly string[]): boolean {
  if (includes(mandates.others, owner)) return false;
  return includes(mandates.owners, owner) || (mandates.owners.includes("self") && includes(buyers, owner));
}

function includes(names: readonly string[], name: string): boolean {
  const wanted = fold(name);
  return names.some((one) => fold(one) === wanted);
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}

/** Whether what is critical is written at once, when offices are open, or with everything else. */
export function urgencyOf(policy: Policy, rule: string, severity: Severity): boolean | "office" {
  const setting = policy.rules[rule];
  if (severity !== "critical" || setting === undefined) return false;
  return setting.immediate === "office" ? "office" : true;
}

/** When a stop that starts at an instant is to be confirmed at the latest. */
export function confirmBy(policy: Policy, rule: string, at: Date): Date {
  return new Date(at.getTime() + millisecondsOf(rulePolicy(policy, rule).confirm.within));
}
