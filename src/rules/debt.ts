import { z } from "zod";
import { addDays, type Day, dayOf, daysBetween } from "../domain/day.js";
import type { Current, Judged, RuleInput } from "../domain/finding.js";
import { atMost, cannotJudge, conclude, findings } from "./conclude.js";
import { latest } from "./latest.js";
import { kronor } from "./money.js";

export const debtParams = z.strictObject({
  seriousAbove: z.number().min(0),
  repeatedAfterDays: z.number().int().min(1),
  withinDays: z.number().int().min(1).max(800),
});

type Params = z.infer<typeof debtParams>;

export const DEBT_DEFAULTS: Params = { seriousAbove: 100_000, repeatedAfterDays: 30, withinDays: 365 };

/** As far back as the policy may ask. */
export const DEBT_LOOKS_BACK = 800;

/** What the rules on debts have in common, for their line in the policy. */
export const DEBT_LEVELS =
  "någon är en notering; över seriousAbove kronor, eller i svar med minst repeatedAfterDays dagars mellanrum inom withinDays dagar, är regelns allvarlighet";

interface Words {
  readonly of: "public" | "private";
  readonly title: string;
  /** As in "anger … på 5 000 kr". */
  readonly debts: string;
}

/** Debts at Kronofogden of one kind, as its newest answer that tells of them has it. */
export function judgeDebt(
  { current, earlier, params, severity, today }: RuleInput<"debt", Params>,
  { of, title, debts }: Words,
): Judged {
  const [answer] = latest(current.debt);
  const debt = answer?.facts[of] ?? null;
  if (answer === undefined || debt === null) return cannotJudge("debt");
  if (debt.amount === 0) return findings();
  const since = firstDebt(answer, earlier.debt, of, addDays(today, -params.withinDays));
  const repeated = daysBetween(since, dayOf(answer.asOf)) >= params.repeatedAfterDays;
  const serious = debt.amount > params.seriousAbove || repeated;
  const cases = debt.cases === null ? "" : `, ${debt.cases} mål`;
  return findings(
    conclude(answer.subject, [answer], {
      severity: serious ? severity : atMost(severity, "notice"),
      facts: serious ? [`debt:${of}`, `debt:${of}:serious`] : [`debt:${of}`],
      title,
      because: `Kronofogdens svar ${dayOf(answer.asOf)} anger ${debts} på ${kronor(debt.amount)}${cases}.${repeated ? ` Skuld fanns också i svaret ${since}.` : ""}`,
      observed: `${kronor(debt.amount)}${repeated ? `, återkommande sedan ${since}` : ""}`,
      threshold: `över ${kronor(params.seriousAbove)}, eller i svar med minst ${params.repeatedAfterDays} dagars mellanrum`,
    }),
  );
}

/** The day of the oldest answer since a day that told of such a debt. */
function firstDebt(answer: Current<"debt">, earlier: readonly Current<"debt">[], of: Words["of"], since: Day): Day {
  return earlier
    .filter(({ facts, asOf }) => (facts[of]?.amount ?? 0) > 0 && asOf < answer.asOf)
    .map(({ asOf }) => dayOf(asOf))
    .filter((day) => day >= since)
    .reduce((first, day) => (day < first ? day : first), dayOf(answer.asOf));
}
