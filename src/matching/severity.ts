import { type Article, hitsOf } from "./article.js";
import { type Clause, clauseAt, readClauses } from "./clause.js";
import { type Clearing, findClearings, isLeftBy, type Told } from "./clearing.js";
import { concerns } from "./concern.js";
import { findEvents, type NewsEvent } from "./event.js";
import type { Matter, MediaSeverity } from "./match.js";
import type { Mention } from "./mention.js";
import { findOthers, isOfAnother } from "./other-organisation.js";
import type { ProfileAt } from "./profile.js";
import { type Role, roleOf } from "./role.js";
import type { Words } from "./words.js";

/** How grave what the item says of one supplier is, and the words it rests on. */
export interface Reading {
  readonly severity: MediaSeverity;
  readonly category: Matter;
  readonly words: readonly string[];
  readonly role: Role;
  /** Why it became no worse: "frias", "åtgärdades". */
  readonly relieved: string | null;
}

const RANK: Readonly<Record<MediaSeverity, number>> = { neutral: 0, notice: 1, serious: 2, critical: 3 };

/** Reads the severity for each supplier that is named; the mentions are those of the names that were chosen. */
export function readSeverities(
  article: Article,
  mentions: readonly Mention[],
  profileAt: ProfileAt,
  words: Words,
): Map<number, Reading> {
  const clauses = readClauses(article);
  const others = findOthers(article, mentions, words);
  const events = findEvents(article, clauses, words)
    .filter((event) => !isElsewhere(article, event))
    .filter((event) => !isOfAnother(article, event, others, mentions));
  const clearings = findClearings(article, clauses);
  const suppliers = [...new Set(mentions.map(({ form }) => form.supplier))];
  const roles = new Map(
    suppliers.map((supplier) => {
      const own = mentions.filter(({ form }) => form.supplier === supplier);
      return [supplier, roleOf(article, clauses, own, mentions, words)] as const;
    }),
  );
  const naming = mentions.filter(({ form }) => roles.get(form.supplier) === "subject");
  const subjects = new Set(naming.map(({ form }) => form.supplier));
  return new Map(
    suppliers.map((supplier) => {
      const role = roles.get(supplier) ?? "subject";
      const mine = (told: Told) =>
        subjects.size <= 1 ? subjects.has(supplier) : concerns(article, told, supplier, naming, profileAt);
      const told = {
        events: events.filter(mine),
        clearings: clearings.filter(mine),
        silent: events.length === 0,
        beside: suppliers.length === 1 ? null : clausesOf(clauses, mentions, supplier),
      };
      return [supplier, readOne(article, told, role)] as const;
    }),
  );
}

/** The criticism is of the municipality ("JO kritiserar Alvesta") or another authority. */
function isElsewhere(article: Article, { clause, severity }: NewsEvent): boolean {
  if (severity === "critical") return false;
  const criticised = hitsOf(article, "criticises", clause.start, clause.end);
  const ofTown = criticised.some(({ end }) => article.places.some(({ at, operation }) => at === end && !operation));
  return ofTown || hitsOf(article, "elsewhere", clause.start, clause.end).length > 0;
}

/** What is told of one supplier; silent when the item tells of nothing, of nobody. */
interface ToldOfOne {
  readonly events: readonly NewsEvent[];
  readonly clearings: readonly Clearing[];
  readonly silent: boolean;
  /** The clauses that name it where others are named too. */
  readonly beside: readonly Clause[] | null;
}

function clausesOf(clauses: readonly Clause[], mentions: readonly Mention[], supplier: number): readonly Clause[] {
  const own = mentions.filter(({ form }) => form.supplier === supplier);
  return own.flatMap(({ start }) => clauseAt(clauses, start) ?? []);
}

function readOne(article: Article, { events, clearings, silent, beside }: ToldOfOne, role: Role): Reading {
  const calm = (category: Matter, relieved: string | null = null): Reading => ({
    severity: "neutral",
    category,
    words: [],
    role,
    relieved,
  });
  if (role === "owner") return calm("ownership");
  if (role === "victim" && hitsOf(article, "arrested").length > 0) return calm("crime");
  if (role === "buyer" || role === "victim") return noticed(role);
  if (role !== "subject") return calm("other");
  const cleared = clearings[0] ?? null;
  const worst = newest(
    article,
    events.filter((event) => isLeftBy(article, clearings, event)),
  );
  if (worst === null && cleared === null && silent) return ofUnknown(article, beside) ?? calm("other");
  if (worst === null) return calm(gravest(events)?.category ?? "other", cleared?.text ?? null);
  return { severity: worst.severity, category: worst.category, words: worst.words, role, relieved: null };
}

/**
 * The gravest of what is new. What it followed on ("efter att en pojke misshandlats") counts too where the news itself
 * is slight, and what is only retold where there is no news and nothing has been put right.
 */
function newest(article: Article, events: readonly NewsEvent[]): NewsEvent | null {
  const news = gravest(events.filter(({ clause }) => clause.background === null));
  if (news !== null && news.severity !== "notice") return news;
  const cause = gravest(events.filter(({ clause }) => clause.background !== "past"));
  if (cause !== null && (news === null ? !isHistory(article) : news.probing)) return cause;
  return news === null && !isHistory(article) ? gravest(events) : news;
}

function noticed(role: "buyer" | "victim"): Reading {
  const category = role === "buyer" ? "ownership" : "other";
  return { severity: "notice", category, words: [], role, relieved: null };
}

/** What an authority says of a home without praise is mostly this, in words that the data may lack. */
const ACTORS = [
  { concept: "ivo", severity: "serious", category: "supervision" },
  { concept: "tax-office", severity: "serious", category: "tax" },
  { concept: "police", severity: "notice", category: "crime" },
] as const;

/** No event of the data fits and nothing good is told, but an authority speaks or there is friction: somebody should read it. */
function ofUnknown(article: Article, beside: ToldOfOne["beside"]): Reading | null {
  const near = (concept: string) =>
    beside === null
      ? hitsOf(article, concept)
      : beside.flatMap(({ start, end }) => hitsOf(article, concept, start, end));
  const says = (concept: string) => near(concept).length > 0;
  if (["positive", "play-sure", "buys-places"].some(says)) return null;
  const actor = ACTORS.find(({ concept }) => says(concept));
  if (!says("friction") && (actor === undefined || actor.severity === "notice")) return null;
  const [word] = actor === undefined ? [] : near(actor.concept);
  const asked = hitsOf(article, "asks").length > 0;
  return {
    severity: asked ? "notice" : (actor?.severity ?? "notice"),
    category: actor?.category ?? "other",
    words: word === undefined ? [] : [word.text],
    role: "subject",
    relieved: null,
  };
}

/** Of equally grave ones the first told: the headline says what the item is about. */
function gravest(events: readonly NewsEvent[]): NewsEvent | null {
  return events.reduce<NewsEvent | null>(
    (worst, event) => (worst === null || isGraver(event, worst) ? event : worst),
    null,
  );
}

function isGraver(event: NewsEvent, other: NewsEvent): boolean {
  const difference = RANK[event.severity] - RANK[other.severity];
  return difference > 0 || (difference === 0 && event.clause.start < other.clause.start);
}

/** Only a retold matter: put right since, or the news itself is good. */
function isHistory(article: Article): boolean {
  const toShow = new Set(hitsOf(article, "to-show").map(({ sentence }) => sentence));
  const remedied = hitsOf(article, "remedied").some(({ sentence }) => !toShow.has(sentence));
  return remedied || hitsOf(article, "positive").length > 0;
}
