import { SCHEMA_VERSION } from "../src/domain/kind.js";
import type { Evidence, FeedItem, Observation } from "../src/domain/observation.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import { evidenceMaker } from "../src/evidence/evidence.js";
import type { Match, NewsText } from "../src/matching/match.js";
import { joinStory } from "../src/matching/story.js";
import { feedRow } from "../src/store/feed.js";
import {
  addItem,
  clusterOf,
  isKnownItem,
  itemsOfStory,
  keepNames,
  recentItems,
  type StoredItem,
} from "../src/store/item.js";
import type { Db } from "../src/store/open.js";
import { type Asked, type Outcome, recordObservations } from "../src/store/record.js";

export interface StoryDeps {
  /** Suppliers of the register that a text names. Built when first asked for in a run. */
  readonly match: (text: NewsText) => readonly Match[];
  /** Digest of the names that are looked for: another one, and what is kept is searched again. */
  readonly names: () => string;
}

/** How long a story is one story: later news of the same matter is a new event. */
export const STORY_MS = 14 * 86_400_000;
const RECENT = 2_000;
const GRAVEST_FIRST = ["critical", "serious", "notice", "neutral"];

interface Kept {
  /** Items that were not known before. */
  readonly fresh: number;
  /** New versions of facts. */
  readonly changed: number;
}

/** Keeps what a feed brought that is new, joins it to its story, and records whom the story names. */
export function recordItems(deps: StoryDeps, db: Db, { claim, result }: Outcome, now: Date): Kept {
  if (result.outcome !== "answered") return { fresh: 0, changed: 0 };
  const fresh = oldestFirst(result.items).filter(({ address }) => !isKnownItem(db, address));
  if (fresh.length === 0) return { fresh: 0, changed: 0 };
  const recent = recentStories(db, new Date(now.getTime() - STORY_MS));
  let changed = 0;
  for (const entry of fresh) {
    const id = addItem(db, claim.subjectId, entry, joinStory(entry, recent), now);
    if (id === null) continue;
    const cluster = clusterOf(db, id);
    recent.unshift({ cluster, ...entry });
    changed += recordStory(deps, db, claim, cluster, now);
    keepNames(db, cluster, deps.names());
  }
  return { fresh: fresh.length, changed };
}

function oldestFirst(items: readonly FeedItem[]): readonly FeedItem[] {
  const at = (entry: FeedItem) => entry.publishedAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return items.toSorted((a, b) => at(a) - at(b));
}

function recentStories(db: Db, since: Date) {
  return recentItems(db, since, RECENT).map(({ clusterId, title, summary, address, publishedAt }) => ({
    cluster: clusterId,
    title,
    summary,
    address,
    publishedAt: publishedAt === null ? null : new Date(publishedAt),
  }));
}

/**
 * One observation for each supplier that the story names: the gravest telling, and where else it stands. It is a fact
 * of the source that told the story first. Safe to call twice.
 */
export function recordStory(deps: StoryDeps, db: Db, asked: Asked, clusterId: number, now: Date): number {
  const items = itemsOfStory(db, clusterId);
  const told = items.flatMap((item) => deps.match(item).map((match) => ({ item, match })));
  const named = [...new Set(told.map(({ match }) => match.orgNumber))].sort();
  const [first] = items;
  if (first === undefined) return 0;
  const key = first.address;
  const sourceId = feedRow(db, first.feedId)?.sourceId ?? asked.sourceId;
  let changed = 0;
  for (const orgNumber of named) {
    const tellings = told.filter(({ match }) => match.orgNumber === orgNumber);
    const gravest = tellings.toSorted((a, b) => rank(a.match) - rank(b.match) || a.item.id - b.item.id)[0];
    if (gravest === undefined) continue;
    const evidence = tellings.map(({ item }) => evidenceOf(item, now));
    const later = clearedLater(tellings, gravest);
    const also = tellings.map(({ item }) => item.address).filter((address) => address !== gravest.item.address);
    const observation = observationOf(orgNumber as OrgNumber, key, { ...gravest, also, later }, evidence, now);
    changed += recordObservations(db, { runId: asked.runId, sourceId }, { observations: [observation], evidence }, now);
  }
  return changed;
}

interface Telling {
  readonly item: StoredItem;
  readonly match: Match;
}

/** The newest telling after the gravest one, when it holds nothing against the supplier any more. */
function clearedLater(tellings: readonly Telling[], gravest: Telling): StoredItem | null {
  const at = ({ item }: Telling) => item.publishedAt ?? item.seenAt;
  const newest = tellings.filter((telling) => at(telling) > at(gravest)).toSorted((a, b) => at(b) - at(a))[0];
  const isCleared = newest !== undefined && newest.match.severity === "neutral" && gravest.match.severity !== "neutral";
  return isCleared ? newest.item : null;
}

function rank({ severity }: Match): number {
  return GRAVEST_FIRST.indexOf(severity);
}

function observationOf(
  supplier: OrgNumber,
  key: string,
  { item, match, also, later }: Telling & { readonly also: readonly string[]; readonly later: StoredItem | null },
  evidence: readonly Evidence[],
  now: Date,
): Observation<"media"> {
  const { title, address, feed, publishedAt } = item;
  const { severity, category, sentence: because } = match;
  const published = publishedAt === null ? null : new Date(publishedAt);
  return {
    kind: "media",
    subject: { supplier },
    key,
    schema: SCHEMA_VERSION,
    asOf: published === null || published > now ? now : published,
    facts: {
      title,
      address,
      feed,
      publishedAt: published?.toISOString() ?? null,
      severity,
      category,
      because,
      also: [...also],
      later: later === null ? null : { title: later.title, address: later.address },
    },
    evidence: evidence.map(({ digest }) => digest),
  };
}

/** Headline, lead, link and time: what may be kept, and what the reading rests on. */
function evidenceOf({ title, summary, address, feed, publishedAt }: StoredItem, now: Date): Evidence {
  const published = publishedAt === null ? null : new Date(publishedAt).toISOString();
  const bytes = Buffer.from(JSON.stringify({ title, summary, address, feed, published }));
  const make = evidenceMaker({ adapterId: "media", version: 1, redact: [], now });
  return make({ bytes, mediaType: "application/json", address, status: null });
}
