import { foldCode, foldWord, isDigit, SEPARATOR } from "./letter.js";

/** One word, number or "&" of a text. */
export interface Token {
  readonly text: string;
  /** Lower case, diacritics kept: for words of the language. */
  readonly lower: string;
  /** Folded: for names. "och", "and" and "&" are all "&"; number words are digits. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Begins with a capital. */
  readonly capital: boolean;
  /** Written in capitals throughout, at least two letters. */
  readonly caps: boolean;
  /** What stands between the word before and this one. */
  readonly before: string;
  readonly sentence: number;
}

const PLAIN = /^[a-z0-9]+$/;
const NUMBER_WORDS = ["tva", "tre", "fyra", "fem", "sex", "sju", "atta", "nio", "tio", "elva", "tolv"];
/** Words that stand for a sign: number words from two to twelve, "och". */
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ["och", "&"],
  ["and", "&"],
  ...NUMBER_WORDS.map((word, i) => [word, String(i + 2)] as const),
]);
const SENTENCE_END = /[.!?…](["”’'»)]*)\s+$|\n/;

/** Words with their positions and sentences; letters and digits that stand together are parted ("Fam24" is two). */
export function tokenise(text: string, table: Uint8Array): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  let last = 0;
  for (const [start, end] of wordSpans(text, table)) {
    const before = text.slice(last, start);
    const word = text.slice(start, end);
    const lower = word.toLowerCase();
    const capital = lower[0] !== word[0];
    if (endsSentence(before, capital, tokens.at(-1))) sentence += 1;
    tokens.push({
      text: word,
      lower,
      name: foldedName(lower, table),
      start,
      end,
      capital,
      caps: capital && word.length > 1 && word === word.toUpperCase(),
      before,
      sentence,
    });
    last = end;
  }
  return tokens;
}

/** Words as they stand together in the text: "hvb-hemmet". */
export function asWritten(tokens: readonly Token[]): string {
  return tokens.map(({ text, before }, i) => (i === 0 ? text : before + text)).join("");
}

function endsSentence(before: string, capital: boolean, previous: Token | undefined): boolean {
  if (before === " " || before === ", ") return false;
  if (before.includes("\n")) return true;
  const abbreviated = previous !== undefined && previous.text.length === 1 && before === ". ";
  return SENTENCE_END.test(before.replace(/["”«»–-]+$/, "")) && (capital || /["”»–]/.test(before)) && !abbreviated;
}

/** The form in which words of names are compared. */
export function nameWord(text: string, table: Uint8Array): string {
  return foldedName(text.toLowerCase(), table);
}

function foldedName(lower: string, table: Uint8Array): string {
  if (lower === "&" || lower === "+") return "&";
  const folded = PLAIN.test(lower) ? lower : foldWord(lower, table);
  return SAME_AS.get(folded) ?? folded;
}

/** Start and end of each word; "&" and "+" between words count as one. */
function wordSpans(text: string, table: Uint8Array): [number, number][] {
  const spans: [number, number][] = [];
  for (let i = 0; i < text.length; ) {
    const start = i;
    const first = foldCode(text.charCodeAt(i), table);
    i += 1;
    if (first !== SEPARATOR) {
      const digits = isDigit(first);
      for (; i < text.length; i++) {
        const code = foldCode(text.charCodeAt(i), table);
        if (code === SEPARATOR || isDigit(code) !== digits) break;
      }
      spans.push([start, i]);
    } else if (text[start] === "&" || text[start] === "+") spans.push([start, i]);
  }
  return spans;
}

/** The words of a name as they are compared. */
export function nameWords(name: string, table: Uint8Array): string[] {
  return wordSpans(name, table).map(([start, end]) => nameWord(name.slice(start, end), table));
}
