import { DEBT_DEFAULTS, DEBT_LEVELS, DEBT_LOOKS_BACK, debtParams, judgeDebt } from "./debt.js";
import { INQUIRE_BOUGHT, row } from "./defaults.js";
import { defineRule } from "./rule.js";

export const debtPrivate = defineRule({
  id: "debt-private",
  about: `enskild skuld hos Kronofogden (E-mål): ${DEBT_LEVELS}`,
  forms: ["company", "association"],
  reads: ["debt"],
  looksBack: DEBT_LOOKS_BACK,
  params: debtParams,
  defaults: row(DEBT_DEFAULTS, "serious", INQUIRE_BOUGHT),

  judge: (input) =>
    judgeDebt(input, { of: "private", title: "Enskild skuld hos Kronofogden", debts: "enskilda skulder (E-mål)" }),
});
