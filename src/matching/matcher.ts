import { type Article, joinText, readArticle } from "./article.js";
import { chooseMentions, type Weighed } from "./choose.js";
import { cleanText } from "./clean.js";
import { explain } from "./explain.js";
import type { Match, MatchSupplier, NewsText } from "./match.js";
import { findMentions } from "./mention.js";
import { registerForms } from "./name-form.js";
import { buildIndex, findLeads } from "./name-index.js";
import { placesOf, profileOf } from "./profile.js";
import { readSeverities } from "./severity.js";
import { tokenise } from "./token.js";
import { readWords, type Words } from "./words.js";

export interface Matcher {
  /** The suppliers the item is about, in order of organisation number; the same in gives the same out. */
  match(news: NewsText): readonly Match[];
}

/** A matcher for a register: built once, then every item costs one pass over its text. */
export function buildMatcher(suppliers: readonly MatchSupplier[], words: Words = readWords()): Matcher {
  const profileAt = remembered((number: number) => {
    const supplier = suppliers[number];
    return supplier === undefined ? undefined : profileOf(supplier, words);
  });
  const index = buildIndex(registerForms(suppliers, words), words);
  const registerPlaces = new Set(suppliers.flatMap((supplier) => [...placesOf(supplier, words)]));

  function match(news: NewsText): readonly Match[] {
    const text = joinText(cleanText(news.title), cleanText(news.summary));
    const leads = findLeads(text, index);
    if (leads.length === 0) return [];
    const tokens = tokenise(text, words.fold);
    const mentions = findMentions(leads, tokens, index, words);
    if (mentions.length === 0) return [];
    const article = readArticle(text, tokens, registerPlaces, words);
    const chosen = chooseMentions(article, mentions, profileAt, words);
    return chosen.length === 0 ? [] : toMatches(article, chosen);
  }

  function toMatches(article: Article, chosen: readonly Weighed[]): Match[] {
    const readings = readSeverities(
      article,
      chosen.map(({ mention }) => mention),
      profileAt,
      words,
    );
    return [...readings]
      .map(([supplier, reading]) => {
        const own = chosen.filter(({ mention }) => mention.form.supplier === supplier);
        return explain(article, suppliers[supplier]?.orgNumber ?? "", own, reading);
      })
      .sort((a, b) => (a.orgNumber < b.orgNumber ? -1 : 1));
  }

  return { match };
}

/** Most suppliers are never in the news: what is worked out of one is worked out when it is asked for, and kept. */
function remembered<T>(make: (number: number) => T): (number: number) => T {
  const made = new Map<number, T>();
  return (number) => {
    if (!made.has(number)) made.set(number, make(number));
    return made.get(number) as T;
  };
}
