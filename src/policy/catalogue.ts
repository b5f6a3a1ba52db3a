import { composite } from "../rules/composite.js";
import { rules } from "../rules/index.js";
import type { AnyRule } from "../rules/rule.js";

/** What the policy knows of a rule: everything but how it judges. */
export type RuleHead = Pick<AnyRule, "id" | "about" | "forms" | "params" | "defaults" | "neverStops">;

/** All rules that a policy file may set, by id; the composite last. */
export const ruleHeads: readonly RuleHead[] = [...rules, composite];
