import { z } from "zod";
import { DOCUMENT_MONTHS } from "../domain/conduct.js";
import { addMonths, type Day } from "../domain/day.js";
import { attestedOn, judgeConduct } from "./conduct.js";
import { ALERT_ALL, row } from "./defaults.js";
import { defineRule } from "./rule.js";

export const conductOld = defineRule({
  id: "conduct-old",
  about: "ett lämplighetsintyg är äldre än så många månader (months)",
  forms: "all",
  neverStops: true,
  reads: ["conduct"],
  looksBack: 0,
  params: z.strictObject({ months: z.number().int().min(1).max(36) }),
  defaults: row({ months: DOCUMENT_MONTHS }, "notice", ALERT_ALL),

  judge: (input) => {
    const { months } = input.params;
    return judgeConduct(input, (facts, who) => {
      const given = attestedOn(facts);
      if (given === null || addMonths(given as Day, months) >= input.today) return null;
      return {
        severity: input.severity,
        fact: `old:${given}`,
        title: `Lämplighetsintyg äldre än ${months} månader: ${facts.role}`,
        because: `Det senaste intyget för ${who} är från ${given}.`,
        observed: `från ${given}`,
        threshold: `högst ${months} månader`,
      };
    });
  },
});
