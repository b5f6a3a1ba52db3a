import { z } from "zod";
import { COMPLAINT_KINDS } from "./complaint.js";
import { CONDUCT_METHODS, CONDUCT_OUTCOMES, NOT_ASKED } from "./conduct.js";

const day = z.iso.date();

/** What a case officer has reported: one event per complaint (key = its number). Its text is not here. */
export const complaintFacts = z.object({
  kind: z.enum(COMPLAINT_KINDS),
  /** As judged by whoever registered it. */
  serious: z.boolean(),
  receivedOn: day,
  /** Registered by mistake: it counts no longer. */
  withdrawn: z.boolean(),
});

/** That a representative's suitability was attested. One state per supplier and representative (key = the register's own number). */
export const conductFacts = z.object({
  role: z.string(),
  outcome: z.enum([...CONDUCT_OUTCOMES, NOT_ASKED]),
  method: z.enum(CONDUCT_METHODS).nullable(),
  requestedOn: day.nullable(),
  receivedOn: day.nullable(),
  shownOn: day.nullable(),
  /** The day the document itself bears. */
  documentOn: day.nullable(),
  nextDue: day.nullable(),
});
