import { z } from "zod";
import { defineLookup } from "../../src/adapter.js";
import type { CheckResult, Question } from "../../src/domain/check.js";
import { dayOf } from "../../src/domain/day.js";
import type { Json } from "../../src/domain/digest.js";
import { type Silence, SourceError } from "../../src/domain/silence.js";
import type { HttpAnswer } from "../../src/http/http.js";
import { failedOf, orgNumberOf, resultOf } from "../../src/lookup.js";
import { ask, type Context } from "./connect.js";
import { isListDue, joined, listedOn } from "./filing.js";
import { read } from "./read.js";

export const bolagsverket = defineLookup({
  id: "bolagsverket",
  title: "Bolagsverket, värdefulla datamängder",
  kinds: ["company", "activity", "filing"],
  version: 2,
  settings: {
    baseUrl: {
      env: "BOLAGSVERKET_BASE_URL",
      about: "Bolagsverkets API för värdefulla datamängder",
      default: "https://gw.api.bolagsverket.se/vardefulla-datamangder/v1",
    },
    tokenUrl: {
      env: "BOLAGSVERKET_TOKEN_URL",
      about: "Adressen som ger Bolagsverkets åtkomsttoken",
      default: "https://portal.api.bolagsverket.se/oauth2/token",
    },
    clientId: { env: "BOLAGSVERKET_CLIENT_ID", about: "Klient-id från Bolagsverkets API-portal" },
    clientSecret: {
      env: "BOLAGSVERKET_CLIENT_SECRET",
      about: "Klienthemlighet från Bolagsverkets API-portal",
      secret: true,
    },
  },
  options: z.object({}),
  // Once a week a supplier takes two calls.
  limits: { perMinute: 60, concurrency: 4, batch: 1, calls: 2, login: true },
  redact: ["organisationer.*.postadressOrganisation.postadress.coAdress"],
  ask: (questions, context) => Promise.all(questions.map((question) => askOne(question, context))),
  read,
});

const WITHOUT_LIST = ["company", "activity"] as const;

/** The company, and once a week which annual reports it has filed: that list may fail alone. */
async function askOne(question: Question, context: Context): Promise<CheckResult> {
  try {
    const number = orgNumberOf(question.subject);
    const answer = await ask("organisationer", number, context);
    const listed = listedOn(question.bookmark);
    if (!isListDue(listed, context.now)) {
      return remembering(
        listed,
        resultOf({ ...bolagsverket, kinds: WITHOUT_LIST }, asked(question), plain(answer, context), context),
      );
    }
    const list = await listOf(number, answer, context);
    if (typeof list === "string") {
      const result = resultOf(
        { ...bolagsverket, kinds: WITHOUT_LIST },
        { ...question, bookmark: null },
        plain(answer, context),
        context,
      );
      return result.outcome === "answered" ? { ...result, kinds: { ...result.kinds, filing: list } } : result;
    }
    const whole = { ...plain(answer, context), raw: { ...plain(answer, context).raw, bytes: list } };
    return remembering(dayOf(context.now), resultOf(bolagsverket, { ...question, bookmark: null }, whole, context));
  } catch (error) {
    return failedOf(question, error);
  }
}

/** Both answers as one; why there is none when the list fails. */
async function listOf(number: string, answer: HttpAnswer, context: Context): Promise<Uint8Array | Silence> {
  try {
    return joined(answer.body, (await ask("dokumentlista", number, context)).body);
  } catch (error) {
    if (error instanceof SourceError) return error.reason;
    throw error;
  }
}

function plain(answer: HttpAnswer, context: Context) {
  const raw = { bytes: answer.body, mediaType: "application/json", address: answer.url.href, status: answer.status };
  return { raw, facts: answer.body, asOf: context.now, cost: 0 };
}

/** The question with that part of its bookmark which tells whether the company's own answer is the same. */
function asked(question: Question): Question {
  const { bookmark } = question;
  if (bookmark === null || typeof bookmark !== "object" || Array.isArray(bookmark)) return question;
  const { listed: _, ...rest } = bookmark as { readonly [key: string]: Json };
  return { ...question, bookmark: rest };
}

function remembering(listed: string | null, result: CheckResult): CheckResult {
  if (result.outcome === "failed" || result.bookmark === null || listed === null) return result;
  return { ...result, bookmark: { ...(result.bookmark as { readonly [key: string]: Json }), listed } };
}
