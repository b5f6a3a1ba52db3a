import type { Day } from "../domain/day.js";
import type { Sha256 } from "../domain/digest.js";
import type { Kind } from "../domain/kind.js";
import type { Action, Severity } from "../domain/severity.js";
import type { AgreementForm } from "../domain/supplier.js";

/** What the installation has decided about one rule. */
export interface RulePolicy {
  readonly enabled: boolean;
  /** Checked by the rule's own schema. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly severity: Severity;
  readonly actions: Readonly<Record<AgreementForm, Action>>;
  readonly actionsAt: Readonly<Partial<Record<Severity | "corroborated", Action>>>;
  readonly confirm: { readonly within: Duration; readonly role: string };
  /** Null: a starting value that nobody here has taken responsibility for. */
  readonly adopted: { readonly by: string; readonly on: Day } | null;
  readonly immediate: "any" | "office";
}

/** "5d" or "72h". */
export type Duration = string;

type Needs = Readonly<Partial<Record<Kind, Duration>>>;

/** The policy file, complete: what it left out has the default. */
export interface Policy {
  readonly text: string;
  readonly sha256: Sha256;
  readonly rules: Readonly<Record<string, RulePolicy>>;
  readonly mandates: {
    readonly owners: readonly string[];
    readonly others: readonly string[];
    readonly confirm: string;
    readonly impose: string;
    readonly lift: string;
  };
  /** Who has which role; nobody listed means anybody named. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly interlocks: { readonly stopsPerDay: Interlock; readonly changed: Interlock };
  readonly needs: { readonly default: Needs; readonly permitServices: Needs };
  /** How long an inquiry may take, and what is gone through in it. */
  readonly inquiries: { readonly within: Duration; readonly checklist: readonly string[] };
  /** Whether a sweep that is closed is read through and signed by another person. */
  readonly sweeps: { readonly countersign: boolean };
  /** How old an answer that people ask for may be; without one no placement is unknown. */
  readonly answers: Needs;
}

export interface Interlock {
  readonly atLeast: number;
  readonly share: number;
}

/** The rule's part of the policy. Asking for a rule that does not exist is a fault in the program. */
export function rulePolicy(policy: Policy, rule: string): RulePolicy {
  const found = policy.rules[rule];
  if (found === undefined) throw new Error(`No such rule: ${rule}`);
  return found;
}
