import { type Article, opensSentence } from "./article.js";
import type { Evidence } from "./evidence.js";
import { REFUSE } from "./evidence.js";
import type { Mention } from "./mention.js";
import type { Profile } from "./profile.js";
import type { Token } from "./token.js";
import type { Words } from "./words.js";

export const LEGAL_FORM_AFTER = new Set(["ab", "hb", "kb", "aktiebolag", "handelsbolag"]);

/** A capitalised word hangs on before or after: a longer name that is not in the register. */
export function ofOtherName(article: Article, mention: Mention, profile: Profile, words: Words): Evidence[] {
  const { tokens, loudTitle, titleEnd } = article;
  if (loudTitle && mention.start < titleEnd) return [];
  const after = tokens[mention.end];
  const legalForm = after !== undefined && after.before === " " && LEGAL_FORM_AFTER.has(after.name);
  if (legalForm && mention.tail === "facility") return refuse(article, mention.start, mention.end + 1);
  if (after !== undefined && isOtherName(after, profile, words)) return refuse(article, mention.start, mention.end + 1);
  const company = tokens
    .slice(mention.end, mention.end + 4)
    .findIndex((token) => LEGAL_FORM_AFTER.has(token.name) && token.caps);
  const span = tokens.slice(mention.end, mention.end + Math.max(company, 0));
  const longer =
    span.length > 0 && span.every((token) => /^[\s&-]+$/.test(token.before)) && span.some((token) => token.capital);
  if (longer && span.some((token) => token.capital && !profile.nameWords.has(token.name))) {
    return refuse(article, mention.start, mention.end + company + 1);
  }
  const before = tokens[mention.start - 1];
  const own = tokens[mention.start];
  if (before === undefined || own?.before !== " " || opensSentence(article, mention.start - 1)) return [];
  if (!isOtherName(before, profile, words, own)) return [];
  const other = refuse(article, mention.start - 1, mention.end);
  return words.firstNames.has(before.name) ? other.map((each) => ({ ...each, namesake: false })) : other;
}

function isOtherName(token: Token, profile: Profile, words: Words, follows: Token = token): boolean {
  const joined = /^[ -]$/.test(follows.before) && token.capital;
  const known =
    profile.nameWords.has(token.name) ||
    profile.nameWords.has(token.name.replace(/s$/, "")) ||
    isOperation(token.name, profile, words) ||
    words.counties.has(token.name) ||
    words.counties.has(token.name.replace(/s$/, "")) ||
    profile.places.has(token.name) ||
    token.name === "hvb" ||
    LEGAL_FORM_AFTER.has(token.name);
  return joined && token.name !== "&" && !/^\d/.test(token.text) && !known;
}

/** Words that are said of any such home; narrower ones ("Ungdom", "Assistans") only when the supplier's own name has them. */
const OPERATIONS = new Set(["omsorg", "vard", "behandling", "behandlingshem", "boende", "stodboende", "familjehem"]);
const SAME_STEM = 4;

function isOperation(word: string, { nameWords }: Profile, words: Words): boolean {
  if (!words.weak.has(word) || OPERATIONS.has(word)) return OPERATIONS.has(word);
  return [...nameWords].some((own) => own.length >= SAME_STEM && word.startsWith(own.slice(0, SAME_STEM)));
}

function refuse(article: Article, from: number, to: number): Evidence[] {
  const words = article.tokens.slice(from, to).map(({ text }) => text);
  return [{ weight: REFUSE, text: `ett annat namn: ”${words.join(" ")}”`, namesake: true }];
}
