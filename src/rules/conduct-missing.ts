import { z } from "zod";
import { NOT_ASKED } from "../domain/conduct.js";
import { judgeConduct } from "./conduct.js";
import { ALERT_ALL, row } from "./defaults.js";
import { defineRule } from "./rule.js";

export const conductMissing = defineRule({
  id: "conduct-missing",
  about: "ett lämplighetsintyg har inte kommit in i tid, eller saknas för en ny företrädare",
  forms: "all",
  neverStops: true,
  reads: ["conduct"],
  looksBack: 0,
  params: z.strictObject({}),
  defaults: row({}, "notice", ALERT_ALL),

  judge: (input) =>
    judgeConduct(input, ({ outcome, role, requestedOn }, who) => {
      if (outcome === NOT_ASKED) {
        return {
          severity: input.severity,
          fact: "not-asked",
          title: `Lämplighetsintyg saknas för ny företrädare: ${role}`,
          because: `${who} har tillkommit sedan det senaste svepet, och inget intyg har begärts.`,
          observed: "intyg saknas",
        };
      }
      if (outcome !== "ej inkommit") return null;
      return {
        severity: input.severity,
        fact: "missing",
        title: `Lämplighetsintyg har inte kommit in: ${role}`,
        because: `Intyget för ${who}${requestedOn === null ? "" : `, begärt ${requestedOn},`} har inte kommit in i tid.`,
        observed: "ej inkommit",
      };
    }),
});
