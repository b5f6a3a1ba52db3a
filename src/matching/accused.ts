import { type Article, hitsOf } from "./article.js";
import type { Hit } from "./lexicon.js";

/** Who is arrested, charged or suspected: the supplier's own people, those who live there, or somebody else. */
export type Accused = "staff" | "resident" | "outsider" | "unknown";

const PEOPLE = ["staff", "resident", "outsider"] as const;
/** A person after one of these is the victim, or where it happened, not who did it. */
const VICTIM_BEFORE = new Set(["av", "mot", "på", "hos", "åt", "från", "vid", "med", "till", "sin", "sina"]);
const NEAR = 2;
const CHARGE_REACH = 8;

/** The accused: the person named before the word in its sentence, else after it, else the one the item is about. */
export function accusedOf(article: Article, accusation: Hit): Accused {
  const acting = people(article, true);
  const inSentence = acting.filter(({ sentence }) => sentence === accusation.sentence);
  const before = inSentence.filter(({ end }) => end <= accusation.start).at(-1);
  const after = inSentence.find(({ start }) => start >= accusation.start);
  const near = before ?? after;
  if (near !== undefined) return near.who;
  if (hitsOf(article, "adult").some((hit) => hit.sentence === accusation.sentence && hit.start < accusation.start)) {
    return acting.findLast(({ who, end }) => who !== "resident" && end <= accusation.start)?.who ?? "unknown";
  }
  const all = (acting.length > 0 ? acting : people(article, false)).map(({ who }) => who);
  return PEOPLE.find((who) => all.includes(who)) ?? "unknown";
}

/** The accusation a crime is told in ("åtalas för mord", "misstänks för rån"), or null where the deed itself is told. */
export function accusationOf(article: Article, crime: Hit): Hit | null {
  const accusations = [...hitsOf(article, "arrested"), ...hitsOf(article, "suspect")];
  return (
    accusations.find(
      ({ sentence, end }) =>
        sentence === crime.sentence &&
        end <= crime.start &&
        crime.start - end <= CHARGE_REACH &&
        article.tokens.slice(end, crime.start).some(({ lower }) => lower === "för"),
    ) ?? null
  );
}

interface Person {
  readonly who: "staff" | "resident" | "outsider";
  readonly sentence: number;
  readonly start: number;
  readonly end: number;
}

/** Everybody the item tells of, or only those who do something, in the order of the text. */
function people(article: Article, acting: boolean): Person[] {
  const { tokens } = article;
  const acts = ({ start, sentence: own }: Hit) =>
    !tokens
      .slice(Math.max(0, start - NEAR), start)
      .some(({ lower, sentence }) => sentence === own && VICTIM_BEFORE.has(lower));
  return PEOPLE.flatMap((who) =>
    hitsOf(article, who)
      .filter((hit) => !acting || acts(hit))
      .map(({ sentence, start, end }) => ({ who, sentence, start, end })),
  ).sort((a, b) => a.start - b.start);
}
