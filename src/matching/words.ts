import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { assetPath } from "../asset.js";
import { foldTable, foldWord } from "./letter.js";
import { compileLexicon, type Lexicon } from "./lexicon.js";
import { MATTERS } from "./match.js";
import { readPhraseFile } from "./phrase-file.js";
import { type Verbs, writeOut } from "./word-form.js";

const list = z.array(z.string());
const lists = z.record(z.string(), list);

const contextFile = z.strictObject({
  kinds: lists,
  services: z.record(z.string(), z.string()),
  concepts: lists,
  "name-parts": z.strictObject({
    "legal-forms": list,
    weak: list,
    "generic-tails": list,
    areas: list,
    facility: list,
    about: list,
  }),
});
const ordinaryFile = z.strictObject({
  also: list,
  "place-endings": list,
  "surname-endings": list,
});
const placesFile = z.strictObject({ counties: z.record(z.string(), z.strictObject({ also: list, places: list })) });
const severityFile = z.strictObject({
  verbs: z.strictObject({ irregular: z.record(z.string(), z.string()), second: list }),
  events: z.array(
    z.strictObject({
      when: list,
      severity: z.enum(["critical", "serious", "notice"]),
      category: z.enum(MATTERS),
      unless: list.default([]),
      "unless-anywhere": list.default([]),
      negatable: z.boolean().default(true),
      /** The other concepts may stand in any sentence of the item. */
      wide: z.boolean().default(false),
      /** An accusation: grave unless a resident or a stranger is accused, or only where the supplier's own people are. */
      accuses: z.enum(["anyone", "staff"]).optional(),
      /** The event is a deed that may also be told as a charge against somebody. */
      crime: z.boolean().default(false),
      /** A complaint when only relatives, neighbours or the union say so. */
      claimed: z.boolean().default(false),
      /** Somebody asks, complains or reports: what that followed on is the news. */
      probing: z.boolean().default(false),
    }),
  ),
});

export type EventRule = z.infer<typeof severityFile>["events"][number];

/** The word data the project ships, compiled once for a matcher. */
export interface Words {
  readonly fold: Uint8Array;
  /** Concepts of context, kinds of operation ("kind:hvb") and severity in one scan. */
  readonly lexicon: Lexicon;
  readonly events: readonly EventRule[];
  /** Service code of the register → kind of operation. */
  readonly kindOf: ReadonlyMap<string, string>;
  /** Folded words of names that never identify alone. */
  readonly weak: ReadonlySet<string>;
  readonly legalForms: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
  readonly genericTails: ReadonlySet<string>;
  readonly facility: readonly string[];
  readonly about: readonly string[];
  readonly ordinary: ReadonlySet<string>;
  /** Names of places and people, of which many may be called so. */
  readonly proper: ReadonlySet<string>;
  readonly placeEndings: readonly string[];
  readonly surnameEndings: readonly string[];
  readonly firstNames: ReadonlySet<string>;
  /** Folded place → counties it lies in; a county's own names map to the county. */
  readonly counties: ReadonlyMap<string, readonly string[]>;
}

/** The phrases of every concept, as they stand in assets/words; kinds of operation are concepts "kind:hvb". */
export function readPhrases(): Readonly<Record<string, readonly string[]>> {
  return phrasesOf(contextFile.parse(read("context.yaml")), severityFile.parse(read("severity.yaml")));
}

function phrasesOf(context: z.infer<typeof contextFile>, severity: z.infer<typeof severityFile>) {
  const kinds = Object.entries(context.kinds).map(([kind, phrases]) => [`kind:${kind}`, phrases] as const);
  return { ...Object.fromEntries(kinds), ...context.concepts, ...inAllForms(severity) };
}

function inAllForms({ verbs }: z.infer<typeof severityFile>): Record<string, string[]> {
  const concepts = readPhraseFile(readText("phrases.txt"));
  const known: Verbs = { irregular: verbs.irregular, second: new Set(verbs.second) };
  return Object.fromEntries(
    Object.entries(concepts).map(([concept, phrases]) => [concept, phrases.map((phrase) => writeOut(phrase, known))]),
  );
}

/** Reads and compiles assets/words. */
export function readWords(): Words {
  const fold = foldTable();
  const folded = (words: readonly string[]) => words.map((word) => foldWord(word, fold));
  const context = contextFile.parse(read("context.yaml"));
  const ordinary = ordinaryFile.parse(read("ordinary.yaml"));
  const severity = severityFile.parse(read("severity.yaml"));
  const dictionary = readDictionary();
  const parts = context["name-parts"];
  return {
    fold,
    lexicon: compileLexicon(phrasesOf(context, severity)),
    events: severity.events,
    kindOf: new Map(Object.entries(context.services)),
    weak: new Set(folded(parts.weak)),
    legalForms: new Set(folded(parts["legal-forms"])),
    areas: new Set(folded(parts.areas)),
    genericTails: new Set(folded(parts["generic-tails"])),
    facility: folded(parts.facility),
    about: folded(parts.about),
    ordinary: new Set(folded([...ordinary.also, ...dictionary.filter((word) => !isCapitalised(word))])),
    proper: new Set(folded(dictionary.filter(isCapitalised))),
    placeEndings: folded(ordinary["place-endings"]),
    surnameEndings: folded(ordinary["surname-endings"]),
    firstNames: new Set(folded(z.strictObject({ "first-names": list }).parse(read("people.yaml"))["first-names"])),
    counties: countiesByPlace(folded),
  };
}

function countiesByPlace(folded: (words: readonly string[]) => string[]): Map<string, string[]> {
  const counties = new Map<string, string[]>();
  for (const [county, { also, places }] of Object.entries(placesFile.parse(read("places.yaml")).counties)) {
    for (const place of folded([county, ...also, ...places])) {
      const known = counties.get(place) ?? [];
      if (!known.includes(county)) counties.set(place, [...known, county]);
    }
  }
  return counties;
}

function isCapitalised(word: string): boolean {
  return word[0] !== word[0]?.toLowerCase();
}

function readDictionary(): string[] {
  return readText("ordinary.txt")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

function read(file: string): unknown {
  return parse(readText(file));
}

function readText(file: string): string {
  return readFileSync(assetPath("words", file), "utf8");
}
