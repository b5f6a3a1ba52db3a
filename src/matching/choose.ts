import type { Article } from "./article.js";
import { type Evidence, ofContext, ofName, ofSilence } from "./evidence.js";
import { ofPlace } from "./evidence-of-place.js";
import { isWithPlace, ofNeighbours } from "./guard.js";
import type { Mention } from "./mention.js";
import { foldPlace } from "./place.js";
import type { Profile, ProfileAt } from "./profile.js";
import type { Words } from "./words.js";

/** A mention with what speaks for and against it. */
export interface Weighed {
  readonly mention: Mention;
  readonly evidence: readonly Evidence[];
  readonly weight: number;
}

/** From here on the name is taken to mean the supplier. */
export const ENOUGH = 1.75;

/** The mentions that mean their suppliers: the longest name at each place, of equals the best supported. */
export function chooseMentions(
  article: Article,
  mentions: readonly Mention[],
  profileAt: ProfileAt,
  words: Words,
): Weighed[] {
  const candidates = longest(mentions);
  const all = candidates
    .map((mention) => weigh(article, mention, candidates, profileAt(mention.form.supplier), words))
    .filter((candidate) => candidate !== null);
  const weighed = all.filter((candidate) => !all.some((other) => isNamesake(candidate, other)));
  const chosen = weighed.filter((candidate) => candidate.weight >= ENOUGH && isBestOfShared(candidate, weighed));
  return [...chosen, ...bySupport(weighed, chosen)];
}

/** Overlapping mentions yield to the longest; of one length all stay, to be told apart by what they mean. */
function longest(mentions: readonly Mention[]): Mention[] {
  const size = ({ start, end }: Mention) => end - start;
  return mentions.filter(
    (mention) =>
      !mentions.some((other) => other.start < mention.end && mention.start < other.end && size(other) > size(mention)),
  );
}

function weigh(
  article: Article,
  mention: Mention,
  mentions: readonly Mention[],
  profile: Profile | undefined,
  words: Words,
): Weighed | null {
  if (profile === undefined) return null;
  const { place } = mention.form;
  if (place !== null && !article.places.some((named) => named.place === foldPlace(place, words))) return null;
  const around = [...ofNeighbours(article, mention, profile, words), ...ofContext(article, mention, profile)];
  const evidence = [
    ...ofName(mention),
    ...around,
    ...ofSilence(mention, around, isWithPlace(article, mention, profile)),
    ...ofPlace(article, mention, profile, mentions),
  ];
  return { mention, evidence, weight: evidence.reduce((sum, { weight }) => sum + weight, 0) };
}

/** The same form stands elsewhere in the item for somebody else: in another town, or with another firm's words. */
function isNamesake({ mention: { form } }: Weighed, other: Weighed): boolean {
  return other.mention.form === form && !form.operation && other.evidence.some(({ namesake }) => namesake === true);
}

const CLEARLY = 0.5;
const REGISTERED_BONUS = 1;

/** The same words belong to several suppliers: only one that is clearly better supported than the others is meant. */
function isBestOfShared(candidate: Weighed, all: readonly Weighed[]): boolean {
  const rank = ({ mention, weight }: Weighed) => weight + (mention.form.kind === "brand" ? 0 : REGISTERED_BONUS);
  return all.every(
    (other) =>
      other.mention.form.supplier === candidate.mention.form.supplier ||
      other.mention.start !== candidate.mention.start ||
      rank(candidate) >= rank(other) + CLEARLY,
  );
}

const SUPPORT = 0.75;
const GROUP_SUPPORT = 3;

/** A doubtful name gains by a sure one beside it, the group's own name still more by its subsidiaries'. */
function bySupport(weighed: readonly Weighed[], chosen: readonly Weighed[]): Weighed[] {
  if (chosen.length === 0) return [];
  const taken = new Set(chosen.map(({ mention }) => mention.form.supplier));
  const gain = ({ mention }: Weighed) =>
    chosen.some((sure) => sure.mention.form.words[0] === mention.form.words[0]) ? GROUP_SUPPORT : SUPPORT;
  return weighed
    .filter(({ mention, weight }) => !taken.has(mention.form.supplier) && weight < ENOUGH)
    .filter((candidate) => candidate.weight + gain(candidate) >= ENOUGH && isBestOfShared(candidate, weighed))
    .map((candidate) => ({
      ...candidate,
      weight: candidate.weight + gain(candidate),
      evidence: [...candidate.evidence, { weight: gain(candidate), text: "nämns med en annan leverantör i registret" }],
    }));
}
