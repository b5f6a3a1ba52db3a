import { bare } from "./inflection.js";
import type { Words } from "./words.js";

const ENDINGS = ["ens", "ets", "ns", "en", "et", "an", "ar", "na", "or", "er", "n", "t", "s", "a"];

/** Is a folded word an everyday word of the language, in any of its inflections? */
export function isOrdinary(word: string, words: Words): boolean {
  if (words.ordinary.has(word) || words.firstNames.has(word)) return true;
  return ENDINGS.some((ending) => {
    const stem = word.slice(0, -ending.length);
    return word.endsWith(ending) && stem.length >= 2 && (words.ordinary.has(stem) || words.ordinary.has(`${stem}a`));
  });
}

/** Is it built like a Swedish place name or surname, or two everyday words put together? */
export function isPlaceLike(word: string, words: Words): boolean {
  if (words.counties.has(word)) return true;
  const tails = [...words.placeEndings, ...words.surnameEndings];
  return tails.some((tail) => word.length > tail.length + 2 && word.endsWith(tail)) || isCompound(word, words);
}

function isCompound(word: string, words: Words): boolean {
  for (let cut = 3; cut <= word.length - 3; cut++) {
    const first = word.slice(0, cut);
    const known = words.ordinary.has(first) || (first.endsWith("s") && words.ordinary.has(first.slice(0, -1)));
    if (known && isOrdinary(word.slice(cut), words)) return true;
  }
  return false;
}

/**
 * How surely a form alone means its bearer, 0 to 1: an everyday word 0, a word built as a place or surname three quarters,
 * initials less than half, an unknown word 1. Of several words the most distinctive counts; two ordinary ones say a little more.
 */
export function distinctiveness(parts: readonly string[], words: Words): number {
  const telling = parts.filter((word) => word !== "&" && !words.weak.has(word) && !/^\d+$/.test(word));
  const best = Math.max(0, ...telling.map((word) => wordDistinctiveness(word, words)));
  return parts.length > 1 ? Math.max(best, 0.3) : best;
}

/** Three letters that are no word: initials, which others may have too. */
const INITIALS = 0.4;
/** The name of a place or a person that the dictionary knows. */
const KNOWN_NAME = 0.5;

function wordDistinctiveness(word: string, words: Words): number {
  if (word.length < 3 || isOrdinary(word, words)) return 0;
  if (word.length === 3) return INITIALS;
  if (words.proper.has(word) || words.proper.has(bare(word))) return KNOWN_NAME;
  return isPlaceLike(word, words) ? 0.75 : 1;
}
