import type { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { CheckResult, Question } from "../domain/check.js";
import { SourceError } from "../domain/silence.js";
import { failedAs, restOf } from "./answers.js";
import type { Expected } from "./expected.js";
import { listenTo } from "./listen.js";
import { connect, type QueueNames, readTelling } from "./queue.js";
import { unpackResults } from "./wire.js";

export interface PostDeps {
  readonly url: string;
  readonly names: QueueNames;
  /** Fails at once while Redis is gone. */
  readonly redis: Redis;
  readonly queue: Queue;
  readonly trouble: (what: Error) => void;
  readonly lookMs: number;
}

/** What workers send back. Answers lie in Redis until they are recorded, also over the death of whoever waited for them. */
export interface Post {
  /** Calls under way, by id. */
  readonly expected: Map<string, Expected>;
  /** Answers that an earlier process did not live to record. */
  leftFor(questions: readonly Question[]): readonly CheckResult[];
  /** They are recorded, and may go. */
  forget(questions: readonly Question[]): Promise<void>;
  close(): void;
}

/** An answer is stored just before its call leaves the queue: only one that is missed twice is lost. */
const MISSES = 2;

/** Starts to read what workers tell. */
export async function openPost(deps: PostDeps): Promise<Post> {
  const expected = new Map<string, Expected>();
  // Under which call each answer that is not recorded yet lies in Redis.
  const stored = new Map<string, string>();
  const left = await leftovers(deps, stored);
  const take = (id: string) => takeAnswer(deps, { expected, stored }, id);
  const hear = async (text: string) => {
    const [what, id] = readTelling(text) ?? [];
    if (id === undefined) return;
    if (what === "answered") await take(id);
    else expected.get(id)?.begin();
  };
  const stopListening = listenTo(connect(deps.url), deps.names.told, hear, deps.trouble);
  const looking = setInterval(() => void lookAfter(deps, expected, take).catch(deps.trouble), deps.lookMs);
  return {
    expected,
    leftFor: (questions) =>
      questions.flatMap(({ check, attempt }) => {
        const result = left.get(check);
        return result === undefined ? [] : [{ ...result, attempt }];
      }),
    async forget(questions) {
      const ids = new Set(questions.flatMap(({ check }) => stored.get(check) ?? []));
      for (const { check } of questions) {
        stored.delete(check);
        left.delete(check);
      }
      if (ids.size > 0) await deps.redis.hdel(deps.names.answers, ...ids);
    },
    close() {
      clearInterval(looking);
      stopListening();
    },
  };
}

/** Tellings from before are thrown away; answers are kept for when their questions come again. */
async function leftovers({ redis, names }: PostDeps, stored: Map<string, string>): Promise<Map<string, CheckResult>> {
  await redis.del(names.told);
  const left = new Map<string, CheckResult>();
  for (const [id, packed] of Object.entries(await redis.hgetall(names.answers))) {
    for (const result of unpackedOr(packed, [])) {
      stored.set(result.check, id);
      if (result.outcome !== "failed") left.set(result.check, result);
    }
  }
  return left;
}

/** Hands an answer to whoever waits for it. Nobody does when its questions have been asked again: then it is thrown away. */
async function takeAnswer(
  { redis, names }: PostDeps,
  { expected, stored }: { readonly expected: Map<string, Expected>; readonly stored: Map<string, string> },
  id: string,
): Promise<void> {
  const packed = await redis.hget(names.answers, id);
  if (packed === null) return;
  const unreadable = new SourceError("malformed", "arbetsprocessens svar kunde inte läsas");
  const results = unpackedOr(
    packed,
    (expected.get(id)?.call.questions ?? []).map((one) => failedAs(one, unreadable)),
  );
  if (results.some(({ check }) => stored.get(check) === id)) return;
  const wanted = [...expected.values()].find(({ call }) => restOf(call.questions, results).length === 0);
  if (wanted === undefined) {
    await redis.hdel(names.answers, id);
    return;
  }
  for (const { check } of results) stored.set(check, id);
  wanted.end(results);
}

function unpackedOr(packed: string, otherwise: readonly CheckResult[]): readonly CheckResult[] {
  try {
    return unpackResults(packed);
  } catch {
    return otherwise;
  }
}

/** Whatever word was lost with Redis is found out here: answers that lie there, and calls that nobody knows of any more. */
async function lookAfter(
  { queue }: PostDeps,
  expected: ReadonlyMap<string, Expected>,
  take: (id: string) => Promise<void>,
): Promise<void> {
  for (const one of [...expected.values()].filter(({ sent }) => sent)) {
    await take(one.id);
    if (expected.get(one.id) !== one) continue;
    const state = await queue.getJobState(one.id);
    one.missed = state === "unknown" || state === "failed" ? one.missed + 1 : 0;
    if (one.missed >= MISSES) one.lose("arbetsprocessen försvann med frågan");
  }
}
