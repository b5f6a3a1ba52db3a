import type { Current } from "../domain/finding.js";
import type { FactsOf } from "../domain/kind.js";
import { latest } from "./latest.js";

/** How many months Skatteverket tells of, and rules look at. */
export const MONTHS = 3;

type Contributions = FactsOf["contributions"];

/** Registered as employer, by the answer itself or else by the tax register; null: nobody tells. */
export function isEmployer({ employer }: Contributions, tax: readonly Current<"tax">[]): boolean | null {
  const [registered] = latest(tax);
  return employer ?? (registered === undefined ? null : registered.facts.employer === "registered");
}

/** The last months that were told of; null when they are too few to say anything. */
export function lastMonths({ months }: Contributions): NonNullable<Contributions["months"]> | null {
  return months === null || months.length < MONTHS ? null : months.slice(-MONTHS);
}
