import type { Current, Judged } from "../domain/finding.js";
import type { Severity } from "../domain/severity.js";
import { cannotJudge, conclude, findings } from "./conclude.js";
import { agreeing, latest } from "./latest.js";
import { saidOn } from "./said-on.js";

interface Statements {
  readonly tax: readonly Current<"tax">[];
  readonly contributions: readonly Current<"contributions">[];
}

interface Registration {
  readonly of: "fskatt" | "employer";
  readonly title: string;
  /** As in "inte registrerad …". */
  readonly as: string;
}

/**
 * A registration with Skatteverket that has to be there: its absence is a level, from the first day. Skatteverket's own
 * answer is asked for now and then; it counts while the register that is read every day says nothing.
 */
export function judgeRegistration(
  { tax, contributions }: Statements,
  severity: Severity,
  registration: Registration,
): Judged {
  const [newest] = latest(tax);
  if (newest === undefined) return judgeAnswer(contributions, severity, registration);
  const state = newest.facts[registration.of];
  if (state === "registered") return findings();
  const seen = agreeing(newest, tax, (facts) => facts[registration.of] !== "registered");
  return findings(
    conclude(
      newest.subject,
      seen,
      said(newest, severity, registration, state === "never" ? "inte registrerad" : "avregistrerad"),
    ),
  );
}

function judgeAnswer(
  contributions: Statements["contributions"],
  severity: Severity,
  registration: Registration,
): Judged {
  const [answer] = latest(contributions);
  const registered = answer?.facts[registration.of] ?? null;
  if (answer === undefined || registered === null) return cannotJudge("tax");
  if (registered) return findings();
  return findings(conclude(answer.subject, [answer], said(answer, severity, registration, "inte registrerad")));
}

function said(seen: Pick<Current, "asOf">, severity: Severity, { of, title, as }: Registration, word: string) {
  return {
    severity,
    facts: [`${of}:gone`],
    title,
    because: `Enligt Skatteverkets registreringsuppgifter ${saidOn(seen)} är leverantören ${word} ${as}.`,
    observed: word,
    threshold: "registrerad",
  };
}
