import { type OrgNumber, readOrgNumber } from "../../src/domain/org-number.js";
import { SourceError } from "../../src/domain/silence.js";
import type { TriageOrder } from "../../src/domain/triage.js";
import { answerOf, jsonOf } from "../../src/http/answer.js";
import { shaped, unknownWord } from "../../src/reading.js";
import { type Context, get, send } from "./connect.js";
import { companiesAnswer, portfolio, portfoliosAnswer, rulesAnswer } from "./monitoring-schema.js";
import { allOf } from "./pages.js";
import { connectIdOf } from "./search.js";

const ON = ["true", "1"];
const OFF = ["false", "0"];
const FORBIDDEN = 403;

/** A company in the portfolio, by Creditsafe's id and, when it has one, its organisation number. */
export interface Watched {
  readonly id: string;
  readonly number: OrgNumber | null;
  /** Put there by us: we wrote the number as its reference. */
  readonly ours: boolean;
}

/** The portfolio of this name, adopted or created; null when the account may not monitor. */
export async function portfolioNamed(name: string, context: Context): Promise<string | null> {
  const asked = await get(
    `monitoring/portfolios?searchQuery=${encodeURIComponent(name)}&page=0&pageSize=1000`,
    context,
  );
  if (asked.status === FORBIDDEN) return null;
  const { data } = shaped(portfoliosAnswer, jsonOf(answerOf(asked, context.now)), "Creditsafe portföljer");
  // The search finds names that contain this one, too.
  const named = [...(data.portfolios ?? []), ...(data.sharedPortfolios ?? [])].find((one) => one.name?.trim() === name);
  if (named !== undefined) return named.portfolioId;
  const created = await send("POST", "monitoring/portfolios", { name, isDefault: false }, context);
  if (created.status === FORBIDDEN) return null;
  return shaped(portfolio, jsonOf(answerOf(created, context.now)), "Creditsafe portfölj").portfolioId;
}

/** A new portfolio has no active rule, and one without never tells of anything. */
export async function hasActiveRule(id: string, context: Context): Promise<boolean> {
  const answer = answerOf(await get(`monitoring/portfolios/${id}/eventRules/SE`, context), context.now);
  return shaped(rulesAnswer, jsonOf(answer), "Creditsafe händelseregler").some(({ isActive }) => {
    const word = `${isActive ?? false}`.toLowerCase();
    if (!ON.includes(word) && !OFF.includes(word)) throw unknownWord(word, "isActive");
    return ON.includes(word);
  });
}

export async function companiesIn(id: string, context: Context): Promise<readonly Watched[]> {
  const companies = await allOf(`monitoring/portfolios/${id}/companies`, companiesAnswer, context);
  return companies.map(({ id: company, personalReference }) => {
    const reference = readOrgNumber(personalReference ?? "");
    const ours = typeof reference === "string";
    const number = ours ? reference : readOrgNumber(company.replace(/^SE-\d-/, ""));
    return { id: company, number: typeof number === "string" ? number : null, ours };
  });
}

export interface InStep {
  readonly companies: readonly Watched[];
  readonly added: readonly OrgNumber[];
  readonly warnings: readonly string[];
}

/**
 * Adds those that are to be watched and takes away those that left the register. What others have put into the
 * portfolio is theirs: it is left, and said.
 */
export async function inStep(
  id: string,
  companies: readonly Watched[],
  order: TriageOrder,
  context: Context,
): Promise<InStep> {
  const there = new Set(companies.map(({ number }) => number));
  const added: Watched[] = [];
  let refused = 0;
  for (const number of (order.register ?? order.due).filter((one) => !there.has(one))) {
    const company = await addTo(id, number, context);
    if (company === "refused") refused += 1;
    else if (company !== "unknown") added.push({ id: company, number, ours: true });
  }
  const left = order.register === null ? [] : notIn(order.register, companies);
  const former = new Set(order.former);
  const gone = left.filter(({ number, ours }) => number !== null && (ours || former.has(number)));
  for (const company of gone) await removeFrom(id, company.id, context);
  const others = left.length - gone.length;
  return {
    companies: [...companies.filter((one) => !gone.includes(one)), ...added],
    added: added.flatMap(({ number }) => number ?? []),
    warnings: [
      ...(refused > 0 ? [`Creditsafe tog inte emot ${refused} leverantörer i portföljen; de bevakas inte`] : []),
      ...(others > 0 ? [`${others} bolag i portföljen finns inte i registret och är inte inlagda av basvakt`] : []),
    ],
  };
}

function notIn(register: readonly OrgNumber[], companies: readonly Watched[]): readonly Watched[] {
  const wanted = new Set<OrgNumber | null>(register);
  return companies.filter(({ number }) => !wanted.has(number));
}

/** Its id; a company that the bureau does not know, or will not watch, is asked about as if there were no monitoring. */
async function addTo(id: string, number: OrgNumber, context: Context): Promise<string> {
  const company = await connectIdOf(number, context).catch((error: unknown) => {
    if (error instanceof SourceError && (error.reason === "empty" || error.reason === "withheld")) return null;
    throw error;
  });
  if (company === null) return "unknown";
  const body = { id: company, personalReference: number, freeText: null, personalLimit: null };
  const answer = await send("POST", `monitoring/portfolios/${id}/companies`, body, context);
  // 409: it is there already.
  if (answer.status === 409) return company;
  if (answer.status === 400 || answer.status === 404) return "refused";
  answerOf(answer, context.now);
  return company;
}

async function removeFrom(id: string, company: string, context: Context): Promise<void> {
  const path = `monitoring/portfolios/${id}/companies/${encodeURIComponent(company)}`;
  answerOf(await send("DELETE", path, null, context), context.now, [404]);
}
