import { type Article, hitsOf, opensSentence } from "./article.js";
import { type Evidence, REFUSE } from "./evidence.js";
import { bare } from "./inflection.js";
import type { Mention } from "./mention.js";
import { isOrdinary } from "./ordinary.js";
import { LEGAL_FORM_AFTER, ofOtherName } from "./other-name.js";
import type { Profile } from "./profile.js";
import type { Token } from "./token.js";
import type { Words } from "./words.js";

/** What stands beside the name and tells that it is somebody or something else, or the home itself. */
export function ofNeighbours(article: Article, mention: Mention, profile: Profile, words: Words): Evidence[] {
  return [
    ...ofCase(article, mention, profile, words),
    ...ofPerson(article, mention, profile, words),
    ...ofOtherName(article, mention, profile, words),
    ...ofWordBefore(article, mention, profile, words),
    ...ofWordAfter(article, mention),
    ...ofBelongings(article, mention),
  ];
}

/** "Xs ägare", "styrelsen för X": what only an operation has. */
function ofBelongings(article: Article, { start, end, tail }: Mention): Evidence[] {
  const { tokens } = article;
  const belongings = hitsOf(article, "of-operation");
  const genitive = tail === "genitive" || tokens[end - 1]?.name.endsWith("s") === true;
  const possessed = [...belongings, ...hitsOf(article, "staff", end, end + 1)];
  const after = genitive ? possessed.find((hit) => hit.start === end || hit.start === end + 1) : undefined;
  const before = hitsOf(article, "of", start - 1, start).length > 0;
  const owned = after ?? (before ? belongings.find((hit) => hit.end === start - 1) : undefined);
  const apart = owned === undefined || tokens[owned.start]?.sentence !== tokens[start]?.sentence;
  return apart ? [] : [{ weight: 1.25, text: `”${owned.text}”, som en verksamhet har` }];
}

function ofCase(article: Article, mention: Mention, profile: Profile, words: Words): Evidence[] {
  const { tokens, loudTitle, titleEnd } = article;
  const span = tokens.slice(mention.start, mention.end);
  const [first] = span;
  if (first === undefined || /^\d/.test(first.text)) return [];
  const initials = mention.form.words.some((word) => word.length <= 3 && !words.weak.has(word) && !/^\d|&/.test(word));
  const allShort = mention.form.words.length === 1 && /^\p{Lu}{2,3}\b/u.test(mention.form.label);
  if (allShort && initials && !/^\p{Lu}{2}/u.test(first.text)) return [{ weight: REFUSE, text: "inte versaler" }];
  if (!first.capital && !/^\p{Ll}/u.test(mention.form.label))
    return [{ weight: REFUSE, text: "liten bokstav: ett vanligt ord" }];
  const loud = loudTitle && mention.start < titleEnd;
  const secondLower = span
    .slice(1)
    .some(
      (token, i) =>
        !token.capital && isTelling(mention.form.words[i + 1] ?? "", words) && !mention.form.label.includes(token.text),
    );
  if (!loud && secondLower) return [{ weight: -2, text: "liten bokstav i namnet" }];
  if (loud || !mention.form.ordinary) return [];
  if (!opensSentence(article, mention.start)) return [{ weight: 0.75, text: "stor bokstav inne i meningen" }];
  if (isWithPlace(article, mention, profile)) return [];
  return [{ weight: -0.5, text: "ett vanligt ord först i meningen" }];
}

/** "Skeppet i Lysekil", the supplier's own town right after the name. */
export function isWithPlace(article: Article, { end }: Mention, profile: Profile): boolean {
  return (
    hitsOf(article, "at", end, end + 1).length > 0 &&
    article.places.some(({ at, place }) => at === end + 1 && profile.places.has(place))
  );
}

function isTelling(word: string, words: Words): boolean {
  return !words.weak.has(word) && word !== "&" && !/^\d/.test(word) && !words.areas.has(word) && word.length > 3;
}

/** "Alléns i Skara" may be told of together with its Gunilla Allén. */
const FOUNDER = -1.5;

/** Anywhere in the item: a first name or a title before the word, or an age after it, makes it a person's. */
function ofPerson(article: Article, mention: Mention, profile: Profile, words: Words): Evidence[] {
  if (mention.tail === "facility" || mention.form.operation) return [];
  const surname = bare(mention.form.words.at(-1) ?? "");
  const { tokens } = article;
  const bearer = tokens.findIndex(
    (token, at) => token.capital && bare(token.name) === surname && isPerson(article, at, words),
  );
  if (bearer < 0) return [];
  const told = tokens.slice(Math.max(0, bearer - 1), bearer + 2).map(({ text }) => text);
  const founder = (bearer < mention.start || bearer >= mention.end) && isWithPlace(article, mention, profile);
  return [{ weight: founder ? FOUNDER : REFUSE, text: `en person: ”${told.join(" ")}”` }];
}

function isPerson(article: Article, at: number, words: Words): boolean {
  const { tokens } = article;
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token === undefined) return false;
  const stuck = before !== undefined && !/[.\n,;:]/.test(token.before);
  if (stuck && before.capital && words.firstNames.has(before.name)) return true;
  if (stuck && hitsOf(article, "person-before").some((hit) => hit.end === at)) return true;
  if (after === undefined || after.before.includes("\n")) return false;
  const quoted = /["”“'’»]/.test(token.before) || /["”“'’»]/.test(after.before);
  if (quoted && isPersonsSurname(after, words)) return true;
  if (!words.firstNames.has(token.name)) return false;
  const aged = after.before === ", " && /^\d{1,2}$/.test(after.text);
  return aged || (after.before === " " && after.capital && !after.caps && !words.weak.has(after.name));
}

function isPersonsSurname(token: Token, words: Words): boolean {
  return token.capital && words.surnameEndings.some((ending) => token.name.endsWith(ending));
}

function ofWordBefore(article: Article, mention: Mention, profile: Profile, words: Words): Evidence[] {
  const before = article.tokens[mention.start - 1];
  const own = article.tokens[mention.start];
  if (before === undefined || before.sentence !== own?.sentence || !/^[ "”“'’»-]{1,3}$/.test(own.before)) return [];
  const touching = (concept: string) => hitsOf(article, concept).some((hit) => hit.end === mention.start);
  const kind = article.hits.find((hit) => hit.concept.startsWith("kind:") && hit.end === mention.start);
  if (kind !== undefined) {
    const own = profile.kinds.has(kind.concept.slice(5));
    return [{ weight: own ? 1.5 : 0.75, text: `”${kind.text}” före namnet` }];
  }
  if (touching("home-noun")) return [{ weight: 1.5, text: `”${before.text}” före namnet` }];
  if (touching("other-noun")) return [{ weight: REFUSE, text: `något annat: ”${before.text}”`, namesake: true }];
  if (mention.form.ordinary && isThing(article, mention.start - 1, words)) {
    return [{ weight: -2.5, text: `något annat: ”${before.text}”`, namesake: true }];
  }
  const doubtful = mention.form.distinctive < 1 && mention.tail !== "facility";
  if (touching("on-place")) return [{ weight: 0.5, text: `”${before.text}” före namnet` }];
  const inPlace = mention.tail !== "genitive" && touching("in-place");
  return doubtful && inPlace ? [{ weight: -1.25, text: `”${before.text}” före namnet: en plats` }] : [];
}

const DEFINITE = /(en|et|an)$/;
const SHORTEST_THING = 6;

/** "Simskolan Sjöhästen": a definite noun right before the name says what bears it, unless it is a word of care. */
function isThing({ tokens, hits }: Article, at: number, words: Words): boolean {
  const { name, lower } = tokens[at] ?? { name: "", lower: "" };
  if (name.length < SHORTEST_THING || !DEFINITE.test(lower) || words.ordinary.has(name)) return false;
  const known = hits.some(({ start, end, concept }) => start <= at && end > at && !NO_CARE.has(concept));
  return !known && isOrdinary(name, words);
}

const NO_CARE = new Set(["other", "other-noun"]);

function ofWordAfter(article: Article, mention: Mention): Evidence[] {
  const after = article.tokens[mention.end];
  if (after === undefined || after.before !== " ") return [];
  const touching = (concept: string) => hitsOf(article, concept).find((hit) => hit.start === mention.end);
  const other = touching("other-after");
  if (other !== undefined) return [{ weight: REFUSE, text: `något annat: ”${other.text}”` }];
  if (mention.form.kind === "legal" && LEGAL_FORM_AFTER.has(after.name)) {
    return [{ weight: 1, text: `namnet med bolagsformen ”${after.text}”` }];
  }
  return mention.form.ordinary && touching("word-after")
    ? [{ weight: -1.5, text: `ordet, inte namnet: ”… ${after.text}”` }]
    : [];
}
