import type { z } from "zod";
import { SourceError } from "../../src/domain/silence.js";
import { answerOf, jsonOf } from "../../src/http/answer.js";
import { shaped } from "../../src/reading.js";
import { type Context, get } from "./connect.js";

interface Page<T> {
  readonly totalCount?: number | null | undefined;
  readonly data: readonly T[];
  readonly paging?: { readonly next?: number | null | undefined } | null | undefined;
}

const PAGE_SIZE = 1000;
const NO_CONTENT = 204;

/** Every item of a list of the monitoring, whose pages are counted from 0. A list that ends too early is no list. */
export async function allOf<T>(path: string, schema: z.ZodType<Page<T>>, context: Context): Promise<readonly T[]> {
  const items: T[] = [];
  let total: number | null = null;
  for (let page: number | null = 0; page !== null; ) {
    const mark = path.includes("?") ? "&" : "?";
    const answer = answerOf(await get(`${path}${mark}page=${page}&pageSize=${PAGE_SIZE}`, context), context.now);
    if (answer.status === NO_CONTENT && page === 0) return [];
    const { data, paging, totalCount }: Page<T> = shaped(schema, jsonOf(answer), "Creditsafe bevakning");
    items.push(...data);
    total = totalCount ?? total;
    const next: number | null = paging?.next ?? null;
    if (next !== null && next <= page) throw new SourceError("malformed", "Creditsafe bevakning: sidorna går i ring");
    page = next;
  }
  if (total !== null && items.length < total) {
    throw new SourceError("partial", `Creditsafe bevakning: ${items.length} av ${total} rader kom`);
  }
  return items;
}
