import { type AnyFeed, parseFeed } from "feedsmith";
import { SourceError } from "../../src/domain/silence.js";
import { isBlockingPage } from "../../src/feed/blocking-page.js";

/** One entry as its feed has it, whatever the format. Empty where the feed says nothing. Never the article's body. */
export interface Entry {
  readonly id: string;
  readonly link: string;
  readonly title: string;
  readonly summary: string;
  readonly published: string;
}

export interface Entries {
  readonly entries: readonly Entry[];
  /** The feed says what it is: then having no entries is an answer. */
  readonly isNamed: boolean;
}

/** RSS 2.0, RSS 1.0 or Atom. Throws SourceError for anything else, by what it is. */
export function readEntries(text: string, host: string): Entries {
  refuseOther(text, host);
  const parsed = parsedFeed(text, host);
  return { entries: entriesOf(parsed, host), isNamed: parsed.feed.title !== undefined };
}

/** A page or a feed shows what it is early. */
const START = 20_000;
const PAGE = /^<(?:!doctype\s+html|html|head|body)\b/i;
const ROOT_END = /<\/(?:\w+:)?(?:rss|feed|RDF)\s*>/i;
const ROOT = /<(?:\w+:)?(?:rss|feed|RDF)[\s>]/i;

function refuseOther(text: string, host: string): void {
  if (text.trim() === "") throw new SourceError("empty", `${host}: tomt svar`);
  const start = text
    .slice(0, START)
    .replace(/<!--[\s\S]*?-->/g, "")
    .trimStart();
  if (PAGE.test(start)) {
    const blocked = isBlockingPage(start);
    throw new SourceError(
      blocked ? "blocked" : "malformed",
      `${host}: en ${blocked ? "robotsida" : "webbsida"} i stället för ett flöde`,
    );
  }
  if (ROOT.test(text) && !ROOT_END.test(text)) throw new SourceError("partial", `${host}: flödet är avhugget`);
}

function parsedFeed(text: string, host: string): AnyFeed {
  try {
    return parseFeed(text);
  } catch {
    // The parser's own error may hold a piece of the text.
    throw new SourceError("malformed", `${host}: svaret är inte RSS eller Atom`);
  }
}

function entriesOf(parsed: AnyFeed, host: string): readonly Entry[] {
  switch (parsed.format) {
    case "rss":
      return (parsed.feed.items ?? []).map(rssEntry);
    case "rdf":
      return (parsed.feed.items ?? []).map(rdfEntry);
    case "atom":
      return (parsed.feed.entries ?? []).map(atomEntry);
    case "json":
      throw new SourceError("malformed", `${host}: JSON i stället för RSS eller Atom`);
  }
}

type Rss = NonNullable<Extract<AnyFeed, { format: "rss" }>["feed"]["items"]>[number];
type Rdf = NonNullable<Extract<AnyFeed, { format: "rdf" }>["feed"]["items"]>[number];
type Atom = NonNullable<Extract<AnyFeed, { format: "atom" }>["feed"]["entries"]>[number];

function rssEntry(item: Rss): Entry {
  const { value: guid = "", isPermaLink = true } = item.guid ?? {};
  return {
    id: guid,
    link: item.link ?? (isPermaLink ? guid : ""),
    title: item.title ?? "",
    summary: item.description ?? "",
    published: item.pubDate ?? item.dc?.dates?.[0] ?? "",
  };
}

function rdfEntry(item: Rdf): Entry {
  const about = item.rdf?.about ?? "";
  return {
    id: about,
    link: item.link ?? about,
    title: item.title ?? "",
    summary: item.description ?? "",
    published: item.dc?.dates?.[0] ?? "",
  };
}

function atomEntry(entry: Atom): Entry {
  const link = entry.links?.find(({ rel }) => rel === undefined || rel === "alternate");
  return {
    id: entry.id ?? "",
    link: link?.href ?? entry.id ?? "",
    title: entry.title?.value ?? "",
    summary: entry.summary?.value ?? "",
    published: entry.published ?? entry.updated ?? "",
  };
}
