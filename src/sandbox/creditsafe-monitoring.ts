import { z } from "zod";
import { eventsOf } from "./creditsafe-events.js";
import { companyId } from "./creditsafe-report.js";
import { type Answering, type Asked, json, jsonBody, type Reply } from "./reply.js";

/** A portfolio: whom the bureau watches for the account, and whether any rule is on that makes it tell. */
export interface Portfolio {
  readonly id: number;
  readonly name: string;
  ruled: boolean;
  readonly companies: Map<string, Member>;
}

interface Member {
  readonly number: string;
  readonly personalReference: string | null;
  /** The sandbox's day on which it was added. */
  readonly since: number;
}

const ROOT = "/v1/monitoring/portfolios";
const RULES = [
  { ruleCode: 101, ruleCountryCode: "XX", name: "International Rating" },
  { ruleCode: 102, ruleCountryCode: "XX", name: "Credit Limit" },
] as const;

const newPortfolio = z.object({ name: z.string().min(1) });
const newCompany = z.object({ id: z.string().min(1), personalReference: z.string().nullish() });
const newRules = z.array(z.object({ ruleCode: z.number(), isActive: z.union([z.literal(0), z.literal(1)]) }));

/** Portfolios, their rules and companies, and what has happened to these. Pages are counted from 0. */
export function answerMonitoring(asked: Asked, answering: Answering): Reply {
  if (asked.path === ROOT) return asked.method === "POST" ? create(asked, answering) : list(asked, answering);
  const [, id = "", rest = ""] = new RegExp(`^${ROOT}/(\\d+)/(.+)$`).exec(asked.path) ?? [];
  const portfolio = answering.portfolios.get(Number(id));
  if (portfolio === undefined) return missing("Portfolio not found");
  if (rest === "eventRules/SE") return rules(asked, portfolio);
  if (rest === "notificationEvents") return page(asked, eventsOf(portfolio, asked.query, answering));
  if (rest === "companies")
    return asked.method === "POST" ? add(asked, portfolio, answering) : members(asked, portfolio);
  const company = /^companies\/([^/]+)$/.exec(rest)?.[1];
  return company !== undefined && asked.method === "DELETE"
    ? remove(decodeURIComponent(company), portfolio)
    : missing("Not found");
}

function list({ query }: Asked, { portfolios }: Answering): Reply {
  const wanted = (query.get("searchQuery") ?? "").toLowerCase();
  const found = [...portfolios.values()]
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ id, name }) => ({ portfolioId: id, name, isDefault: false }));
  return json(200, {
    totalCount: found.length,
    data: { portfolios: found, sharedPortfolios: [] },
    paging: lastPage(0),
  });
}

function create(asked: Asked, { portfolios }: Answering): Reply {
  const wanted = newPortfolio.safeParse(jsonBody(asked));
  if (!wanted.success) return json(400, { message: "Bad request", details: "name is required" });
  const id = 4711 + portfolios.size;
  portfolios.set(id, { id, name: wanted.data.name, ruled: false, companies: new Map() });
  return json(200, { portfolioId: id, name: wanted.data.name, isDefault: false });
}

function rules(asked: Asked, portfolio: Portfolio): Reply {
  if (asked.method !== "PUT") {
    const listed = RULES.map((rule) => ({ ...rule, isActive: portfolio.ruled ? 1 : 0, param0: "", param1: "Any" }));
    return json(200, listed);
  }
  const wanted = newRules.safeParse(jsonBody(asked));
  if (!wanted.success) return json(400, { message: "Bad request", details: "rules are required" });
  portfolio.ruled = wanted.data.some(({ isActive }) => isActive === 1);
  return { status: 204, headers: {}, body: "" };
}

function members(asked: Asked, { companies }: Portfolio): Reply {
  const all = [...companies].map(([id, { personalReference }]) => ({ id, countryCode: "SE", personalReference }));
  return page(asked, all);
}

function add(asked: Asked, portfolio: Portfolio, { stateOf, day }: Answering): Reply {
  const wanted = newCompany.safeParse(jsonBody(asked));
  if (!wanted.success) return json(400, { message: "Bad request", details: "id is required" });
  const { id, personalReference } = wanted.data;
  const number = id.replace(/^SE-[01]-/, "");
  const state = stateOf(number);
  if (!state?.credit || companyId(state) !== id) return missing("Company not found");
  if (portfolio.companies.has(id)) return json(409, { message: `Company ${id} already in portfolio` });
  portfolio.companies.set(id, { number, personalReference: personalReference ?? null, since: day });
  return json(200, { message: "Company added" });
}

function remove(id: string, { companies }: Portfolio): Reply {
  return companies.delete(id) ? { status: 204, headers: {}, body: "" } : missing("Company not in portfolio");
}

function page({ query }: Asked, all: readonly object[]): Reply {
  const at = Number(query.get("page") ?? "0");
  const size = Number(query.get("pageSize") ?? "50");
  if (!Number.isInteger(at) || at < 0 || !(size >= 1 && size <= 1000)) {
    return json(400, { message: "Bad request", details: "pages are counted from 0 and hold at most 1000" });
  }
  const last = Math.max(0, Math.ceil(all.length / size) - 1);
  const paging = { size, prev: at > 0 ? at - 1 : null, next: at < last ? at + 1 : null, last };
  return json(200, { totalCount: all.length, data: all.slice(at * size, (at + 1) * size), paging });
}

function lastPage(at: number): object {
  return { size: 1000, prev: null, next: null, last: at };
}

function missing(message: string): Reply {
  return json(404, { message, details: "" });
}
