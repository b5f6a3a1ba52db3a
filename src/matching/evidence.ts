import { type Article, hitsOf, isDefinite, wholeWord } from "./article.js";
import { written } from "./evidence-of-place.js";
import type { Hit } from "./lexicon.js";
import type { Mention } from "./mention.js";
import type { PlaceName } from "./place.js";
import type { Profile } from "./profile.js";
import type { Token } from "./token.js";

/** One reason for or against that a name means the supplier. Text in Swedish, for the person who reads the alert. */
export interface Evidence {
  readonly weight: number;
  readonly text: string;
  /** Tells of a namesake: what bears this name in the item is not the supplier. */
  readonly namesake?: boolean;
}

/** Weighs more than anything that can be said for a name. */
export const REFUSE = -6;

/** How much the name says by itself. */
export function ofName({ form, spelling, tail }: Mention): Evidence[] {
  const evidence: Evidence[] = [];
  const telling = form.distinctive;
  if (form.operation && form.kind !== "brand") {
    evidence.push({ weight: telling > 0 || form.words.length > 2 ? 2.5 : 1.75, text: "namnet med verksamhetens slag" });
  } else if (telling > 0) evidence.push({ weight: telling, text: "särskiljande namn" });
  if (form.kind === "legal" && !form.operation && form.words.length > 2)
    evidence.push({ weight: 1.25, text: "hela namnet" });
  if (form.kind === "brand") evidence.push({ weight: -0.25, text: "bara en del av namnet" });
  if (tail === "facility") evidence.push({ weight: 1.5, text: "sammansatt med hem, boende eller bolag" });
  if (tail === "about") evidence.push({ weight: 0.5, text: "namnet i en sammansättning" });
  if (spelling === "misspelt") evidence.push({ weight: -0.5, text: "avvikande stavning" });
  if (spelling === "diacritics") evidence.push({ weight: -0.25, text: "utan prickar eller accent" });
  return evidence;
}

/** What the item is about: the same kind of operation, another kind of care, other subjects. */
export function ofContext(article: Article, mention: Mention, profile: Profile): Evidence[] {
  const outside = article.hits.filter(
    (hit) => !isOwnName(article, mention, hit) && isNear(article, mention, hit.sentence, hit.start),
  );
  const kinds = new Set(outside.filter((hit) => hit.concept.startsWith("kind:")).map((hit) => hit.concept.slice(5)));
  const same = outside.filter((hit) => hit.concept.startsWith("kind:") && profile.kinds.has(hit.concept.slice(5)));
  const care = outside.filter((hit) => hit.concept === "care");
  const weak = new Set(outside.filter((hit) => hit.concept === "care-weak").map((hit) => hit.text.toLowerCase()));
  const evidence: Evidence[] = [];
  const business = outside.find((hit) => BUSINESS.has(hit.concept));
  if (business !== undefined) evidence.push({ weight: 0.75, text: `”${business.text}”, som sägs om företag` });
  if (same.length > 0) evidence.push(ofSameKind(article, same));
  else if (kinds.size > 0) evidence.push({ weight: 0.75, text: "annan social omsorg nämns" });
  const [first] = care;
  if (first !== undefined) evidence.push({ weight: 1, text: `omsorgssammanhang: ”${first.text}”` });
  if (weak.size > 0)
    evidence.push({ weight: Math.min(weak.size, 3) * 0.4, text: `”${[...weak].slice(0, 3).join("”, ”")}”` });
  const other = new Set(outside.filter((hit) => hit.concept === "other").map((hit) => hit.text.toLowerCase()));
  if (other.size > 0) {
    evidence.push({
      weight: -0.6 * Math.min(other.size, 5),
      text: `annat ämne: ”${[...other].slice(0, 3).join("”, ”")}”`,
    });
  }
  const elsewhere = outside.find((hit) => hit.concept === "other-operation");
  if (elsewhere !== undefined && care.length === 0 && same.length === 0) {
    evidence.push({ weight: -1.5, text: `en annan verksamhet: ”${elsewhere.text}”` });
  }
  const again = outsideWords(article, mention).find(({ name }) =>
    profile.kindWords.some((word) => name.startsWith(word)),
  );
  if (again !== undefined && same.length === 0) evidence.push({ weight: 1.25, text: `ord ur namnet: ”${again.text}”` });
  const foundation = profile.foundation ? article.tokens.find(({ lower }) => FOUNDATION.test(lower)) : undefined;
  if (foundation !== undefined) evidence.push({ weight: 1.25, text: `”${foundation.text}”, som leverantören är` });
  const named = article.places.find((place) => profile.places.has(place.place) && isOperationThere(article, place));
  if (named !== undefined)
    evidence.push({ weight: 1.25, text: `verksamheten på orten: ”${written(article, named.at, 1)}”` });
  return evidence;
}

/** "Kumlahemmet", "bolaget i Kumla". */
function isOperationThere(article: Article, { at, operation }: PlaceName): boolean {
  return (
    operation ||
    (hitsOf(article, "at", at - 1, at).length > 0 && hitsOf(article, "operation-noun", at - 2, at - 1).length > 0)
  );
}

function outsideWords({ tokens }: Article, { start, end }: Mention): readonly Token[] {
  return tokens.filter((_, at) => at < start || at >= end);
}

const FOUNDATION = /(stiftelsen|föreningen|jouren)s?$/;

/** An everyday word needs more than a weak hint of care around it, another name a hint at least; "Plats 11 i Västerås" none. */
export function ofSilence({ form }: Mention, around: readonly Evidence[], withPlace: boolean): Evidence[] {
  const enough = (weight: number) => (form.ordinary || form.distinctive < 0.5 ? weight >= 1 : weight > 0);
  if (form.operation || (withPlace && form.words.length > 1) || around.some(({ weight }) => enough(weight))) return [];
  return around.some(({ weight }) => weight > 0)
    ? [{ weight: -0.35, text: "lite i texten om omsorg" }]
    : [{ weight: -0.75, text: "inget i texten om omsorg" }];
}

/** The words of the name itself, here or where it stands again. */
function isOwnName({ tokens }: Article, mention: Mention, hit: Hit): boolean {
  if (hit.start < mention.end && hit.end > mention.start) return true;
  const first = mention.form.words[0] ?? "";
  return first.length > 2 && tokens[hit.start]?.name.startsWith(first) === true;
}

function ofSameKind(article: Article, hits: readonly Hit[]): Evidence {
  const whole = hits.map((hit) => wholeWord(article, hit));
  const definite = whole.find(isDefinite);
  const text = definite ?? whole[0] ?? "";
  return { weight: definite === undefined ? 1.25 : 2, text: `samma slags verksamhet: ”${text}”` };
}

/** What the news says of firms and homes, hardly of trees and people. */
const BUSINESS = new Set(["insolvency", "tax-trouble", "stop-placing", "permit", "order", "f-tax", "owner-change"]);

const NEAR_SENTENCES = 2;

/** The headline and the sentences around the name tell what it means there; the rest of a long text may be of other things. */
function isNear({ tokens, titleEnd }: Article, mention: Mention, sentence: number, at: number): boolean {
  return at < titleEnd || Math.abs((tokens[mention.start]?.sentence ?? 0) - sentence) <= NEAR_SENTENCES;
}
