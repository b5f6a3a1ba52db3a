import { type HashLists, hashLists, listed, mayHave } from "./hash-lists.js";
import { indefinite } from "./inflection.js";
import { foldCode, isDigit, SEPARATOR } from "./letter.js";
import type { NameForm } from "./name-form.js";
import { canBeMisspelt, nearHashes, SHORTEST_MISSPELT } from "./spelling.js";
import { hashStep, hashWord } from "./word-hash.js";
import type { Words } from "./words.js";

export interface NameIndex {
  readonly fold: Uint8Array;
  readonly forms: readonly NameForm[];
  /** First words of all forms. */
  readonly exact: HashLists;
  /** First words of six letters or more with one letter left out, for small misspellings. */
  readonly near: HashLists;
  /** Their first two letters, which a misspelling has to share. */
  readonly nearStarts: Uint8Array;
  /** Some name of the register begins with a small letter, so that small words count too. */
  readonly lowerCase: boolean;
}

/** A place in the text where a form may begin. */
export interface Lead {
  readonly form: number;
  readonly at: number;
  readonly misspelt: boolean;
}

const MAX_WORD = 40;
const STARTS = 1 << 14;
const AND_VARIANTS = ["och", "and"];
const NUMBER_WORDS = ["", "", "tva", "tre", "fyra", "fem", "sex", "sju", "atta", "nio", "tio", "elva", "tolv"];

export function buildIndex(forms: readonly NameForm[], { fold }: Words): NameIndex {
  const nearStarts = new Uint8Array(STARTS);
  for (const { words } of forms) {
    const [first = ""] = words;
    if (canBeMisspelt(words)) nearStarts[startOf(first.charCodeAt(0), first.charCodeAt(1))] = 1;
  }
  return {
    fold,
    forms,
    exact: hashLists(exactHashes(forms)),
    near: hashLists(misspeltHashes(forms)),
    nearStarts,
    lowerCase: forms.some(({ label }) => /^\p{Ll}/u.test(label)),
  };
}

function* exactHashes(forms: readonly NameForm[]): Generator<readonly [number, number]> {
  for (const [number, { words }] of forms.entries()) {
    for (const word of spellings(words[0] ?? "")) yield [hashWord(word), number];
  }
}

function* misspeltHashes(forms: readonly NameForm[]): Generator<readonly [number, number]> {
  for (const [number, { words }] of forms.entries()) {
    if (!canBeMisspelt(words)) continue;
    const letters = [...(words[0] ?? "")].map((letter) => letter.charCodeAt(0));
    for (const hash of nearHashes(letters)) yield [hash, number];
  }
}

/** Ways a first word is written: without genitive -s or the article, number words for numbers. */
function spellings(word: string): string[] {
  if (word === "&") return AND_VARIANTS;
  const number = /^\d+$/.test(word) ? NUMBER_WORDS[Number(word)] : undefined;
  const bare = word.length > 4 && word.endsWith("s") ? [word.slice(0, -1)] : [];
  return [word, ...bare, ...(number ? [number] : []), ...indefinite(word)];
}

/**
 * Where forms may begin: every capitalised word or number whose beginning is a first word, and those that nearly
 * are one. One pass; words in lower case are not names and cost only their letters.
 */
export function findLeads(text: string, index: NameIndex): Lead[] {
  const leads: Lead[] = [];
  const begins = new RegExp(index.lowerCase ? ANY_WORD : CAPITAL_OR_DIGIT, "g");
  while (begins.test(text)) {
    const start = begins.lastIndex - 1;
    if (beginsWord(text, start, index.fold)) begins.lastIndex = readName(text, start, index, leads);
  }
  return leads;
}

/** A regular expression finds the next one many times faster than a loop over the characters. */
const CAPITAL_OR_DIGIT = /[\dA-ZÀ-Þ]/;
const ANY_WORD = /[\dA-Za-z\u00c0-\u024f]/;

/** Letters and digits that stand together are words of their own: "Fam24" is two. */
function beginsWord(text: string, at: number, fold: Uint8Array): boolean {
  const code = foldCode(text.charCodeAt(at), fold);
  const before = at === 0 ? SEPARATOR : foldCode(text.charCodeAt(at - 1), fold);
  if (code === SEPARATOR || before === SEPARATOR) return code !== SEPARATOR;
  return isDigit(code) !== isDigit(before);
}

/** Compares every beginning of the word at `start`; answers where it ends. */
function readName(text: string, start: number, index: NameIndex, leads: Lead[]): number {
  const { fold, exact } = index;
  const digits = isDigit(foldCode(text.charCodeAt(start), fold));
  let hash = 0;
  let i = start;
  for (; i < text.length; i++) {
    const code = foldCode(text.charCodeAt(i), fold);
    if (code === SEPARATOR || isDigit(code) !== digits) break;
    hash = hashStep(hash, code);
    if (!mayHave(exact, hash) || (i === start && !digits)) continue;
    for (const form of listed(exact, hash)) leads.push({ form, at: start, misspelt: false });
  }
  if (i - start >= SHORTEST_MISSPELT && i - start <= MAX_WORD) addNearLeads(text, start, i, index, leads);
  return i;
}

function addNearLeads(text: string, start: number, end: number, index: NameIndex, leads: Lead[]): void {
  const [first, second] = [
    foldCode(text.charCodeAt(start), index.fold),
    foldCode(text.charCodeAt(start + 1), index.fold),
  ];
  if (index.nearStarts[startOf(first, second)] !== 1) return;
  const codes: number[] = [];
  for (let i = start; i < end; i++) codes.push(foldCode(text.charCodeAt(i), index.fold));
  const hashes = nearHashes(codes).filter((hash) => mayHave(index.near, hash));
  if (hashes.length === 0) return;
  const forms = new Set(hashes.flatMap((hash) => listed(index.near, hash)));
  for (const form of forms) {
    if (!leads.some((lead) => lead.at === start && lead.form === form)) leads.push({ form, at: start, misspelt: true });
  }
}

function startOf(first: number, second: number): number {
  return (first << 7) | second;
}
