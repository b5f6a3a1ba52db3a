import type { AskContext } from "../../src/adapter.js";
import { answerOf, jsonOf } from "../../src/http/answer.js";
import type { HttpAnswer, HttpRequest } from "../../src/http/http.js";
import { addressUnder, askWithToken, type Login, settingOf } from "../../src/lookup.js";
import { shaped } from "../../src/reading.js";
import type { Options } from "./options.js";
import { authenticateAnswer } from "./schema.js";

export type Context = AskContext<Options>;

/** As Creditsafe documents it; the answer to the log-in does not say. */
const TOKEN_MS = 3_600_000;

export function get(path: string, context: Context): Promise<HttpAnswer> {
  return send("GET", path, null, context);
}

/** One request with the session's token; a body goes as JSON. */
export function send(
  method: NonNullable<HttpRequest["method"]>,
  path: string,
  body: object | null,
  context: Context,
): Promise<HttpAnswer> {
  const url = addressUnder(settingOf(context, "baseUrl"), path);
  return askWithToken(context.session, logIn(context), (token) => {
    const headers = { accept: "application/json", authorization: `Bearer ${token}` };
    const { signal } = context;
    if (body === null) return context.http({ method, url, headers, signal });
    const typed = { ...headers, "content-type": "application/json" };
    return context.http({ method, url, headers: typed, body: JSON.stringify(body), signal });
  });
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
