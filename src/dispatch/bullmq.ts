import { setTimeout as wait } from "node:timers/promises";
import { Queue } from "bullmq";
import type { CheckResult, Question } from "../domain/check.js";
import { answersTo, restOf } from "./answers.js";
import { type Call, CallLost, type Driver } from "./driver.js";
import { expectCall } from "./expected.js";
import type { ConfiguredSource } from "./local.js";
import { countLogins, type GateOf } from "./login-count.js";
import { addressesOf, connect, connectHasty, type QueuedCall, queueNames } from "./queue.js";
import { openPost, type Post } from "./queue-post.js";

export interface QueueDeps {
  readonly url: string;
  readonly version: string;
  /** What stands in the way, each time it does. */
  readonly trouble: (what: Error) => void;
  /** How often what is under way is looked after; others only in tests. */
  readonly lookMs?: number;
}

/** The queue of calls, opened once for a process. */
export interface CallQueue {
  /** Asks what is configured so, by workers elsewhere, whose log-ins are counted as these last ones say. */
  driver(sources: Sources, gateOf: GateOf): Driver;
  close(): Promise<void>;
}

type Sources = ReadonlyMap<string, ConfiguredSource>;

interface Line {
  readonly queue: Queue;
  readonly post: Post;
  readonly stopCounting: () => void;
}

const LOOK_MS = 5_000;
/** Somebody should have taken a call on by then. */
const PATIENCE_MS = 15_000;
const AGAIN_MS = 200;
const ONCE = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;
/** So many of BullMQ's own events are kept; nobody reads them. */
const EVENTS = 100;

/** Calls that workers elsewhere make, over BullMQ. Losing all of Redis costs time and repeated questions, nothing else. */
export function openQueue(deps: QueueDeps): CallQueue {
  const { url, trouble, lookMs = LOOK_MS } = deps;
  const names = queueNames(deps.version);
  // Says at once that Redis is gone, instead of keeping calls that would then be made out of their turn.
  const redis = connectHasty(url);
  redis.on("error", trouble);
  let opening: Promise<Line> | null = null;
  let gates: GateOf = () => null;

  const open = async (): Promise<Line> => {
    if (redis.status !== "ready") throw new Error("Redis is not there");
    const options = { connection: redis, prefix: names.prefix, streams: { events: { maxLen: EVENTS } } };
    const queue = new Queue(names.calls, options);
    queue.on("error", trouble);
    await queue.waitUntilReady();
    // Calls of a process that is gone: nobody waits for them, and they would be made out of their turn.
    await queue.drain();
    const post = await openPost({ url, names, redis, queue, trouble, lookMs });
    const gateOf: GateOf = (source) => gates(source);
    const stopCounting = countLogins({ reader: connect(url), redis, logins: names.logins, gateOf, trouble });
    // What was given up while Redis was away may lie there still.
    redis.on("ready", () => void takeAway(queue, post).catch(trouble));
    return { queue, post, stopCounting };
  };
  const line = () => {
    opening ??= open().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };

  return {
    driver(sources, gateOf) {
      gates = gateOf;
      return {
        async ask(call) {
          const { source, questions } = call;
          const opened = await insist(line, call.signal);
          const known = opened.post.leftFor(questions);
          const rest = restOf(questions, known);
          const told = rest.length === 0 ? [] : await askElsewhere(deps, opened, { ...call, questions: rest }, sources);
          return answersTo(source, questions, [...known, ...told]);
        },
        recorded(questions) {
          opening?.then(({ post }) => post.forget(questions)).catch(trouble);
        },
      };
    },
    async close() {
      const opened = await opening?.catch(() => null);
      opened?.stopCounting();
      opened?.post.close();
      await opened?.queue.close();
      redis.disconnect();
    },
  };
}

/** Calls that nobody waits for would be made out of their turn. */
async function takeAway(queue: Queue, post: Post): Promise<void> {
  for (const { id = "" } of await queue.getWaiting()) {
    if (!post.expected.has(id)) await queue.remove(id);
  }
}

async function askElsewhere(
  deps: QueueDeps,
  { queue, post }: Line,
  call: Call,
  sources: Sources,
): Promise<readonly CheckResult[]> {
  const id = idOf(call.questions);
  const unattended = setTimeout(() => deps.trouble(new Error(NOBODY)), PATIENCE_MS);
  const begun = () => {
    clearTimeout(unattended);
    call.begun();
  };
  const expected = expectCall(id, { ...call, begun });
  post.expected.set(id, expected);
  try {
    await insist(
      () => queue.add(call.source, sent(call, sources.get(call.source)), { ...ONCE, jobId: id }),
      call.signal,
    );
    expected.sent = true;
    return await expected.answer;
  } catch (error) {
    // Given up: it must not be made later, out of its turn. One that is under way cannot be taken back.
    await queue.remove(id).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(unattended);
    post.expected.delete(id);
  }
}

const NOBODY = "ingen arbetsprocess tar emot frågor: kör basvakt worker med samma REDIS_URL och samma version";

function sent({ source, questions, now }: Call, configured: ConfiguredSource | undefined): QueuedCall {
  const addresses = configured === undefined ? "" : addressesOf(configured);
  return { source, addresses, now: now.toISOString(), questions: questions as unknown as QueuedCall["questions"] };
}

function idOf([first]: readonly Question[]): string {
  return `${first?.check}.${first?.attempt}`;
}

/** Tries until it can be done, or nobody wants it any more. */
async function insist<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    if (signal.aborted) throw new CallLost("kön i Redis svarade inte", false);
    try {
      return await act();
    } catch {
      await wait(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
