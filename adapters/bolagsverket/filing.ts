import { type Day, dayOf, daysBetween, readDay } from "../../src/domain/day.js";
import type { Json } from "../../src/domain/digest.js";
import type { FactsOf } from "../../src/domain/kind.js";
import { readJson } from "../../src/http/answer.js";
import { dayFrom, shaped } from "../../src/reading.js";
import { documentsAnswer } from "./schema.js";

/** Annual reports come once a year: the list is asked for once a week, and costs a call of its own. */
const EVERY_DAYS = 7;

/** The day on which the list of reports was last answered; null before the first. */
export function listedOn(bookmark: Json | null): Day | null {
  if (bookmark === null || typeof bookmark !== "object" || Array.isArray(bookmark)) return null;
  const { listed } = bookmark as { readonly listed?: Json };
  return typeof listed === "string" ? readDay(listed) : null;
}

export function isListDue(listed: Day | null, now: Date): boolean {
  return listed === null || daysBetween(listed, dayOf(now)) >= EVERY_DAYS;
}

/** The end of the latest period that has a report. */
export function filingOf(documents: unknown): FactsOf["filing"] {
  const { dokument } = shaped(documentsAnswer, { dokument: documents }, "Bolagsverket");
  const ends = dokument.flatMap(({ rapporteringsperiodTom: end }) =>
    end ? [dayFrom(end, "rapporteringsperiodTom")] : [],
  );
  return { latest: ends.sort().at(-1) ?? null };
}

/** Both answers as one: what is kept as evidence and read. */
export function joined(organisations: Uint8Array, documents: Uint8Array): Uint8Array {
  const list = shaped(documentsAnswer, readJson(documents, "Bolagsverket"), "Bolagsverket");
  const answer = readJson(organisations, "Bolagsverket");
  const whole = answer !== null && typeof answer === "object" ? answer : {};
  return Buffer.from(JSON.stringify({ ...whole, dokument: list.dokument }));
}
