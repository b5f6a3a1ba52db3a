import { randomUUID } from "node:crypto";
import type { AskContext } from "../../src/adapter.js";
import { SourceError } from "../../src/domain/silence.js";
import { answerOf, jsonOf } from "../../src/http/answer.js";
import type { HttpAnswer } from "../../src/http/http.js";
import { addressUnder, askWithToken, type Login, settingOf } from "../../src/lookup.js";
import { shaped } from "../../src/reading.js";
import { PROBLEMS, problem, tokenAnswer } from "./schema.js";

export type Context = AskContext<Record<string, never>>;

const SCOPE = "vardefulla-datamangder:read";

/** Asks about one number; every request carries an id by which Bolagsverket can find it. */
export async function ask(path: string, number: string, context: Context): Promise<HttpAnswer> {
  const url = addressUnder(settingOf(context, "baseUrl"), path);
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
      body: JSON.stringify({ identitetsbeteckning: number }),
      signal: context.signal,
    }),
  );
  try {
    return answerOf(answer, context.now);
  } catch (error) {
    throw withProblem(error, answer);
  }
}

/** The same failure with the error's own word, when it is one of those that are known: never its text. */
function withProblem(error: unknown, { body }: HttpAnswer): unknown {
  if (!(error instanceof SourceError)) return error;
  const word = wordOf(new TextDecoder().decode(body));
  return word === null ? error : new SourceError(error.reason, `${error.message} (${word})`, error.details);
}

function wordOf(text: string): string | null {
  try {
    const { data } = problem.safeParse(JSON.parse(text));
    const said = [data?.instance, data?.code].find(
      (word) => word !== null && word !== undefined && `${word}` in PROBLEMS,
    );
    return PROBLEMS[`${said}`] ?? null;
  } catch {
    return null;
  }
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
