import { asWritten, type Token } from "./token.js";

/** A phrase of the word data that was found: tokens from `start` up to `end`. */
export interface Hit {
  readonly concept: string;
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  readonly text: string;
}

/** One word of a phrase: alternatives, or a gap of at most so many words. */
type Element = { readonly gap: number } | { readonly gap: 0; readonly words: readonly Pattern[] };

interface Pattern {
  readonly text: string;
  readonly how: "whole" | "start" | "end";
}

interface Phrase {
  readonly concept: string;
  readonly elements: readonly Element[];
}

/** Phrases by their first word, or by the three to five letters it begins with or the three it ends with. */
export interface Lexicon {
  readonly byWord: ReadonlyMap<string, readonly Phrase[]>;
  readonly byStart: ReadonlyMap<string, readonly Phrase[]>;
  readonly byEnd: ReadonlyMap<string, readonly Phrase[]>;
}

const KEY = 3;
const LONGEST_KEY = 5;
const GAP = 3;
/** Words that no gap skips: they turn the phrase around. */
export const NOT: ReadonlySet<string> = new Set(["inte", "ej"]);

/**
 * Compiles word data. A phrase is words with spaces between; `tillstånd*` is a beginning, `*brott` an ending,
 * `drar|dras in` has alternatives, `~` stands for up to three words and `~1` for up to one, none of them "inte".
 */
export function compileLexicon(concepts: Readonly<Record<string, readonly string[]>>): Lexicon {
  const byWord = new Map<string, Phrase[]>();
  const byStart = new Map<string, Phrase[]>();
  const byEnd = new Map<string, Phrase[]>();
  for (const [concept, phrases] of Object.entries(concepts)) {
    for (const text of phrases) {
      const phrase = { concept, elements: text.toLowerCase().split(" ").map(readElement) };
      for (const { how, text: word } of firstWords(phrase, text)) {
        if (how === "whole") push(byWord, word, phrase);
        else if (how === "end") push(byEnd, word.slice(-KEY), phrase);
        else push(byStart, word.slice(0, LONGEST_KEY), phrase);
      }
    }
  }
  return { byWord, byStart, byEnd };
}

/** Every phrase found, in the order of the text. */
export function scan(lexicon: Lexicon, tokens: readonly Token[]): Hit[] {
  const hits: Hit[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const word = tokens[i]?.lower ?? "";
    for (const phrase of lexicon.byWord.get(word) ?? []) addHit(hits, phrase, tokens, i);
    for (let length = KEY; length <= LONGEST_KEY && length <= word.length; length++) {
      for (const phrase of lexicon.byStart.get(word.slice(0, length)) ?? []) addHit(hits, phrase, tokens, i);
    }
    for (const phrase of lexicon.byEnd.get(word.slice(-KEY)) ?? []) addHit(hits, phrase, tokens, i);
  }
  return hits;
}

function addHit(hits: Hit[], phrase: Phrase, tokens: readonly Token[], start: number): void {
  const end = matchFrom(phrase.elements, 0, tokens, start, tokens[start]?.sentence ?? 0);
  if (end < 0 || hits.some((hit) => hit.start === start && hit.end === end && hit.concept === phrase.concept)) return;
  const words = tokens.slice(start, end);
  hits.push({ concept: phrase.concept, start, end, sentence: words[0]?.sentence ?? 0, text: asWritten(words) });
}

/** The token after the match, or -1. A phrase stays within its sentence. */
function matchFrom(
  elements: readonly Element[],
  at: number,
  tokens: readonly Token[],
  i: number,
  sentence: number,
): number {
  const element = elements[at];
  if (element === undefined) return i;
  if (!("words" in element)) {
    for (let skip = 0; skip <= element.gap; skip++) {
      const end = matchFrom(elements, at + 1, tokens, i + skip, sentence);
      if (end >= 0) return end;
      if (NOT.has(tokens[i + skip]?.lower ?? "")) return -1;
    }
    return -1;
  }
  const token = tokens[i];
  if (token === undefined || token.sentence !== sentence) return -1;
  return element.words.some((pattern) => fits(pattern, token.lower))
    ? matchFrom(elements, at + 1, tokens, i + 1, sentence)
    : -1;
}

function fits({ text, how }: Pattern, word: string): boolean {
  if (how === "whole") return word === text;
  return how === "start" ? word.startsWith(text) : word.endsWith(text);
}

function readElement(word: string): Element {
  if (word.startsWith("~")) return { gap: word === "~" ? GAP : Number(word.slice(1)) };
  return { gap: 0, words: word.split("|").map(readPattern) };
}

function readPattern(word: string): Pattern {
  if (word.startsWith("*")) return { text: word.slice(1), how: "end" };
  return word.endsWith("*") ? { text: word.slice(0, -1), how: "start" } : { text: word, how: "whole" };
}

function firstWords({ elements }: Phrase, text: string): readonly Pattern[] {
  const [first] = elements;
  if (first === undefined || !("words" in first)) throw new Error(`A phrase begins with a word: "${text}"`);
  const short = first.words.find(({ how, text: word }) => how !== "whole" && word.length < KEY);
  if (short !== undefined) throw new Error(`At least ${KEY} letters beside the star: "${text}"`);
  return first.words;
}

function push(map: Map<string, Phrase[]>, key: string, phrase: Phrase): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [phrase]);
  else list.push(phrase);
}
