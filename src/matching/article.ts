import { type Hit, scan } from "./lexicon.js";
import { findPlaces, type PlaceName } from "./place.js";
import { asWritten, type Token } from "./token.js";
import type { Words } from "./words.js";

/** A news item taken apart: everything that the judging of names and severity reads. */
export interface Article {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly hits: readonly Hit[];
  readonly byConcept: ReadonlyMap<string, readonly Hit[]>;
  readonly places: readonly PlaceName[];
  /** Tokens before this index are the headline. */
  readonly titleEnd: number;
  /** The headline is in capitals, so that capitals say nothing there. */
  readonly loudTitle: boolean;
}

const NONE: readonly Hit[] = [];

/** Headline and lead as one text with a line break between; what is matched refers to it. */
export function joinText(title: string, summary: string): string {
  return `${title.replaceAll("\n", " ")}\n${summary.replaceAll("\n", " ")}`;
}

export function readArticle(
  text: string,
  tokens: readonly Token[],
  registerPlaces: ReadonlySet<string>,
  words: Words,
): Article {
  const lineBreak = text.indexOf("\n");
  const titleEnd = tokens.filter((token) => token.start < lineBreak).length;
  const inTitle = tokens.slice(0, titleEnd).filter((token) => /\p{L}{2}/u.test(token.text));
  const hits = scan(words.lexicon, tokens);
  return {
    text,
    tokens,
    hits,
    byConcept: groupByConcept(hits),
    places: findPlaces(tokens, registerPlaces, words),
    titleEnd,
    loudTitle: inTitle.length > 1 && inTitle.filter((token) => token.caps).length > inTitle.length * 0.7,
  };
}

/** Does the token stand first in its sentence (or after an opening quote or dash)? Its capital then says nothing. */
export function opensSentence({ tokens }: Article, at: number): boolean {
  const token = tokens[at];
  return at === 0 || tokens[at - 1]?.sentence !== token?.sentence || /[–—:"”»]/.test(token?.before ?? "");
}

/** Hits of a concept, everywhere or only those that begin between two tokens. */
export function hitsOf({ byConcept }: Article, concept: string, from?: number, to?: number): readonly Hit[] {
  const hits = byConcept.get(concept) ?? NONE;
  if (from === undefined || hits.length === 0) return hits;
  return hits.filter(({ start }) => start >= from && start < (to ?? Number.POSITIVE_INFINITY));
}

/** The whole word that a hit is the beginning of: "hvb-hemmet". */
export function wholeWord({ tokens }: Article, { start, end }: Hit): string {
  let to = end;
  while (tokens[to]?.before === "-") to += 1;
  return asWritten(tokens.slice(start, to));
}

/** "hvb-hemmet", "stödboendets" point at somebody who is named; "ett stödboende" need not. */
export function isDefinite(word: string): boolean {
  return /(et|en|na)s?$/i.test(word);
}

function groupByConcept(hits: readonly Hit[]): ReadonlyMap<string, readonly Hit[]> {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) {
    const group = groups.get(hit.concept);
    if (group === undefined) groups.set(hit.concept, [hit]);
    else group.push(hit);
  }
  return groups;
}
