import { z } from "zod";
import { conclude, findings } from "./conclude.js";
import { row } from "./defaults.js";
import { defineRule } from "./rule.js";

export const complaintSerious = defineRule({
  id: "complaint-serious",
  about: "en synpunkt som den som registrerade den har bedömt som allvarlig",
  forms: "all",
  reads: ["complaint"],
  looksBack: 0,
  params: z.strictObject({}),
  defaults: row({}, "serious", ["inquire", "inquire", "inquire", "alert"]),

  judge: ({ current, severity }) =>
    findings(
      ...current.complaint
        .filter(({ facts }) => facts.serious && !facts.withdrawn)
        .map((complaint) => {
          const { key, subject, facts } = complaint;
          return conclude(subject, [complaint], {
            severity,
            event: key,
            facts: [`complaint:${key}`],
            title: `Allvarlig synpunkt: ${facts.kind}`,
            because: `En synpunkt om ${facts.kind} från ${facts.receivedOn} är bedömd som allvarlig av den som registrerade den (synpunkt ${key}).`,
            observed: `synpunkt ${key}, ${facts.kind}`,
          });
        }),
    ),
});
