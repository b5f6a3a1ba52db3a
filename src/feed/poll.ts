import { z } from "zod";
import type { AskContext, Feed, FeedSource } from "../adapter.js";
import type { CheckResult, Question } from "../domain/check.js";
import { sha256 } from "../domain/digest.js";
import type { FeedItem } from "../domain/observation.js";
import { SourceError } from "../domain/silence.js";
import { answerOf } from "../http/answer.js";
import type { HttpAnswer } from "../http/http.js";
import { failedOf } from "../lookup.js";

const NOT_MODIFIED = 304;
/** Clocks differ, and some feeds tell local time as UTC; what lies further ahead is no time of publishing. */
const MOST_AHEAD_MS = 24 * 60 * 60 * 1000;

/** What is remembered of a feed's last answer. Another reader's version makes the same body be read again. */
const bookmark = z.object({
  version: z.number(),
  sha256: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
});
type Bookmark = z.infer<typeof bookmark>;

export interface Polling<O> {
  readonly adapter: Pick<Feed<O>, "version" | "read">;
  /** What the feed is asked for, as a header. */
  readonly accept: string;
  readonly feed: FeedSource;
}

/** Asks a feed for what is new since the last answer: by its tag and date, and by the body itself where it knows neither. */
export async function pollFeed<O>(
  polling: Polling<O>,
  question: Question,
  context: AskContext<O>,
): Promise<CheckResult> {
  try {
    return await poll(polling, question, context);
  } catch (error) {
    // A feed has no credentials: one that refuses us must not stop the others.
    return { ...failedOf(question, error), credentials: false };
  }
}

async function poll<O>(
  { adapter, accept, feed }: Polling<O>,
  question: Question,
  { http, now, signal, options }: AskContext<O>,
): Promise<CheckResult> {
  const { check, attempt } = question;
  const held = heldBookmark(question, adapter.version);
  const headers = { accept, ...conditions(held) };
  const answer = answerOf(await http({ url: feed.url, headers, signal }), now, [NOT_MODIFIED]);
  if (answer.status === NOT_MODIFIED) {
    if (held === null) throw new SourceError("malformed", `${feed.url.host}: HTTP 304 på en fråga utan villkor`);
    return { outcome: "unchanged", check, attempt, bookmark: held };
  }
  const next = bookmarkOf(answer, adapter.version);
  if (held?.sha256 === next.sha256) return { outcome: "unchanged", check, attempt, bookmark: next };
  const { items, warnings } = adapter.read(answer.body, feed, options);
  return {
    outcome: "answered",
    check,
    attempt,
    kinds: { media: items.length === 0 ? "none" : "said" },
    observations: [],
    items: items.map((item) => withPossibleTime(item, now)),
    evidence: [],
    bookmark: next,
    cost: 0,
    warnings,
  };
}

/** What an earlier version of the reader left is not built upon: its feed is read anew. */
function heldBookmark(question: Question, version: number): Bookmark | null {
  const held = bookmark.safeParse(question.bookmark);
  return held.success && held.data.version === version ? held.data : null;
}

function conditions(held: Bookmark | null): Record<string, string> {
  return {
    ...(held?.etag ? { "if-none-match": held.etag } : {}),
    ...(held?.lastModified ? { "if-modified-since": held.lastModified } : {}),
  };
}

function bookmarkOf({ headers, body }: HttpAnswer, version: number): Bookmark {
  return {
    version,
    sha256: sha256(body),
    etag: headers.etag ?? null,
    lastModified: headers["last-modified"] ?? null,
  };
}

function withPossibleTime(item: FeedItem, now: Date): FeedItem {
  const isAhead = item.publishedAt !== null && item.publishedAt.getTime() > now.getTime() + MOST_AHEAD_MS;
  return isAhead ? { ...item, publishedAt: null } : item;
}
