import { z } from "zod";
import { cannotJudge, conclude, findings } from "./conclude.js";
import { ALERT_BOUGHT, row } from "./defaults.js";
import { isEmployer, lastMonths } from "./employer.js";
import { latest } from "./latest.js";
import { kronor } from "./money.js";
import { defineRule } from "./rule.js";
import { saidOn } from "./said-on.js";

export const taxContributionsLow = defineRule({
  id: "tax-contributions-low",
  about:
    "beslutade arbetsgivaravgifter per månad är lägre än share av vad den uppgivna bemanningen (units: uppgiven_bemanning) skulle ge, perPost kronor per heltid och månad",
  forms: ["company", "association"],
  reads: ["contributions", "tax"],
  looksBack: 0,
  params: z.strictObject({ perPost: z.number().min(1), share: z.number().min(0).max(1) }),
  defaults: row({ perPost: 9_000, share: 0.5 }, "notice", ALERT_BOUGHT),

  judge({ current, supplier, params: { perPost, share }, severity }) {
    const [answer] = latest(current.contributions);
    const months = answer === undefined ? null : lastMonths(answer.facts);
    const posts = supplier.units.reduce((sum, { statedStaff }) => sum + (statedStaff ?? 0), 0);
    // Months without contributions are another rule's concern.
    const some = months?.filter((month) => month.decided > 0) ?? [];
    // Where no staff is stated there is nothing to hold the answer against.
    if (answer === undefined || some.length === 0 || posts === 0) return cannotJudge("contributions");
    const employer = isEmployer(answer.facts, current.tax);
    if (employer === null) return cannotJudge("tax");
    const decided = Math.round(some.reduce((sum, month) => sum + month.decided, 0) / some.length);
    const expected = Math.round(posts * perPost);
    if (!employer || decided >= expected * share) return findings();
    return findings(
      conclude(answer.subject, [answer], {
        severity,
        facts: ["contributions:low"],
        title: "Låga arbetsgivaravgifter mot uppgiven bemanning",
        because: `Enligt Skatteverkets svar ${saidOn(answer)} är de beslutade arbetsgivaravgifterna i snitt ${kronor(decided)} i månaden. Uppgiven bemanning är ${posts.toLocaleString("sv-SE")} heltider, vilket brukar ge omkring ${kronor(expected)}.`,
        observed: `${kronor(decided)} i månaden`,
        threshold: `minst ${kronor(Math.round(expected * share))} i månaden`,
      }),
    );
  },
});
