import { type Article, isDefinite, wholeWord } from "./article.js";
import type { Told } from "./clearing.js";
import type { Mention } from "./mention.js";
import type { Profile, ProfileAt } from "./profile.js";

/** "X i Luleå och Y": at most so many words between names that are told of together. */
const JOINED = 6;

/**
 * Is what is told about this one of several suppliers: named in its clause, else in its sentence, else the only one that
 * the sentence points at, else in the last sentence before that names any, else in the first after? The mentions are of those
 * that the item is about.
 */
export function concerns(
  article: Article,
  told: Told,
  supplier: number,
  mentions: readonly Mention[],
  profileAt: ProfileAt,
): boolean {
  const sentenceOf = ({ start }: Mention) => article.tokens[start]?.sentence ?? 0;
  const { clause } = told;
  const inClause = mentions.filter(({ start }) => start >= clause.start && start < clause.end);
  const inSentence = mentions.filter((mention) => sentenceOf(mention) === clause.sentence);
  const near = inClause.length > 0 ? inClause : inSentence;
  if (near.length > 0) return meant(told, near, article).some(({ form }) => form.supplier === supplier);
  const pointed = pointedAt(article, clause.sentence, mentions, profileAt);
  if (pointed !== null) return pointed === supplier;
  const named = mentions.map(sentenceOf);
  const before = named.filter((sentence) => sentence < clause.sentence);
  const nearest = before.length > 0 ? Math.max(...before) : Math.min(...named);
  return mentions.some((mention) => mention.form.supplier === supplier && sentenceOf(mention) === nearest);
}

/** The only one of the suppliers whose kind ("behandlingshemmet") or else place ("i Nybro") stands in the sentence. */
function pointedAt(
  article: Article,
  sentence: number,
  mentions: readonly Mention[],
  profileAt: ProfileAt,
): number | null {
  const kinds = article.hits
    .filter(
      (hit) => hit.sentence === sentence && hit.concept.startsWith("kind:") && isDefinite(wholeWord(article, hit)),
    )
    .map(({ concept }) => concept.slice(5));
  const places = article.places.filter(({ at }) => article.tokens[at]?.sentence === sentence);
  return (
    onlyOne(mentions, profileAt, (profile) => kinds.some((kind) => profile.kinds.has(kind))) ??
    onlyOne(mentions, profileAt, (profile) => places.some(({ place }) => profile.places.has(place)))
  );
}

function onlyOne(
  mentions: readonly Mention[],
  profileAt: ProfileAt,
  fits: (profile: Profile) => boolean,
): number | null {
  const suppliers = new Set(mentions.map(({ form }) => form.supplier));
  const fitting = [...suppliers].filter((supplier) => {
    const profile = profileAt(supplier);
    return profile !== undefined && fits(profile);
  });
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** Of several names in one clause those joined by "och" share what is said; else the nearest one bears it. */
function meant(told: Told, mentions: readonly Mention[], article: Article): readonly Mention[] {
  const [first, last] = [mentions[0], mentions.at(-1)];
  if (first === undefined || last === undefined || first === last) return mentions;
  const between = article.tokens.slice(first.end, last.start);
  const joined = between.some(({ name }) => name === "&") && between.length <= JOINED;
  if (joined) return mentions;
  const distance = ({ start, end }: Mention) => Math.min(Math.abs(start - told.at), Math.abs(told.at - end + 1));
  return [mentions.reduce((a, b) => (distance(b) < distance(a) ? b : a))];
}
