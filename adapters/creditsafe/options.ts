import { z } from "zod";
import type { AskedAbout } from "../../src/domain/triage.js";

const path = z.string().default("");

/**
 * Creditsafe does not publish the Swedish members of a report: where they are is configuration, read from the
 * account's own schema. Paths are dotted and start inside the report ("negativeInformation.…"); empty = not told.
 */
export const options = z.object({
  paths: z.object({ remarksCount: path, remarksAmount: path, remarksLatest: path }).prefault({}),
  /** Members of negativeInformation and additionalInformation that need no warning. */
  ignore: z.array(z.string()).default([]),
  /** Asking about a partnership or a sole trader makes the bureau write to a person that somebody asked. */
  partnerships: z.boolean().default(false),
});

export type Options = z.infer<typeof options>;

const PARTNERSHIPS = /^(hb|kb|handelsbolag|kommanditbolag|enskild firma|e)$/i;

/** Why a supplier is not asked about; null when it is. Before anybody has told the form, numbers from 9 are partnerships. */
export function exempt({ orgNumber, legalForm }: AskedAbout, { partnerships }: Options): string | null {
  const form = legalForm?.trim() ?? "";
  const isPartnership = form === "" ? orgNumber.startsWith("9") : PARTNERSHIPS.test(form);
  return isPartnership && !partnerships ? "letter" : null;
}
