import { z } from "zod";

const selector = z.string().min(1);

/** Where things stand on the page, as CSS selectors; all but `item` are looked for within an item. */
export const options = z.strictObject({
  selectors: z
    .strictObject({
      item: selector.default("main :is(article, li):has(a[href]):has(time)"),
      link: selector.default("a[href]"),
      title: selector.default("h2, h3, h4, a[href]"),
      date: selector.default("time"),
      summary: selector.default("p"),
    })
    .prefault({}),
  /** Stands in the page's title or headings as long as it is the page we know. */
  canary: z.string().min(1).default("Nyheter"),
});

export type Options = z.infer<typeof options>;
