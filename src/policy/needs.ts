import { z } from "zod";
import type { Kind } from "../domain/kind.js";
import type { LegalGroup } from "../domain/supplier.js";
import { hoursOf } from "./duration.js";
import { type Policy, rulePolicy } from "./policy.js";

const permitParams = z.object({ services: z.array(z.string()) });

/** Kinds that say nothing about a legal person of that form: they are not missed. */
const NOT_NEEDED: Readonly<Record<LegalGroup, readonly Kind[]>> = {
  company: [],
  association: ["company", "credit"],
  municipal: ["company", "tax", "credit"],
  unknown: ["credit"],
};

/** The kinds of fact that must be known about who gives these services, with the greatest age in days. */
export function needsOf(
  policy: Policy,
  services: readonly string[],
  group: LegalGroup = "company",
): Readonly<Partial<Record<Kind, number>>> {
  const { services: permitServices } = permitParams.parse(rulePolicy(policy, "permit-missing").params);
  const needsPermit = services.some((service) => permitServices.includes(service));
  const needed = { ...policy.needs.default, ...(needsPermit ? policy.needs.permitServices : {}) };
  return Object.fromEntries(
    Object.entries(needed)
      .filter(([kind]) => !NOT_NEEDED[group].includes(kind as Kind))
      .map(([kind, age]) => [kind, hoursOf(age) / 24]),
  );
}

/** The greatest age in days of answers that people ask for, counted from the day of the answer. */
export function answerAges({ answers }: Policy): Readonly<Partial<Record<Kind, number>>> {
  return Object.fromEntries(Object.entries(answers).map(([kind, age]) => [kind, hoursOf(age) / 24]));
}
