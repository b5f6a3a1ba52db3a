import type { Article } from "./article.js";
import type { NewsEvent } from "./event.js";
import type { Mention } from "./mention.js";
import type { Words } from "./words.js";

const COMPANY_WORD = /^(hvb|ab|hb|stödboende|stödboenden|behandlingshem|omsorg|vård|familjehem|ungdomshem|behandling)$/;
const COMPANY_BEFORE = /^(bolaget|företaget|\p{L}+(bolaget|företaget|hemmet|boendet))$/u;

/** Where other organisations are named: a capitalised word with a company's word after it, or a kind of home before it. */
export function findOthers(article: Article, mentions: readonly Mention[], words: Words): number[] {
  const { tokens } = article;
  const free = (at: number) => !mentions.some(({ start, end }) => at >= start && at <= end);
  return tokens.flatMap((token, at) => {
    if (!token.capital || !free(at) || words.firstNames.has(token.name)) return [];
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    const follows = next !== undefined && next.before === " " && free(at + 1) && token.lower !== "hvb";
    const company =
      next !== undefined && (COMPANY_WORD.test(next.lower) || (words.weak.has(next.name) && next.capital));
    if (follows && next.caps && company) return [at];
    if (words.counties.has(token.name) || words.counties.has(token.name.replace(/s$/, ""))) return [];
    if (follows && company) return [at];
    return token.before === " " && before !== undefined && COMPANY_BEFORE.test(before.lower) ? [at] : [];
  });
}

/** Another organisation is named in what tells of the event, or right before it, and no supplier is in that sentence. */
export function isOfAnother(
  article: Article,
  { clause, sentence }: NewsEvent,
  others: readonly number[],
  mentions: readonly Mention[],
): boolean {
  const own = mentions.some(({ start }) => article.tokens[start]?.sentence === sentence);
  return !own && others.some((at) => article.tokens[at]?.sentence === sentence && at < clause.end);
}
