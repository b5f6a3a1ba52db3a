import { z } from "zod";
import type { Severity } from "../domain/severity.js";
import { atMost, cannotJudge, conclude, findings } from "./conclude.js";
import { row } from "./defaults.js";
import { isEmployer, lastMonths, MONTHS } from "./employer.js";
import { latest } from "./latest.js";
import { defineRule } from "./rule.js";
import { saidOn } from "./said-on.js";

const LEVELS: readonly Severity[] = ["info", "notice", "serious", "critical"];

export const taxContributionsMissing = defineRule({
  id: "tax-contributions-missing",
  about: `registrerad arbetsgivare utan beslutade arbetsgivaravgifter: en av de senaste ${MONTHS} månaderna är en notering, två allvarligt, alla regelns allvarlighet`,
  // Holds for whoever is registered as employer.
  forms: ["company", "association"],
  reads: ["contributions", "tax"],
  looksBack: 0,
  params: z.strictObject({}),
  defaults: row({}, "critical", ["stop", "propose", "stop", "none"], { serious: "inquire" }),

  judge({ current, severity }) {
    const [answer] = latest(current.contributions);
    const months = answer === undefined ? null : lastMonths(answer.facts);
    if (answer === undefined || months === null) return cannotJudge("contributions");
    const employer = isEmployer(answer.facts, current.tax);
    if (employer === null) return cannotJudge("tax");
    const missing = months.filter(({ decided }) => decided === 0).map(({ month }) => month);
    if (!employer || missing.length === 0) return findings();
    return findings(
      conclude(answer.subject, [answer], {
        severity: atMost(severity, LEVELS[missing.length] ?? severity),
        facts: missing.map((_, index) => `contributions:missing:${index + 1}`),
        title:
          missing.length === MONTHS
            ? "Inga beslutade arbetsgivaravgifter"
            : "Månader utan beslutade arbetsgivaravgifter",
        because: `Leverantören är registrerad som arbetsgivare. Enligt Skatteverkets svar ${saidOn(answer)} finns inga beslutade arbetsgivaravgifter för ${missing.join(", ")}.`,
        observed: `${missing.length} av ${MONTHS} månader utan beslutade avgifter`,
        threshold: "beslutade avgifter varje månad",
      }),
    );
  },
});
