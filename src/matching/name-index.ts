import { type HashLists, hashLists, listed, mayHave } from "./hash-lists.js";
import { indefinite } from "./inflection.js";
import { foldCode, isDigit, isLetter, SEPARATOR } from "./letter.js";
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
  const { fold } = index;
  const { length } = text;
  for (let i = 0; i < length; ) {
    const written = text.charCodeAt(i);
    const code = foldCode(written, fold);
    if (code === SEPARATOR) i += 1;
    else if (isDigit(code) || isCapital(written) || index.lowerCase) i = readName(text, i, index, leads);
    else i = endOfWord(text, i, fold);
  }
  return leads;
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

function endOfWord(text: string, start: number, fold: Uint8Array): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    if (!isLetter(foldCode(text.charCodeAt(i), fold))) break;
  }
  return i;
}

/** A-Z and the capitals of Latin-1. */
function isCapital(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0xde);
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
