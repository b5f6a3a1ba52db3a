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
  const permitServices = permitServicesOf(policy);
  const needsPermit = services.some((service) => permitServices.includes(service));
  const needed = { ...policy.needs.default, ...(needsPermit ? policy.needs.permitServices : {}) };
  return Object.fromEntries(
    Object.entries(needed)
      .filter(([kind]) => !NOT_NEEDED[group].includes(kind as Kind))
      .map(([kind, age]) => [kind, hoursOf(age) / 24]),
  );
}

/** The greatest age in days of answers that people ask for, counted from the day of the answer. */
export const answerAges = oncePerPolicy(
  ({ answers }): Readonly<Partial<Record<Kind, number>>> =>
    Object.fromEntries(Object.entries(answers).map(([kind, age]) => [kind, hoursOf(age) / 24])),
);

const permitServicesOf = oncePerPolicy(
  (policy) => permitParams.parse(rulePolicy(policy, "permit-missing").params).services,
);

/** Every supplier is judged by one policy: what it says of them all is worked out once. */
function oncePerPolicy<T>(of: (policy: Policy) => T): (policy: Policy) => T {
  const known = new WeakMap<Policy, T>();
  return (policy) => {
    const value = known.get(policy) ?? of(policy);
    known.set(policy, value);
    return value;
  };
}
