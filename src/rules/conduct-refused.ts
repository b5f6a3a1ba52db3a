import { z } from "zod";
import { judgeConduct } from "./conduct.js";
import { ALERT_ALL, row } from "./defaults.js";
import { defineRule } from "./rule.js";

export const conductRefused = defineRule({
  id: "conduct-refused",
  about: "en företrädare vägrar att intyga sin lämplighet",
  forms: "all",
  neverStops: true,
  reads: ["conduct"],
  looksBack: 0,
  params: z.strictObject({}),
  defaults: row({}, "serious", ALERT_ALL),

  judge: (input) =>
    judgeConduct(input, ({ outcome, role, requestedOn }, who) =>
      outcome !== "vägrar"
        ? null
        : {
            severity: input.severity,
            fact: "refused",
            title: `Vägrar lämna lämplighetsintyg: ${role}`,
            because: `${who} har vägrat att lämna det intyg som begärdes${requestedOn === null ? "" : ` ${requestedOn}`}.`,
            observed: "vägrar",
          },
    ),
});
