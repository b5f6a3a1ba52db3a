import { randomUUID } from "node:crypto";
import { z } from "zod";
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
  orgNumberOf,
  resultOf,
  settingOf,
} from "../../src/lookup.js";
import { shaped } from "../../src/reading.js";
import { read } from "./read.js";
import { tokenAnswer } from "./schema.js";

const SCOPE = "vardefulla-datamangder:read";

export const bolagsverket = defineLookup({
  id: "bolagsverket",
  title: "Bolagsverket, värdefulla datamängder",
  kinds: ["company", "activity"],
  version: 1,
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
  limits: { perMinute: 60, concurrency: 4, batch: 1, login: true },
  redact: ["organisationer.*.postadressOrganisation.postadress.coAdress"],
  ask: (questions, context) => Promise.all(questions.map((question) => askOne(question, context))),
  read,
});

type Context = AskContext<Record<string, never>>;

async function askOne(question: Question, context: Context): Promise<CheckResult> {
  try {
    const answer = await organisationsOf(question, context);
    const raw = {
      bytes: answer.body,
      mediaType: "application/json",
      address: answer.url.href,
      status: answer.status,
    };
    return resultOf(bolagsverket, question, { raw, facts: answer.body, asOf: context.now, cost: 0 }, context);
  } catch (error) {
    return failedOf(question, error);
  }
}

async function organisationsOf(question: Question, context: Context): Promise<HttpAnswer> {
  const url = addressUnder(settingOf(context, "baseUrl"), "organisationer");
  const body = JSON.stringify({ identitetsbeteckning: orgNumberOf(question.subject) });
  const answer = await askWithToken(context.session, logIn(context), (token) =>
    context.http({
      method: "POST",
      url,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "x-request-id": randomUUID(),
      },
      body,
      signal: context.signal,
    }),
  );
  return answerOf(answer, context.now);
}

function logIn(context: Context): Login {
  return async () => {
    const answer = await context.http({
      method: "POST",
      url: new URL(settingOf(context, "tokenUrl")),
      headers: { authorization: basicOf(context), "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: SCOPE }).toString(),
      signal: context.signal,
    });
    // OAuth2 lets a server refuse a client with 400 as well as with 401.
    if (answer.status === 400) {
      throw new SourceError("refused", `${answer.url.host}: inloggningen nekades`, { credentials: true });
    }
    const { access_token, expires_in } = shaped(tokenAnswer, jsonOf(answerOf(answer, context.now)), answer.url.host);
    return { token: access_token, lastsMs: expires_in ? expires_in * 1000 : null };
  };
}

function basicOf(context: Context): string {
  const credentials = `${settingOf(context, "clientId")}:${settingOf(context, "clientSecret")}`;
  return `Basic ${Buffer.from(credentials).toString("base64")}`;
}
