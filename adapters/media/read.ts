import type { FeedReading, FeedSource } from "../../src/adapter.js";
import type { FeedItem } from "../../src/domain/observation.js";
import { SourceError } from "../../src/domain/silence.js";
import { canonicalAddress } from "../../src/feed/address.js";
import { plainText } from "../../src/feed/plain-text.js";
import { readPublished } from "../../src/feed/published.js";
import { decodeFeed } from "./decode-feed.js";
import { type Entry, readEntries } from "./entries.js";

const LONGEST_TITLE = 500;
const LONGEST_SUMMARY = 1000;

/**
 * A feed's bytes → its items, each address once, and what was left aside. Throws SourceError when it is no feed, or one
 * whose emptiness proves nothing.
 */
export function read(body: Uint8Array, feed: FeedSource): FeedReading {
  const { host } = feed.url;
  const { entries, isNamed } = readEntries(decodeFeed(body), host);
  if (entries.length === 0 && !isNamed) throw new SourceError("empty", `${host}: flödet har varken namn eller poster`);
  const usable = entries.map((entry) => itemOf(entry, feed)).filter((item) => item !== null);
  if (entries.length > 0 && usable.length === 0) {
    throw new SourceError("malformed", `${host}: ingen post har både rubrik och länk`);
  }
  const left = entries.length - usable.length;
  const items = [...new Map(usable.toReversed().map((item) => [item.address, item])).values()].toReversed();
  return {
    items,
    warnings: left === 0 ? [] : [`${feed.id}: ${left} poster utan rubrik, eller utan både länk och id, lästes inte`],
  };
}

/** Null for what cannot be shown to anybody: no title, or nothing to know it by. */
function itemOf(entry: Entry, feed: FeedSource): FeedItem | null {
  const title = plainText(entry.title, LONGEST_TITLE);
  const address = canonicalAddress(entry.link, feed.url) ?? addressInFeed(entry.id, feed);
  if (title === "" || address === null) return null;
  return {
    id: entry.id === "" ? address : entry.id,
    address,
    title,
    summary: plainText(entry.summary, LONGEST_SUMMARY),
    publishedAt: readPublished(entry.published),
  };
}

/** An entry with an id and no link is known by its feed: the address leads there and is the entry's own. A key in the feed's query stays out of it. */
function addressInFeed(id: string, feed: FeedSource): string | null {
  return id === "" ? null : `${feed.url.origin}${feed.url.pathname}#${encodeURIComponent(id)}`;
}
