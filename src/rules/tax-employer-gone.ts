import { z } from "zod";
import { row } from "./defaults.js";
import { judgeRegistration } from "./registration.js";
import { defineRule } from "./rule.js";

export const taxEmployerGone = defineRule({
  id: "tax-employer-gone",
  about: "inte, eller inte längre, registrerad som arbetsgivare",
  forms: ["company"],
  reads: ["tax", "contributions"],
  looksBack: 0,
  params: z.strictObject({}),
  defaults: row({}, "serious", ["stop", "propose", "propose", "none"]),

  judge: ({ current, severity }) =>
    judgeRegistration(current, severity, {
      of: "employer",
      title: "Inte registrerad som arbetsgivare",
      as: "som arbetsgivare",
    }),
});
