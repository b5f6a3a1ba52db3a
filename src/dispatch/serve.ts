import { type Job, Worker } from "bullmq";
import type { CheckResult, Question } from "../domain/check.js";
import { SourceError } from "../domain/silence.js";
import { openDeadline } from "../http/deadline.js";
import { failedAs } from "./answers.js";
import { CALL_DEADLINE_MS } from "./ask-round.js";
import type { Driver } from "./driver.js";
import type { ConfiguredSource } from "./local.js";
import { addressesOf, connect, type QueuedCall, queuedCall, queueNames, tell } from "./queue.js";
import { packResults } from "./wire.js";

export interface ServeDeps {
  readonly url: string;
  readonly version: string;
  /** Asks in this process. */
  readonly driver: Driver;
  readonly sources: ReadonlyMap<string, ConfiguredSource>;
  /** A call that came to its end here. */
  readonly served: (source: string, results: readonly CheckResult[]) => void;
  /** What Redis has to say, each time it says it. */
  readonly trouble: (error: Error) => void;
  /** How soon others notice that this process is dead. */
  readonly lockMs?: number;
}

export interface Serving {
  /** Takes no more calls and waits for those under way. */
  close(): Promise<void>;
}

/** More than all sources together are asked at a time. */
const CALLS_AT_A_TIME = 64;
const LOCK_MS = 20_000;
/** The asker is to give up before whoever waits for it does. */
const DEADLINE_MS = CALL_DEADLINE_MS - 5_000;
/** Answers that nobody has fetched for so long are of no use to anybody. */
const KEEP_S = 86_400;

/** Takes calls from the queue, asks, and sends back what came of them. Holds nothing between calls but log-ins. */
export function serveCalls(deps: ServeDeps): Serving {
  const names = queueNames(deps.version);
  const redis = connect(deps.url);
  redis.on("error", deps.trouble);
  const lockDuration = deps.lockMs ?? LOCK_MS;
  const worker = new Worker(names.calls, (job) => serve(job), {
    connection: redis,
    prefix: names.prefix,
    concurrency: CALLS_AT_A_TIME,
    lockDuration,
    stalledInterval: lockDuration,
    // A call whose worker died is not made again by the queue: the dispatcher alone asks, at its pace.
    maxStalledCount: 0,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
    runRetryDelay: 1_000,
  });
  worker.on("error", deps.trouble);

  async function serve(job: Job): Promise<void> {
    const id = job.id ?? "";
    const call = queuedCall.parse(job.data);
    const results = await ask(deps, call, () => void redis.rpush(names.told, tell(["begun", id])).catch(deps.trouble));
    const packed = packResults(results) ?? packResults(results.map(tooLarge)) ?? "";
    await redis
      .multi()
      .hset(names.answers, id, packed)
      .expire(names.answers, KEEP_S)
      .rpush(names.told, tell(["answered", id]))
      .exec();
    deps.served(call.source, results);
  }

  return {
    async close() {
      // Without Redis there is nobody to send the answers to, and nothing to wait for.
      await worker.close(redis.status !== "ready");
      redis.disconnect();
    },
  };
}

async function ask(deps: ServeDeps, call: QueuedCall, begun: () => void): Promise<readonly CheckResult[]> {
  const { source, addresses } = call;
  const questions = call.questions as readonly Question[];
  const configured = deps.sources.get(source);
  if (configured !== undefined && addressesOf(configured) !== addresses) {
    begun();
    const error = new SourceError("malformed", `${source}: arbetsprocessen har andra adresser än basvakt`);
    return questions.map((question) => failedAs(question, error));
  }
  const deadline = openDeadline(DEADLINE_MS, undefined);
  try {
    return await deps.driver.ask({ source, questions, now: new Date(call.now), signal: deadline.signal, begun });
  } finally {
    deadline.close();
  }
}

function tooLarge(result: CheckResult): CheckResult {
  return failedAs(result, new SourceError("malformed", "svaret är större än kön tar (1 MiB)"));
}
