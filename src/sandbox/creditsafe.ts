import { z } from "zod";
import { answerMonitoring } from "./creditsafe-monitoring.js";
import { companyId, report, searchItem } from "./creditsafe-report.js";
import { type Answering, type Asked, json, jsonBody, type Reply } from "./reply.js";
import { issueToken, tokenHolds } from "./token.js";

const API = "/v1";
const FAILURES = 5;
const FAILURE_WINDOW_MS = 2 * 60_000;
const IDENTIFIERS = ["id", "safeNo", "regNo", "vatNo", "name"];
const loginSchema = z.object({ username: z.string(), password: z.string() });

/** Creditsafe Connect v1: log-in, search, report, access, monitoring. */
export function answerCreditsafe(asked: Asked, answering: Answering): Reply {
  if (asked.path === `${API}/authenticate` && asked.method === "POST") return authenticate(asked, answering);
  if (!holdsToken(asked, answering)) return json(401, { error: "Invalid token" });
  if (asked.path.startsWith(`${API}/monitoring/`)) return answerMonitoring(asked, answering);
  if (asked.method !== "GET") return json(404, failure(answering, "Not found", asked.path));
  if (asked.path === `${API}/companies`) return search(asked, answering);
  if (asked.path === `${API}/access`) return json(200, access(answering));
  const id = new RegExp(`^${API}/companies/([^/]+)$`).exec(asked.path)?.[1];
  return id === undefined
    ? json(404, failure(answering, "Not found", asked.path))
    : fetchReport(decodeURIComponent(id), answering);
}

/** Five identical failures within two minutes are answered 429 until two minutes have passed. */
function authenticate(asked: Asked, answering: Answering): Reply {
  const { credentials, clock, failedLogins, secret } = answering;
  const login = loginSchema.safeParse(jsonBody(asked));
  if (!login.success) return json(400, failure(answering, "Bad request", "username and password are required"));
  const { username, password } = login.data;
  if (username === credentials.creditsafeUser && password === credentials.creditsafePassword) {
    return json(200, { token: issueToken("creditsafe", secret, clock) });
  }
  const recent = (failedLogins.get(asked.body) ?? []).filter((at) => clock.getTime() - at < FAILURE_WINDOW_MS);
  if (recent.length >= FAILURES) return json(429, { message: "Too many identical invalid requests" });
  failedLogins.set(asked.body, [...recent, clock.getTime()]);
  return json(401, { message: "Access denied. Please check your credentials." });
}

/** Today's documents say Bearer, older clients send the bare token. */
function holdsToken(asked: Asked, { secret, clock }: Answering): boolean {
  const token = (asked.headers.authorization ?? "").replace(/^Bearer /, "");
  return tokenHolds(token, "creditsafe", secret, clock);
}

function search({ query }: Asked, answering: Answering): Reply {
  const given = IDENTIFIERS.filter((name) => query.has(name));
  const page = Number(query.get("page") ?? "1");
  const pageSize = Number(query.get("pageSize") ?? "50");
  const whole = [page, pageSize].every((value) => Number.isInteger(value) && value >= 1);
  if (query.get("countries") !== "SE" || given.length === 0 || !whole) {
    return json(
      400,
      failure(answering, "Bad request", "countries, one search criterion and pages from 1 are required"),
    );
  }
  if (given.length > 1 && (query.has("id") || query.has("safeNo"))) {
    return json(400, failure(answering, "Bad request", `${given.join(", ")} cannot be combined`));
  }
  const number = query.get("regNo") ?? query.get("id")?.replace(/^SE-[01]-/, "") ?? "";
  const found = answering.stateOf(number.replace("-", ""));
  const companies = found?.credit ? [searchItem(found)] : [];
  return json(200, {
    correlationId: correlationId(answering),
    messages: companies.length === 0 ? [{ type: "Information", code: "NoResults", text: "No results found" }] : [],
    totalSize: companies.length,
    companies: companies.slice((page - 1) * pageSize, page * pageSize),
  });
}

function fetchReport(id: string, answering: Answering): Reply {
  const state = answering.stateOf(id.replace(/^SE-[01]-/, ""));
  if (!state?.credit || companyId(state) !== id) {
    return json(404, failure(answering, "Company not found", "No company has this id"));
  }
  return json(200, {
    messages: [],
    correlationId: correlationId(answering),
    failedSections: state.credit.failedSections,
    report: report(state, state.credit),
    companyId: id,
    dateOfOrder: new Date(answering.now.getTime() + answering.serial).toISOString(),
    language: "EN",
    userId: 1001,
  });
}

function access(answering: Answering): object {
  const year = answering.now.getUTCFullYear();
  const entry = {
    countryIso2: "SE",
    templateName: "full",
    startDate: `${year}-01-01T00:00:00Z`,
    expireDate: `${year}-12-31T00:00:00Z`,
    paid: 20_000,
    used: answering.serial,
  };
  return {
    correlationId: correlationId(answering),
    countryAccess: { creditsafeConnectOnlineReports: [entry], creditsafeConnectMonitoring: [entry] },
  };
}

function failure(answering: Answering, message: string, details: string): object {
  return { correlationId: correlationId(answering), message, details };
}

function correlationId({ serial }: Answering): string {
  return `sandbox-${serial.toString(16).padStart(8, "0")}`;
}
