import { escaped } from "./escape.js";
import type { ShownItem } from "./feeds.js";
import type { NewsFeed } from "./world.js";

/** The document around the entries. */
export function envelope(feed: NewsFeed, entries: string, changed: Date): string {
  const declaration = `<?xml version="1.0" encoding="${feed.encoding.toUpperCase()}"?>`;
  if (feed.format === "atom") {
    return `${declaration}
<feed xmlns="http://www.w3.org/2005/Atom">
<title>${escaped(feed.title)}</title><id>${feed.site}/</id><updated>${changed.toISOString()}</updated>
${entries}
</feed>
`;
  }
  return `${declaration}
<rss version="2.0"><channel>
<title>${escaped(feed.title)}</title><link>${feed.site}/</link><description>${escaped(feed.title)}</description>
${entries}
</channel></rss>
`;
}

/** One entry, with the item's quirks. */
export function entryXml(feed: NewsFeed, item: ShownItem): string {
  const address = `${feed.site}/${item.slug}${item.quirks.includes("utm") ? "?utm_source=rss&utm_medium=feed" : ""}`;
  return feed.format === "atom" ? atomEntry(feed, item, address) : rssItem(item, address);
}

function rssItem(item: ShownItem, address: string): string {
  const guid = item.quirks.includes("noGuid") ? "" : `<guid isPermaLink="false">${item.feed}-${item.slug}</guid>`;
  return `<item><title>${written(item, item.title)}</title><link>${escaped(address)}</link>${guid}${pubDate(item)}<description>${written(item, summaryOf(item))}</description></item>`;
}

function atomEntry(feed: NewsFeed, item: ShownItem, address: string): string {
  const id = `tag:${new URL(feed.site).host},2026:${item.slug}`;
  const kind = item.quirks.includes("html") ? ' type="html"' : "";
  const at = item.published.toISOString();
  return `<entry><title>${written(item, item.title)}</title><id>${id}</id><link rel="alternate" href="${escaped(address)}"/><published>${at}</published><updated>${at}</updated><summary${kind}>${written(item, summaryOf(item))}</summary></entry>`;
}

function pubDate(item: ShownItem): string {
  if (item.quirks.includes("noDate")) return "";
  if (item.quirks.includes("badDate")) return "<pubDate>onsdag 9 sept, 16:20</pubDate>";
  return `<pubDate>${item.published.toUTCString()}</pubDate>`;
}

function summaryOf(item: ShownItem): string {
  return item.quirks.includes("html") ? `<p>${item.summary}</p>` : item.summary;
}

function written(item: ShownItem, words: string): string {
  if (item.quirks.includes("cdata")) return `<![CDATA[${words}]]>`;
  return item.quirks.includes("doubleEscaped") ? escaped(escaped(words)) : escaped(words);
}
