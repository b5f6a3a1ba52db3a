import { z } from "zod";

const text = z.string().nullish();
/** Ids come as numbers, and in places as texts. */
const id = z.union([z.number(), z.string().min(1)]).transform(String);

export const portfolio = z.object({ portfolioId: id, name: text });

const paging = z.object({ next: z.number().nullish() }).nullish();

export const portfoliosAnswer = z.object({
  data: z.object({ portfolios: z.array(portfolio).nullish(), sharedPortfolios: z.array(portfolio).nullish() }),
  paging,
});

export const rulesAnswer = z.array(z.object({ isActive: z.union([z.boolean(), z.number(), z.string()]).nullish() }));

export const companiesAnswer = z.object({
  totalCount: z.number().nullish(),
  data: z.array(z.object({ id: z.string().min(1), personalReference: text })),
  paging,
});

export const eventsAnswer = z.object({
  totalCount: z.number().nullish(),
  data: z.array(z.object({ notificationEventId: id, company: z.object({ id: z.string().min(1) }) })),
  paging,
});

/** What is remembered between runs: which events have been seen, and up to when they were asked for. */
export const eventsBookmark = z.object({ portfolio: z.string(), until: z.iso.datetime(), seen: z.array(z.string()) });
