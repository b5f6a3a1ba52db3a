import { defineLookup } from "../../src/adapter.js";
import type { CheckResult, Question } from "../../src/domain/check.js";
import { answerOf, jsonOf } from "../../src/http/answer.js";
import type { HttpAnswer } from "../../src/http/http.js";
import { failedOf, type LookupAnswer, orgNumberOf, resultOf } from "../../src/lookup.js";
import { shaped } from "../../src/reading.js";
import { type Context, get } from "./connect.js";
import { triage } from "./monitoring.js";
import { exempt, options } from "./options.js";
import { read } from "./read.js";
import { reportAnswer } from "./schema.js";
import { connectIdOf } from "./search.js";

/** A report is a billable unit; searches are not. */
const REPORT_COST = 1;

export const creditsafe = defineLookup({
  id: "creditsafe",
  title: "Creditsafe Connect",
  kinds: ["credit", "ownership", "financials"],
  version: 1,
  settings: {
    baseUrl: {
      env: "CREDITSAFE_BASE_URL",
      about: "Creditsafe Connect (sandlåda: https://connect.sandbox.creditsafe.com/v1)",
      default: "https://connect.creditsafe.com/v1",
    },
    username: { env: "CREDITSAFE_USERNAME", about: "Användarnamn hos Creditsafe Connect" },
    password: { env: "CREDITSAFE_PASSWORD", about: "Lösenord hos Creditsafe Connect", secret: true },
    portfolio: {
      env: "CREDITSAFE_PORTFOLIO",
      about:
        "Namn på portföljen som bevakas: den som finns används, annars skapas den. Utan den köps en rapport om dagen",
      optional: true,
    },
  },
  options,
  limits: { perMinute: 120, concurrency: 4, batch: 1, calls: 2, login: true },
  redact: [
    ...["dateOfBirth", "gender", "address", "id", "hasNegativeInfo"].flatMap((member) => [
      `report.directors.*.*.${member}`,
      `report.shareCapitalStructure.shareHolders.*.${member}`,
    ]),
    // The directors' other posts and whose account asked: nothing that is read, much that is personal.
    "report.directorships",
    "userId",
  ],
  exempt,
  probe,
  triage,
  ask: (questions, context) => Promise.all(questions.map((question) => askOne(question, context))),
  read,
});

async function askOne(question: Question, context: Context): Promise<CheckResult> {
  let cost = 0;
  try {
    const connectId = await connectIdOf(orgNumberOf(question.subject), context);
    // From here it may have been bought, whatever becomes of the answer; an error's status says that it was not.
    cost = REPORT_COST;
    const answer = await get(`companies/${encodeURIComponent(connectId)}`, context);
    if (answer.status >= 400) cost = 0;
    return resultOf(creditsafe, question, reportOf(answerOf(answer, context.now), context), context);
  } catch (error) {
    return { ...failedOf(question, error), cost };
  }
}

function reportOf(answer: HttpAnswer, context: Context): LookupAnswer {
  const { report, failedSections, dateOfOrder } = shaped(reportAnswer, jsonOf(answer), "Creditsafe");
  return {
    raw: { bytes: answer.body, mediaType: "application/json", address: answer.url.href, status: answer.status },
    // Around the report are numbers of the order, new in every answer.
    facts: JSON.stringify([report ?? null, failedSections]),
    asOf: orderedAt(dateOfOrder, context.now),
    cost: REPORT_COST,
  };
}

/** A report from the source's own store is as old as it says; a clock ahead of ours does not make it newer than now. */
function orderedAt(dateOfOrder: string | null | undefined, now: Date): Date {
  const at = new Date(dateOfOrder ?? now);
  return Number.isNaN(at.getTime()) || at > now ? now : at;
}

/** Shows that we are let in; unlike a report it costs nothing. */
async function probe(context: Context): Promise<void> {
  jsonOf(answerOf(await get("access", context), context.now));
}
