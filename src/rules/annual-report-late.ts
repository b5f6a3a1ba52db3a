import { z } from "zod";
import { type Day, readDay } from "../domain/day.js";
import { cannotJudge, conclude, findings } from "./conclude.js";
import { ALERT_BOUGHT, row } from "./defaults.js";
import { newestFirst } from "./latest.js";
import { defineRule } from "./rule.js";

const YEAR = 12;

export const annualReportLate = defineRule({
  id: "annual-report-late",
  about:
    "nästa årsredovisning borde ha lämnats in: så många månader (months) efter räkenskapsårets slut; svag signal, pappersinlämning syns inte",
  forms: ["company"],
  reads: ["filing"],
  looksBack: 0,
  params: z.strictObject({ months: z.number().int().min(1) }),
  defaults: row({ months: 9 }, "notice", ALERT_BOUGHT),

  judge({ current, params: { months }, severity, today }) {
    const [filed] = newestFirst(current.filing);
    const latest = filed?.facts.latest ?? null;
    // Who has never filed digitally files on paper, and nothing is known.
    if (filed === undefined || latest === null) return cannotJudge("filing");
    const due = monthsAfter(latest as Day, YEAR + months);
    if (today <= due) return findings();
    return findings(
      conclude(filed.subject, [filed], {
        severity,
        facts: [`filed:${latest}`],
        title: "Årsredovisningen dröjer",
        because: `Den senaste årsredovisningen som lämnats in digitalt gäller året till ${latest}; nästa syns inte hos Bolagsverket. En som lämnats på papper syns inte heller.`,
        observed: `senaste räkenskapsår till ${latest}`,
        threshold: `nästa senast ${due}`,
      }),
    );
  },
});

/** The same day so many months later, or the month's last where it has no such day. */
function monthsAfter(day: Day, months: number): Day {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const after = new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)));
  return readDay(after.toISOString().slice(0, 10)) ?? day;
}
