import { z } from "zod";
import { row } from "./defaults.js";
import { judgeRegistration } from "./registration.js";
import { defineRule } from "./rule.js";

export const taxFskattGone = defineRule({
  id: "tax-fskatt-gone",
  about: "inte, eller inte längre, godkänd för F-skatt",
  forms: ["company"],
  reads: ["tax", "contributions"],
  looksBack: 0,
  params: z.strictObject({}),
  defaults: row({}, "critical", ["stop", "propose", "stop", "none"]),

  judge: ({ current, severity }) =>
    judgeRegistration(current, severity, { of: "fskatt", title: "F-skatt saknas", as: "för F-skatt" }),
});
