import { dayOf } from "../../src/domain/day.js";
import type { Json } from "../../src/domain/digest.js";
import type { Triage, TriageOrder } from "../../src/domain/triage.js";
import type { Context } from "./connect.js";
import { eventsAnswer, eventsBookmark } from "./monitoring-schema.js";
import { allOf } from "./pages.js";
import { companiesIn, hasActiveRule, inStep, portfolioNamed, type Watched } from "./portfolio.js";

/** Each window begins this long before the last one ended: events are at times created late. */
const OVERLAP_MS = 3 * 86_400_000;
const NOTHING = { watched: [], added: [], happened: [], bookmark: null, warnings: [] };

/** Whom Creditsafe watches for us, and to whom something has happened since the last time. */
export async function triage(order: TriageOrder, context: Context): Promise<Triage> {
  const name = context.settings.portfolio?.trim() ?? "";
  if (name === "") return { ...NOTHING, fault: null };
  const id = await portfolioNamed(name, context);
  if (id === null) return { ...NOTHING, fault: "no-monitoring" };
  const ruled = await hasActiveRule(id, context);
  const { companies, added, warnings } = await inStep(id, await companiesIn(id, context), order, context);
  const numbers = companies.flatMap(({ number }) => (number === null ? [] : [number]));
  return {
    ...(await eventsSince(id, companies, order.bookmark, context)),
    watched: ruled ? numbers : [],
    added,
    fault: ruled ? null : "no-event-rule",
    warnings,
  };
}

/** Windows overlap, and an event is known by its id: seen twice it is one. */
async function eventsSince(
  id: string,
  companies: readonly Watched[],
  bookmark: Json | null,
  context: Context,
): Promise<Pick<Triage, "happened" | "bookmark">> {
  const remembered = eventsBookmark.safeParse(bookmark).data;
  const last = remembered?.portfolio === id ? remembered : { until: context.now.toISOString(), seen: [] };
  const from = dayOf(new Date(Date.parse(last.until) - OVERLAP_MS));
  const query = `startDate=${from}&filterByCreatedDate=true&sortBy=eventId&sortDir=asc`;
  const events = await allOf(`monitoring/portfolios/${id}/notificationEvents?${query}`, eventsAnswer, context);
  const seen = new Set(last.seen);
  const numbers = new Map(companies.map((company) => [company.id, company.number]));
  const news = events.filter(({ notificationEventId }) => !seen.has(notificationEventId));
  return {
    happened: [...new Set(news.flatMap(({ company }) => numbers.get(company.id) ?? []))],
    bookmark: {
      portfolio: id,
      until: context.now.toISOString(),
      seen: [...new Set(events.map(({ notificationEventId }) => notificationEventId))],
    },
  };
}
