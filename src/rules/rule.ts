import type { z } from "zod";
import type { Judged, RuleForms, RuleInput } from "../domain/finding.js";
import type { Kind } from "../domain/kind.js";
import type { Action, Severity } from "../domain/severity.js";
import type { AgreementForm } from "../domain/supplier.js";

export interface RuleDefaults<P> {
  readonly params: P;
  /** The row's highest severity; lower levels are the rule's own. */
  readonly severity: Severity;
  /** At the highest severity. A finding at `notice` is always `alert`. */
  readonly actions: Readonly<Record<AgreementForm, Action>>;
  /** At levels between, and when corroborated, where they differ. */
  readonly actionsAt?: Partial<Readonly<Record<Severity | "corroborated", Action>>>;
  readonly confirm: { readonly within: string; readonly role: string };
  readonly immediate: "any" | "office";
}

export interface Rule<K extends Kind, P> extends RuleForms {
  readonly id: string;
  /** One Swedish line for `policy explain`: what it fires on. */
  readonly about: string;
  readonly reads: readonly K[];
  /** Days of past versions that the rule wants to see. */
  readonly looksBack: number;
  readonly params: z.ZodType<P>;
  readonly defaults: RuleDefaults<P>;
  /** What it finds is for people to weigh: no policy may let it stop anybody by itself. */
  readonly neverStops?: true;
  /** Pure: no clock, store or log. `cannotJudge` opens and resolves nothing. */
  judge(input: RuleInput<K, P>): Judged;
}

/** Outside its own file a rule reads what it says it reads, and its parameters are the policy's concern. */
export type AnyRule = Rule<Kind, unknown>;

/** Keeps kinds and parameters typed inside the rule; outside, all rules look alike. */
export function defineRule<K extends Kind, P>(rule: Rule<K, P>): AnyRule {
  return rule as unknown as AnyRule;
}
