import { accusationOf, accusedOf } from "./accused.js";
import { type Article, hitsOf } from "./article.js";
import { type Clause, clauseAt } from "./clause.js";
import { type Hit, NOT } from "./lexicon.js";
import type { Matter, MediaSeverity } from "./match.js";
import type { EventRule, Words } from "./words.js";

/** Something the item says has happened. */
export interface NewsEvent {
  readonly severity: MediaSeverity;
  readonly category: Matter;
  /** The token that carries it: its clause tells whom it concerns and whether it is new. */
  readonly at: number;
  readonly sentence: number;
  readonly clause: Clause;
  readonly words: readonly string[];
  /** Only says that somebody looks into it or complains: what it followed on is then the news. */
  readonly probing: boolean;
}

const REACH = 16;
const NEGATION_REACH = 4;

/** Every event of the word data that the article tells and does not deny; a thriller on stage is no murder. */
export function findEvents(article: Article, clauses: readonly Clause[], words: Words): NewsEvent[] {
  const concepts = article.byConcept;
  if (concepts.has("play-sure") || (concepts.has("play") && !concepts.has("hard-actor"))) return [];
  return words.events
    .filter(({ when }) => when.every((concept) => concepts.has(concept)))
    .flatMap((rule) => eventsOf(rule, article, clauses));
}

function eventsOf(rule: EventRule, article: Article, clauses: readonly Clause[]): NewsEvent[] {
  const [first = "", ...rest] = rule.when;
  return hitsOf(article, first).flatMap((anchor) => {
    const others = rest.map((concept) => nearest(hitsOf(article, concept), anchor, rule.wide));
    if (others.some((hit) => hit === null)) return [];
    const hits = [anchor, ...others.filter((hit) => hit !== null)].sort((a, b) => a.start - b.start);
    if (isLifted(rule, article, anchor)) return [];
    const clause = clauseAt(clauses, anchor.start);
    if (clause === undefined || (rule.negatable && isDenied(article, anchor, clause))) return [];
    const told = { at: anchor.start, sentence: anchor.sentence, clause, words: hits.map(({ text }) => text) };
    return [{ ...told, ...gravityOf(rule, article, anchor), probing: rule.probing }];
  });
}

/** A crime of somebody who lives there, or of a stranger, says little of the supplier; what was done to them tells itself. */
function gravityOf(rule: EventRule, article: Article, anchor: Hit): Pick<NewsEvent, "severity" | "category"> {
  const { severity, category } = rule;
  if (rule.claimed && isOnlyClaimed(article, anchor)) return { severity: "notice", category };
  const accusation = rule.accuses !== undefined ? anchor : rule.crime ? accusationOf(article, anchor) : null;
  if (severity !== "critical" || accusation === null) return { severity, category };
  if (rule.crime && isAgainstResident(article, anchor)) return { severity, category };
  const accused = accusedOf(article, accusation);
  const holds = accused === "staff" || (accused === "unknown" && rule.accuses !== "staff");
  return holds ? { severity, category } : { severity: "notice", category: "crime" };
}

const VICTIM_REACH = 5;

/** "övergrepp mot två placerade syskon": grave, whoever did it. */
function isAgainstResident(article: Article, { end, sentence }: Hit): boolean {
  const against = article.tokens.findIndex(({ lower }, at) => at >= end && at < end + VICTIM_REACH && lower === "mot");
  if (against < 0) return false;
  return hitsOf(article, "resident", against, against + VICTIM_REACH).some((hit) => hit.sentence === sentence);
}

const CLAIM_REACH = 3;

/**
 * "Ett tips om för många inskrivna", or a mother, a neighbour or the union says so, and no authority or municipality in
 * that sentence or in the item.
 */
function isOnlyClaimed(article: Article, { sentence, start }: Hit): boolean {
  const inSentence = (concept: string) => hitsOf(article, concept).some((hit) => hit.sentence === sentence);
  const claims = hitsOf(article, "claim").filter((hit) => hit.sentence === sentence);
  if (claims.some(({ end }) => end <= start && start - end <= CLAIM_REACH)) return true;
  const official = (says: (concept: string) => boolean) => says("authority") || says("municipality");
  if (inSentence("claimant") && inSentence("say")) return !official(inSentence);
  return article.byConcept.has("claimant") && !official((concept) => article.byConcept.has(concept));
}

function isLifted(rule: EventRule, article: Article, anchor: Hit): boolean {
  const inSentence = (concept: string) => hitsOf(article, concept).some(({ sentence }) => sentence === anchor.sentence);
  return rule.unless.some(inSentence) || rule["unless-anywhere"].some((concept) => article.byConcept.has(concept));
}

function nearest(hits: readonly Hit[], anchor: Hit, wide: boolean): Hit | null {
  const distance = (hit: Hit) => Math.abs(hit.start - anchor.start);
  const near = hits.filter(
    (hit) =>
      (hit.end <= anchor.start || hit.start >= anchor.end) &&
      (wide || (hit.sentence === anchor.sentence && distance(hit) <= REACH)),
  );
  return near.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

const SUBORDINATORS = new Set(["när", "att", "som", "innan", "då", "medan", "där"]);

/** Denied in its clause: "inga brister", "stänger inte"; but not "ingen såg när pojken drunknade". */
export function isDenied(article: Article, hit: Hit, clause: Clause): boolean {
  const after = article.tokens[hit.end];
  if (after?.before === " " && NOT.has(after.lower)) return true;
  const from = Math.max(clause.start, hit.start - NEGATION_REACH);
  return hitsOf(article, "negation", from, hit.start).some(({ end }) => {
    const between = article.tokens.slice(end, hit.start);
    return end <= hit.start && !between.some(({ lower }) => SUBORDINATORS.has(lower));
  });
}
