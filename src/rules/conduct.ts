import type { Current, Judged, RuleFinding, RuleInput } from "../domain/finding.js";
import type { Severity } from "../domain/severity.js";
import { cannotJudge, conclude } from "./conclude.js";
import { latest } from "./latest.js";

type Conduct = Current<"conduct">;

/** What a rule says of one representative; null when it finds nothing. */
interface Found {
  readonly severity: Severity;
  readonly fact: string;
  readonly title: string;
  readonly because: string;
  readonly observed: string;
  readonly threshold?: string;
}

/** One finding for each representative in office: a level of its own, which ends with a new attestation or with the role. */
export function judgeConduct(
  { current, supplier }: Pick<RuleInput<"conduct", unknown>, "current" | "supplier">,
  find: (facts: Conduct["facts"], who: string) => Found | null,
): Judged {
  if (current.conduct.length === 0) return cannotJudge("conduct");
  const inOffice = latest(current.conduct).filter(({ key }) => supplier.inOffice.includes(key));
  return {
    findings: inOffice.flatMap((seen): readonly RuleFinding[] => {
      const found = find(seen.facts, `${seen.facts.role} (företrädare ${seen.key})`);
      if (found === null) return [];
      const { fact, ...said } = found;
      return [
        conclude(seen.subject, [seen], { ...said, event: seen.key, ends: "when-gone", facts: [`${fact}:${seen.key}`] }),
      ];
    }),
  };
}

/** The day on which an attestation that was given was dated, else seen. */
export function attestedOn({ documentOn, shownOn, receivedOn }: Conduct["facts"]) {
  return documentOn ?? shownOn ?? receivedOn;
}
