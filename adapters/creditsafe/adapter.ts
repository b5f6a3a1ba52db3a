import { type AskContext, defineLookup } from "../../src/adapter.js";
import type { CheckResult, Question } from "../../src/domain/check.js";
import { SourceError } from "../../src/domain/silence.js";
import { answerOf, jsonOf } from "../../src/http/answer.js";
import type { HttpAnswer } from "../../src/http/http.js";
import {
  addressUnder,
  askWithToken,
  failedOf,
  type Login,
  type LookupAnswer,
  orgNumberOf,
  resultOf,
  settingOf,
} from "../../src/lookup.js";
import { shaped } from "../../src/reading.js";
import { type Options, options } from "./options.js";
import { read, silenceOf } from "./read.js";
import { authenticateAnswer, reportAnswer, searchAnswer } from "./schema.js";

type Context = AskContext<Options>;

/** As Creditsafe documents it; the answer to the log-in does not say. */
const TOKEN_MS = 3_600_000;
/** A report is a billable unit; searches are not. */
const REPORT_COST = 1;

const NO_HIT = { reason: "empty", detail: "ingen träff" } as const;
const REFUSED = { reason: "malformed", detail: "sökningen nekades (HTTP 400)" } as const;
const NO_WORD = { reason: "malformed", detail: "sökningen gav varken träff eller besked" } as const;

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
  ask: (questions, context) => Promise.all(questions.map((question) => askOne(question, context))),
  read,
});

async function askOne(question: Question, context: Context): Promise<CheckResult> {
  try {
    const connectId = await connectIdOf(question, context);
    const answer = await get(`companies/${encodeURIComponent(connectId)}`, context);
    return resultOf(creditsafe, question, reportOf(answerOf(answer, context.now), context), context);
  } catch (error) {
    return failedOf(question, error);
  }
}

/** The search is only a way to the report: it is no evidence. */
async function connectIdOf({ subject }: Question, context: Context): Promise<string> {
  const number = orgNumberOf(subject);
  const answer = await get(`companies?countries=SE&regNo=${number}`, context);
  const { messages, companies, totalSize } = shaped(searchAnswer, jsonOf(searchedOf(answer, context)), "Creditsafe");
  const hits = companies ?? [];
  if (hits.length === 0) throw silenceOf(messages, companies && totalSize === 0 ? NO_HIT : NO_WORD);
  const hit = hits.find(({ regNo }) => regNo?.replace(/\D/g, "").slice(-10) === number);
  if (hit === undefined) throw new SourceError("malformed", "Creditsafe: sökningens träffar gäller andra företag");
  return hit.id;
}

/** An unknown number may also be answered with 404, or with 400 and a message that says so. */
function searchedOf(answer: HttpAnswer, context: Context): HttpAnswer {
  const refused = answer.status === 400 || answer.status === 404;
  if (!refused || answer.body.byteLength === 0) return answerOf(answer, context.now);
  const { messages } = shaped(searchAnswer, jsonOf(answer), "Creditsafe");
  throw silenceOf(messages, answer.status === 404 ? NO_HIT : REFUSED);
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

function get(path: string, context: Context): Promise<HttpAnswer> {
  const url = addressUnder(settingOf(context, "baseUrl"), path);
  return askWithToken(context.session, logIn(context), (token) =>
    context.http({
      url,
      headers: { accept: "application/json", authorization: `Bearer ${token}` },
      signal: context.signal,
    }),
  );
}

function logIn(context: Context): Login {
  return async () => {
    const answer = await context.http({
      method: "POST",
      url: addressUnder(settingOf(context, "baseUrl"), "authenticate"),
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify({ username: settingOf(context, "username"), password: settingOf(context, "password") }),
      signal: context.signal,
    });
    const { token } = shaped(authenticateAnswer, jsonOf(answerOf(answer, context.now)), answer.url.host);
    return { token, lastsMs: TOKEN_MS };
  };
}
