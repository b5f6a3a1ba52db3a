import { z } from "zod";
import type { Day } from "../domain/day.js";
import { faultSchema, SOURCES } from "./faults.js";

const day = z.iso.date().transform((text) => text as Day);

const proceeding = z.strictObject({ code: z.enum(["KK", "LI", "FR"]), since: day });
const remarks = z.strictObject({ count: z.number().int(), amount: z.number().int(), latest: day.optional() });

const changeSchema = z.strictObject({
  /** SCB's codes. */
  employer: z.enum(["0", "1", "9"]).optional(),
  fskatt: z.enum(["0", "1", "9"]).optional(),
  status: z.enum(["1", "9"]).optional(),
  proceedings: z.array(proceeding).optional(),
  /** End of the last year with a digital annual report. */
  filedTo: day.optional(),
  struckOff: z.strictObject({ on: day, reason: z.string() }).optional(),
  score: z.number().int().optional(),
  remarks: remarks.optional(),
  owners: z.array(z.strictObject({ name: z.string(), share: z.number() })).optional(),
  board: z.array(z.tuple([z.string(), z.string(), day])).optional(),
});

const todaySchema = z.strictObject({
  faults: z.partialRecord(z.enum(SOURCES), faultSchema).default({}),
  /** Inside a 200 answer of Bolagsverket, per producer. */
  producerFault: z.partialRecord(z.enum(["Bolagsverket", "SCB"]), z.array(z.string())).default({}),
  /** A code of proceedings that nobody has heard of. */
  unknownCode: z.record(z.string(), z.string()).default({}),
  failedSections: z.record(z.string(), z.array(z.string())).default({}),
  scbMissing: z.array(z.string()).default([]),
  /** The bureau re-rates everybody. */
  scoreShift: z.number().int().default(0),
  /** The bureau moves a third of them a little, up or down by at most so many points. */
  drift: z.number().int().default(0),
});

const deliverySchema = z.strictObject({
  file: z.string(),
  encoding: z.enum(["utf-8", "utf-8-bom", "windows-1252"]),
  separator: z.enum([";", ",", "\t"]),
  dates: z.enum(["dashed", "compact"]),
  numbers: z.enum(["hyphen", "plain", "century"]),
  headers: z.enum(["plain", "titled"]),
});

/** A file of answers that somebody lays in a source's inbox: numbers and what was filled in. */
const answersSchema = z.strictObject({ file: z.string(), rows: z.array(z.record(z.string(), z.string())).min(1) });

/** Sources that people ask, and that answer by file. */
export const ASKED = ["skatteverket", "kronofogden", "stopp-andra"] as const;

const reason = z.string().min(1);
const operatorSchema = z.discriminatedUnion("do", [
  z.strictObject({
    after: z.literal("run"),
    do: z.enum(["reject-incident", "release-incident"]),
    kind: z.string(),
    source: z.string().nullable(),
    reason,
  }),
  z.strictObject({
    after: z.literal("run"),
    do: z.literal("lift-stop"),
    orgNumber: z.string(),
    unit: z.string().nullable(),
    rule: z.string(),
    reason,
  }),
]);

const scriptDaySchema = z.strictObject({
  title: z.string(),
  story: z.string(),
  changes: z.record(z.string(), changeSchema).default({}),
  ivoRows: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  ivo: deliverySchema.optional(),
  answers: z.partialRecord(z.enum(ASKED), answersSchema).default({}),
  today: todaySchema.prefault({}),
  operator: z.array(operatorSchema).default([]),
});

/** How a story is told: from when, day by day. */
export const scriptSchema = z.strictObject({ firstDay: day, days: z.array(scriptDaySchema).min(1) });

export type Change = z.infer<typeof changeSchema>;
export type Today = z.infer<typeof todaySchema>;
export type DeliveryForm = z.infer<typeof deliverySchema>;
export type ScriptDay = z.infer<typeof scriptDaySchema>;
