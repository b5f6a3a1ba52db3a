import { z } from "zod";
import { readOrgNumber } from "../domain/org-number.js";
import { organisation } from "./bolagsverket-organisation.js";
import { type Answering, type Asked, json, jsonBody, type Reply, text } from "./reply.js";
import { issueToken, tokenHolds } from "./token.js";

const API = "/vardefulla-datamangder/v1";
const SCOPES = "vardefulla-datamangder:read vardefulla-datamangder:ping";
const questionSchema = z.object({ identitetsbeteckning: z.string() });

/** Bolagsverket's gateway: log-in and Värdefulla datamängder v1. */
export function answerBolagsverket(asked: Asked, answering: Answering): Reply {
  if (asked.path === "/oauth2/token") return logIn(asked, answering);
  if (!holdsToken(asked, answering)) {
    return problem(asked, answering, 401, "auth", "auth.error", "Ogiltig eller saknad åtkomsttoken.");
  }
  switch (`${asked.method} ${asked.path}`) {
    case `GET ${API}/isalive`:
      return text(200, "OK");
    case `POST ${API}/organisationer`:
      return answerAbout(asked, answering, (number) => ({ organisationer: [organisation(number, answering)] }));
    case `POST ${API}/dokumentlista`:
      return answerAbout(asked, answering, (number) => ({ dokument: documents(number, answering) }));
    default:
      return problem(asked, answering, 404, "network", "not.found", "Resursen finns inte.");
  }
}

function logIn(asked: Asked, { credentials, secret, clock }: Answering): Reply {
  if (asked.method !== "POST") return json(405, { error: "invalid_request" });
  const pair = `${credentials.bolagsverketId}:${credentials.bolagsverketSecret}`;
  if (asked.headers.authorization !== `Basic ${Buffer.from(pair).toString("base64")}`) {
    return json(401, { error: "invalid_client", error_description: "A valid OAuth client could not be found" });
  }
  if (new URLSearchParams(asked.body).get("grant_type") !== "client_credentials") {
    return json(400, { error: "unsupported_grant_type", error_description: "Unsupported grant_type value" });
  }
  const token = issueToken("bolagsverket", secret, clock);
  return json(200, { access_token: token, scope: SCOPES, token_type: "Bearer", expires_in: 3600 });
}

function holdsToken(asked: Asked, { secret, clock }: Answering): boolean {
  const [scheme, token] = (asked.headers.authorization ?? "").split(" ");
  return scheme === "Bearer" && token !== undefined && tokenHolds(token, "bolagsverket", secret, clock);
}

function answerAbout(asked: Asked, answering: Answering, about: (number: string) => object): Reply {
  const question = questionSchema.safeParse(jsonBody(asked));
  const number = question.success ? readOrgNumber(question.data.identitetsbeteckning) : null;
  if (typeof number !== "string") {
    return problem(asked, answering, 400, "validation", "validation.client", "Identitetsbeteckningen är ogiltig.");
  }
  return json(200, about(number));
}

function documents(number: string, answering: Answering): object[] {
  const state = answering.stateOf(number);
  if (state === null || state.form !== "AB") return [];
  const year = Number(state.filedTo?.slice(0, 4) ?? answering.now.getUTCFullYear() - 1);
  return [
    {
      dokumentId: `${number}-${year}_paket`,
      filformat: "application/zip",
      rapporteringsperiodTom: `${year}-12-31`,
      registreringstidpunkt: `${year + 1}-06-12`,
    },
  ];
}

/** RFC 7807, with our request's id given back. */
function problem(
  asked: Asked,
  { now }: Answering,
  status: number,
  kind: "auth" | "network" | "validation",
  instance: string,
  detail: string,
): Reply {
  const body = {
    type: `urn:bolagsverket:error:${kind}`,
    instance,
    status,
    title: status === 401 ? "Unauthorized" : "Bad Request",
    detail,
    timestamp: now.toISOString(),
    requestId: asked.headers["x-request-id"] ?? null,
  };
  return json(status, body, { "content-type": "application/problem+json" });
}
