import { DEBT_DEFAULTS, DEBT_LEVELS, DEBT_LOOKS_BACK, debtParams, judgeDebt } from "./debt.js";
import { row } from "./defaults.js";
import { defineRule } from "./rule.js";

export const debtPublic = defineRule({
  id: "debt-public",
  about: `skuld till det allmänna hos Kronofogden (A-mål): ${DEBT_LEVELS}`,
  forms: ["company", "association"],
  reads: ["debt"],
  looksBack: DEBT_LOOKS_BACK,
  params: debtParams,
  defaults: row(DEBT_DEFAULTS, "serious", ["stop", "propose", "stop", "none"]),

  judge: (input) =>
    judgeDebt(input, {
      of: "public",
      title: "Skatte- och avgiftsskuld hos Kronofogden",
      debts: "skulder till det allmänna (A-mål)",
    }),
});
