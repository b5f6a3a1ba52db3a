import { z } from "zod";
import { defineWorklist } from "../../src/adapter.js";
import { fields } from "./fields.js";
import { read } from "./read.js";

const name = z.string().trim().min(1);

/**
 * Attestations of representatives' suitability: that one was given, how, when and with what outcome. Never an extract: a
 * municipality has no ground to fetch or keep one of a supplier's representatives.
 */
export const registerkontroll = defineWorklist({
  id: "registerkontroll",
  title: "Lämplighetsintyg för företrädare (noteras av en person)",
  kinds: ["conduct"],
  version: 1,
  settings: {},
  options: z.strictObject({
    /** The legal decision that lets this installation look at originals; null: nobody may record that one was shown. */
    originalShown: z.strictObject({ decision: name, by: name, on: z.iso.date() }).nullable().default(null),
  }),
  redact: [],
  fields,
  read,
});
