import { z } from "zod";

/* What sources say when people ask them. Each answer is a statement of its own, also when it says the same again. */

const day = z.iso.date();

/** What Skatteverket answered when asked: contributions are decided ones, nobody tells what is paid. One state per supplier. */
export const contributionsFacts = z.object({
  answeredOn: day,
  /** Registrations on that day; null = the answer does not tell. */
  employer: z.boolean().nullable(),
  fskatt: z.boolean().nullable(),
  vat: z.boolean().nullable(),
  /** Months in a row, oldest first, with what was decided for each; null = the answer does not tell. */
  months: z.array(z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), decided: z.number().min(0) })).nullable(),
});

const claims = z.object({ amount: z.number().min(0), cases: z.number().int().min(0).nullable() });

/** Debts at Kronofogden on the day of an answer. One state per supplier; a part is null when the answer does not tell. */
export const debtFacts = z.object({
  answeredOn: day,
  /** Allmänna mål: the state's claims, taxes and fees. */
  public: claims.nullable(),
  /** Enskilda mål. */
  private: claims.nullable(),
});

/** What another has decided of the supplier. One state per supplier and decider (key = the decider's name, folded). */
export const elsewhereFacts = z.object({
  by: z.string(),
  state: z.enum(["stopped", "reopened", "none"]),
  since: day.nullable(),
  reason: z.string().nullable(),
  seenOn: day,
});
