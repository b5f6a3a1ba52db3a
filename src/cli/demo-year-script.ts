import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { REFUSALS } from "../domain/admission.js";
import { COMPLAINT_CLOSINGS, COMPLAINT_KINDS } from "../domain/complaint.js";
import type { Day } from "../domain/day.js";
import { ENDED_HOW, GROUNDS } from "../domain/ground.js";
import { INQUIRY_OUTCOMES } from "../domain/inquiry.js";

const day = z.iso.date().transform((text) => text as Day);
const about = { orgnr: z.string() };

const admission = z.strictObject({
  ...about,
  insats: z.string(),
  on: day,
  klar: day,
  nekas: z.enum(REFUSALS).optional(),
});

const inquiry = z.strictObject({
  ...about,
  /** Absent: an alert opened it. */
  on: day.optional(),
  varför: z.string().optional(),
  klar: day,
  utfall: z.enum(INQUIRY_OUTCOMES),
  grund: z.enum(GROUNDS).optional(),
});

const complaint = z.strictObject({
  ...about,
  on: day,
  slag: z.enum(COMPLAINT_KINDS),
  text: z.string(),
  organisation: z.string().optional(),
  allvarlig: z.boolean().default(false),
  klar: day.optional(),
  avslut: z.enum(COMPLAINT_CLOSINGS).optional(),
});

const ending = z.strictObject({
  ...about,
  on: day,
  hur: z.enum(ENDED_HOW),
  grund: z.enum(GROUNDS),
  av: z.string(),
});

const decision = z.strictObject({
  ...about,
  on: day,
  do: z.enum(["confirm", "lift", "impose", "reject"]),
  varför: z.string(),
});

const yearSchema = z.strictObject({
  /** In the register; those who are tried for it come after. */
  suppliers: z.number().int(),
  start: day,
  runs: z.array(day),
  admissions: z.array(admission),
  inquiries: z.array(inquiry),
  complaints: z.array(complaint),
  endings: z.array(ending),
  stops: z.array(decision),
});

/** What people did in an invented year, beside what the script of days tells of the sources. */
export type Year = z.infer<typeof yearSchema>;

export function readYear(yaml: string): Year {
  return yearSchema.parse(parseYaml(yaml));
}
