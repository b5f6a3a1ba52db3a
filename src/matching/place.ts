import { nameWord, type Token } from "./token.js";
import type { Words } from "./words.js";

/** A place named in the text: one or two tokens from `at`. */
export interface PlaceName {
  readonly at: number;
  readonly length: number;
  /** Folded, without genitive. */
  readonly place: string;
  readonly counties: readonly string[];
  /** "Kumlahemmet", "Luleåbolaget": the place says what is there. */
  readonly operation: boolean;
}

/** What makes a compound of a place: "Lundatrakten", "Malmöbon", "Stockholmsstiftelsen". */
const PLACE_TAIL =
  /[as]?(trakten|omradet|regionen|kommunen|kommun|stiftelsen|foreningen|jouren|foretagen|foretaget|bolaget|koncernen|bon?|bor|borna|baserade|laget|stadsdelen|polisen|hemmet|boendet|ska|skt)s?$/;
const OPERATION_TAIL = /(stiftelsen|foreningen|jouren|foretaget|bolaget|koncernen|hemmet|boendet)s?$/;
const AMBIGUOUS_LENGTH = 4;

/** Places that are named; `known` are those of the register, folded, beside the country's municipalities. */
export function findPlaces(tokens: readonly Token[], known: ReadonlySet<string>, words: Words): PlaceName[] {
  const places: PlaceName[] = [];
  tokens.forEach((token, at) => {
    if (!token.capital || isPersonsName(tokens, at, words)) return;
    const next = tokens[at + 1];
    const pair = next?.capital && next.before === " " ? lookUp(`${token.name} ${next.name}`, known, words) : null;
    const place = pair ?? lookUp(token.name, known, words);
    if (place === null || (pair === null && isOpeningWord(tokens, at, place))) return;
    const operation = pair === null && place.length < token.name.length - 1 && OPERATION_TAIL.test(token.name);
    places.push({ at, length: pair === null ? 1 : 2, place, counties: words.counties.get(place) ?? [], operation });
  });
  return places;
}

/** "Vara" or "Mark" first in a sentence is rather the word. */
function isOpeningWord(tokens: readonly Token[], at: number, place: string): boolean {
  const opens = at === 0 || tokens[at - 1]?.sentence !== tokens[at]?.sentence;
  return opens && place.length <= AMBIGUOUS_LENGTH;
}

function isPersonsName(tokens: readonly Token[], at: number, words: Words): boolean {
  const before = tokens[at - 1];
  return before !== undefined && tokens[at]?.before === " " && before.capital && words.firstNames.has(before.name);
}

function lookUp(name: string, known: ReadonlySet<string>, words: Words): string | null {
  const isPlace = (word: string) => word.length > 2 && (known.has(word) || words.counties.has(word));
  if (isPlace(name)) return name;
  if (name.endsWith("s") && isPlace(name.slice(0, -1))) return name.slice(0, -1);
  const tail = PLACE_TAIL.exec(name);
  if (tail === null) return null;
  const stems = [name.slice(0, tail.index), name.slice(0, tail.index + 1)];
  return stems.find((stem) => stem.length >= AMBIGUOUS_LENGTH && isPlace(stem)) ?? null;
}

/** A register's place in the form of `PlaceName.place`. */
export function foldPlace(place: string, words: Words): string {
  return place
    .trim()
    .replace(/\s+(kommun|stad)$/i, "")
    .split(/\s+/)
    .map((word) => nameWord(word, words.fold))
    .join(" ");
}
