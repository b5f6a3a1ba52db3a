import { type Article, hitsOf } from "./article.js";
import { type Clause, clauseAt } from "./clause.js";
import type { Hit } from "./lexicon.js";
import type { Mention } from "./mention.js";
import { findOthers } from "./other-organisation.js";
import type { Words } from "./words.js";

/** What part a supplier has in an item: what it tells is about it, or it only owns, comments, compares or is spared. */
export type Role = "subject" | "victim" | "owner" | "buyer" | "quoted" | "compared" | "untouched";

/** The role in which a supplier is named; `subject` as soon as one mention is. */
export function roleOf(
  article: Article,
  clauses: readonly Clause[],
  mentions: readonly Mention[],
  all: readonly Mention[],
  words: Words,
): Role {
  const roles = mentions.map((mention) => roleOfMention(article, clauses, mention, all, words));
  return roles.find((role) => role === "subject") ?? roles[0] ?? "subject";
}

function roleOfMention(
  article: Article,
  clauses: readonly Clause[],
  mention: Mention,
  all: readonly Mention[],
  words: Words,
): Role {
  const clause = clauseAt(clauses, mention.start);
  if (clause === undefined) return "subject";
  const inSentence = (concept: string) =>
    hitsOf(article, concept).filter(({ sentence }) => sentence === clause.sentence);
  const shortlyBefore = (concept: string, reach: number) =>
    inSentence(concept).some((hit) => hit.end <= mention.start && mention.start - hit.end <= reach);
  if (shortlyBefore("robbed", 1)) return "victim";
  if (shortlyBefore("bought-by", 4)) return "buyer";
  if (shortlyBefore("owner-title", 0)) return isBlamed(article, mention) ? "subject" : "owner";
  if (shortlyBefore("owned-by", 4)) return "owner";
  const alone = all.every(({ form }) => form.supplier === mention.form.supplier);
  const spared = alone ? hitsOf(article, "untouched") : hitsOf(article, "untouched", clause.start, clause.end);
  if (spared.some((hit) => !isOfPeople(article, hit))) return "untouched";
  const inTitle = mention.start < article.titleEnd;
  if (inTitle && hitsOf(article, "speaks-out", mention.end, mention.end + 1).length > 0) return "quoted";
  if (article.byConcept.has("misused") || shortlyBefore("compared", 8)) return "compared";
  if (shortlyBefore("instead", 1) && (!alone || findOthers(article, all, words).length > 0)) return "compared";
  if (!alone && inSentence("owns").some(({ start }) => start >= mention.end && start - mention.end <= 1))
    return "owner";
  if (isVoice(article, mention, all)) return "quoted";
  return isQuoted(article, clause, mention, all, words) ? "quoted" : "subject";
}

const JUST_BEFORE = 3;

/** "Ungdomarna berörs inte": that they are spared does not spare the supplier. */
function isOfPeople(article: Article, { start, sentence }: Hit): boolean {
  return ["resident", "staff"].some((concept) =>
    hitsOf(article, concept, start - JUST_BEFORE, start).some((hit) => hit.sentence === sentence),
  );
}

const BLAME = ["criticism", "order", "arrested", "suspect", "tax-trouble", "insolvency"];

/** "Moderbolaget X får kritik": an owner that is blamed itself. */
function isBlamed(article: Article, { start, end }: Mention): boolean {
  const sentence = article.tokens[start]?.sentence;
  return BLAME.some((concept) => hitsOf(article, concept, end).some((hit) => hit.sentence === sentence));
}

const SPEAKER_REACH = 8;

/** "säger Karin Vall, föreståndare på X": the words by which somebody of X's is said to speak. */
function speakers({ tokens, byConcept }: Article, { start }: Mention, words: Words): Hit[] {
  const said = byConcept.get("say") ?? [];
  return said.filter(({ end, sentence }) => {
    const next = tokens[end];
    const near = end <= start && start - end <= SPEAKER_REACH && sentence === tokens[start]?.sentence;
    return near && next?.capital === true && words.firstNames.has(next.name);
  });
}

const VOICE_REACH = 12;

/** "Ny rapport om …, säger Maja Niemi, konsulent på X": a voice on a matter of the whole country, and no home is spoken of. */
function isVoice(article: Article, mention: Mention, all: readonly Mention[]): boolean {
  const { start, form, end } = mention;
  const again = all.some((other) => other.form.supplier === form.supplier && other.start !== start);
  if (again || start < article.titleEnd || !article.byConcept.has("general")) return false;
  const sentence = article.tokens[start]?.sentence;
  const speaks = hitsOf(article, "say", start - VOICE_REACH, start).some((hit) => hit.sentence === sentence);
  const says = hitsOf(article, "say", end, end + VOICE_REACH).some((hit) => hit.sentence === sentence);
  return (speaks || says) && hitsOf(article, "operation-noun").length === 0;
}

/** "säger platschefen på X": X comments, if the item is about somebody else that it names; or only lends a hand. */
function isQuoted(article: Article, clause: Clause, mention: Mention, all: readonly Mention[], words: Words): boolean {
  const says = hitsOf(article, "say", clause.start, mention.start).concat(speakers(article, mention, words));
  const helps = hitsOf(article, "helps").filter(({ sentence }) => sentence === clause.sentence);
  if (says.length + helps.length === 0) return false;
  return findOthers(article, all, words).some((at) => at !== mention.start);
}
