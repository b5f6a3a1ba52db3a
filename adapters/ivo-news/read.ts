import { type CheerioAPI, load } from "cheerio/slim";
import type { FeedReading, FeedSource } from "../../src/adapter.js";
import type { FeedItem } from "../../src/domain/observation.js";
import { SourceError } from "../../src/domain/silence.js";
import { canonicalAddress } from "../../src/feed/address.js";
import { isBlockingPage } from "../../src/feed/blocking-page.js";
import { plainText } from "../../src/feed/plain-text.js";
import { readPublished } from "../../src/feed/published.js";
import type { Options } from "./schema.js";
import { readSwedishDay } from "./swedish-day.js";

const LONGEST_TITLE = 500;
const LONGEST_SUMMARY = 1000;
const HEADINGS = "title, h1, h2";

/**
 * The news list → its items. A page on which the items, their dates or the text that it always holds are not found is
 * another page than the one we know: never "nothing new".
 */
export function read(body: Uint8Array, feed: FeedSource, { selectors, canary }: Options): FeedReading {
  const { host } = feed.url;
  const text = new TextDecoder().decode(body);
  if (text.trim() === "") throw new SourceError("empty", `${host}: tomt svar`);
  const page = load(text);
  const found = page(selectors.item).toArray();
  const isKnown = page(HEADINGS).text().toLowerCase().includes(canary.toLowerCase());
  if (!isKnown || found.length === 0) throw otherPage(text, host, isKnown ? selectors.item : `texten ”${canary}”`);
  if (isCut(text)) throw new SourceError("partial", `${host}: sidan är avhuggen`);
  const items = found.map((element) => itemOf(page, page(element), feed, selectors)).filter((item) => item !== null);
  if (items.length * 2 < found.length)
    throw otherPage(text, host, `rubrik och länk (${items.length} av ${found.length})`);
  const dated = items.filter(({ publishedAt }) => publishedAt !== null).length;
  if (dated * 2 < items.length) throw otherPage(text, host, `datum (${dated} av ${items.length})`);
  const left = found.length - items.length;
  return {
    items: [...new Map(items.toReversed().map((item) => [item.address, item])).values()].toReversed(),
    warnings: left === 0 ? [] : [`${feed.id}: ${left} nyheter utan rubrik eller länk lästes inte`],
  };
}

function otherPage(text: string, host: string, missing: string): SourceError {
  if (isBlockingPage(text)) return new SourceError("blocked", `${host}: en robotsida i stället för nyhetslistan`);
  return isCut(text)
    ? new SourceError("partial", `${host}: sidan är avhuggen`)
    : new SourceError("malformed", `${host}: sidan har ändrats, ${missing} finns inte`);
}

function isCut(text: string): boolean {
  return /<html[\s>]/i.test(text) && !/<\/html\s*>/i.test(text);
}

type Element = ReturnType<CheerioAPI>;

function itemOf(
  page: CheerioAPI,
  element: Element,
  feed: FeedSource,
  selectors: Options["selectors"],
): FeedItem | null {
  const inside = (selector: string) => element.find(selector).first();
  const address = canonicalAddress(inside(selectors.link).attr("href") ?? "", feed.url);
  const title = textOf(page, inside(selectors.title), LONGEST_TITLE);
  if (address === null || title === "") return null;
  const date = inside(selectors.date);
  return {
    id: address,
    address,
    title,
    summary: textOf(page, inside(selectors.summary), LONGEST_SUMMARY),
    publishedAt: readPublished(date.attr("datetime") ?? "") ?? readSwedishDay(date.text()),
  };
}

function textOf(page: CheerioAPI, element: Element, longest: number): string {
  return plainText(page.html(element), longest);
}
