import { z } from "zod";
import { attestedOn, judgeConduct } from "./conduct.js";
import { row } from "./defaults.js";
import { defineRule } from "./rule.js";

export const conductDeviating = defineRule({
  id: "conduct-deviating",
  about: "ett lämplighetsintyg har en avvikelse; ger alltid ett förslag, aldrig ett stopp av sig självt",
  forms: "all",
  neverStops: true,
  reads: ["conduct"],
  looksBack: 0,
  params: z.strictObject({}),
  defaults: row({}, "critical", ["propose", "propose", "propose", "inquire"]),

  judge: (input) =>
    judgeConduct(input, (facts, who) =>
      facts.outcome !== "avvikelse"
        ? null
        : {
            severity: input.severity,
            fact: "deviating",
            title: `Avvikelse i lämplighetsintyg: ${facts.role}`,
            because: `Intyget för ${who}, daterat ${attestedOn(facts) ?? "okänd dag"}, har en avvikelse. Vad den består i lagras inte här.`,
            observed: "avvikelse",
          },
    ),
});
