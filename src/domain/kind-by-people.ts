import { z } from "zod";
import { COMPLAINT_KINDS } from "./complaint.js";

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
