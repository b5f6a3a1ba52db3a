import type { MatchSupplier } from "./match.js";
import { foldPlace } from "./place.js";
import { nameWords } from "./token.js";
import type { Words } from "./words.js";

/** What is known of a supplier in the form that texts are compared with. */
export interface Profile {
  readonly orgNumber: string;
  readonly places: ReadonlySet<string>;
  readonly counties: ReadonlySet<string>;
  /** Kinds of operation: "hvb", "familjehem", … */
  readonly kinds: ReadonlySet<string>;
  /** Folded words of the legal name and its aliases. */
  readonly nameWords: ReadonlySet<string>;
  /** Stems of the words in the legal name that say what it does: "familjekonsult", "behandlingscent". */
  readonly kindWords: readonly string[];
  readonly foundation: boolean;
}

/** What is known of the supplier with this number; undefined for a number that the register lacks. */
export type ProfileAt = (supplier: number) => Profile | undefined;

const LONG_WORD = 9;
const OPERATION = /(konsulter|vard|boende|hem|behandling|stod|center)$/;

/** Where a supplier is, folded: its own places and its units' municipalities. */
export function placesOf(supplier: MatchSupplier, words: Words): ReadonlySet<string> {
  const municipalities = (supplier.units ?? []).flatMap(({ municipality }) => municipality ?? []);
  return new Set([...supplier.places, ...municipalities].map((place) => foldPlace(place, words)));
}

export function profileOf(supplier: MatchSupplier, words: Words): Profile {
  const places = placesOf(supplier, words);
  return {
    orgNumber: supplier.orgNumber,
    places,
    counties: new Set([...places].flatMap((place) => words.counties.get(place) ?? [])),
    kinds: new Set(supplier.services.map((service) => words.kindOf.get(service) ?? service)),
    nameWords: new Set([supplier.name, ...supplier.aliases].flatMap((name) => nameWords(name, words.fold))),
    kindWords: nameWords(supplier.name, words.fold)
      .filter((word) => word.length >= LONG_WORD && (words.weak.has(word) || OPERATION.test(word)))
      .map((word) => word.slice(0, -2)),
    foundation: /stiftelse|förening|jour/i.test(supplier.name),
  };
}
