import type { CallQueue } from "../dispatch/bullmq.js";
import { Refusal } from "../domain/refusal.js";
import { version } from "./deps.js";

/** Told of trouble with Redis or the workers; no more often than a person can read it. */
export type Trouble = (what: string) => void;

const SAME_AGAIN_MS = 60_000;

/** Works with the queue that REDIS_URL names; null without it: then this process asks the sources itself. */
export async function withQueue<T>(
  url: string | null,
  trouble: Trouble,
  clock: () => Date,
  act: (queue: CallQueue | null) => Promise<T>,
): Promise<T> {
  if (url === null) return act(null);
  // Read in where there is a queue alone: it takes longer to load than most commands take.
  const { openQueue } = await import("../dispatch/bullmq.js");
  const queue = openQueue({ url: redisUrl(url), version: version(), trouble: seldom(trouble, clock) });
  try {
    return await act(queue);
  } finally {
    await queue.close();
  }
}

/** Throws Refusal; the address may hold a password and is not repeated. */
export function redisUrl(told: string): string {
  if (/^rediss?:\/\//.test(told) && URL.canParse(told)) return told;
  throw new Refusal("REDIS_URL ska vara en adress som börjar på redis:// eller rediss://");
}

/** The same trouble is told once a minute, however often it is met. */
export function seldom(trouble: Trouble, clock: () => Date): (error: Error) => void {
  const told = new Map<string, number>();
  return (error) => {
    const what = wordsOf(error);
    const now = clock().getTime();
    if (now - (told.get(what) ?? Number.NEGATIVE_INFINITY) < SAME_AGAIN_MS) return;
    told.set(what, now);
    trouble(what);
  };
}

/** A refused connection has a code and often no text; what Redis itself says begins with a word in capitals. */
function wordsOf(error: Error): string {
  const code = "code" in error ? String(error.code) : null;
  return code === null ? error.message : `Redis svarar inte (${code})`;
}
