import { z } from "zod";
import { cannotJudge, conclude } from "./conclude.js";
import { INQUIRE_BOUGHT, row } from "./defaults.js";
import { latest } from "./latest.js";
import { defineRule } from "./rule.js";
import { saidOn } from "./said-on.js";

export const stoppedElsewhere = defineRule({
  id: "stopped-elsewhere",
  about: "Adda eller en annan kommun har stoppat leverantören",
  forms: "all",
  reads: ["elsewhere"],
  looksBack: 0,
  params: z.strictObject({}),
  defaults: row({}, "serious", INQUIRE_BOUGHT),

  judge({ current, severity }) {
    if (current.elsewhere.length === 0) return cannotJudge("elsewhere");
    const stopped = latest(current.elsewhere).filter(({ facts }) => facts.state === "stopped");
    return {
      findings: stopped.map((seen) => {
        const { by, since, reason } = seen.facts;
        const from = since === null ? "" : ` sedan ${since}`;
        return conclude(seen.subject, [seen], {
          // One alert per decider; it ends when the decider is seen to have opened again.
          event: seen.key,
          ends: "when-gone",
          severity,
          facts: [`stopped:${seen.key}:${since ?? ""}`],
          title: `Stoppad hos ${by}`,
          because: `${by} har stoppat leverantören för nya placeringar${from}, enligt uppgift ${saidOn(seen)}.${reason === null ? "" : ` Angivet skäl: ${reason}.`}`,
          observed: `stoppad${from}`,
        });
      }),
    };
  },
});
