import { z } from "zod";
import { judgeProceeding } from "./company-state.js";
import { row } from "./defaults.js";
import { defineRule } from "./rule.js";

export const companyBankruptcy = defineRule({
  id: "company-bankruptcy",
  about: "konkurs är registrerad hos Bolagsverket",
  forms: ["company", "association"],
  reads: ["company"],
  looksBack: 0,
  params: z.strictObject({}),
  // The stop is in force at once; the letter may wait until somebody is at work.
  defaults: { ...row({}, "critical", ["stop", "stop", "stop", "none"]), immediate: "office" },

  judge: ({ current, severity }) =>
    judgeProceeding(current.company, severity, { kind: "bankruptcy", title: "Konkurs", state: "i konkurs" }),
});
