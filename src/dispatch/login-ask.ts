import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { LoginGate } from "../domain/login-gate.js";
import { SourceError } from "../domain/silence.js";
import { type LoginRequest, placesOf, unpackReply } from "./login-wire.js";
import { connect, queueNames } from "./queue.js";

export interface AskDeps {
  readonly url: string;
  readonly version: string;
  readonly trouble: (what: Error) => void;
}

/** A worker's way to the count of log-ins. */
export interface LoginDesk {
  gateOf(source: string): LoginGate;
  close(): void;
}

/** A request that nobody has taken on by then is gone, so that nobody counts it when its worker no longer waits. */
const OPEN_MS = 4_000;
const REPLY_MS = 6_000;
const LOOK_MS = 20;
/** So long one waits for the log-ins of others: each is a matter of seconds. */
const TURN_MS = 30_000;
const TURN_LOOK_MS = 250;
const AGAIN_MS = 1_000;
const MOST_ATTEMPTS = 2 ** 47;

/** Opened once for a worker process: whether a log-in may be sent is asked of whoever counts them in the store. */
export function openLoginDesk({ url, version, trouble }: AskDeps): LoginDesk {
  const { logins } = queueNames(version);
  const redis = connect(url);
  redis.on("error", trouble);
  const closing = new AbortController();
  const ask = (request: LoginRequest) => askOnce(redis, logins, request, closing.signal);

  /** Kept up until somebody has heard it: an outcome that nobody hears of counts as a refusal. */
  const report = async (request: LoginRequest) => {
    while (!closing.signal.aborted && (await ask(request)) === "unheard") {
      await wait(AGAIN_MS, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };

  return {
    gateOf: (source) => ({
      async begin() {
        const attempt = randomInt(MOST_ATTEMPTS);
        const reply = await inTurn(() => ask({ source, attempt, outcome: null }), closing.signal);
        if (reply === null) return attempt;
        // It may have been counted all the same.
        if (reply === "unheard") void report({ source, attempt, outcome: "unanswered" });
        throw reply === "unheard" ? new SourceError("unreachable", `${source}: ${NOBODY}`) : reply;
      },
      async end(attempt, outcome) {
        await Promise.race([report({ source, attempt, outcome }), wait(REPLY_MS, undefined, { ref: false })]);
      },
    }),
    close() {
      closing.abort();
      redis.disconnect();
    },
  };
}

const NOBODY = "ingen räknar inloggningar i kön i Redis, och utan det loggar arbetsprocessen inte in";

/** Null: yes. */
type Reply = SourceError | null | "unheard";

/** As many as may be sent are under way for others: a moment later one may know whether they are let in. */
async function inTurn(ask: () => Promise<Reply>, signal: AbortSignal): Promise<Reply> {
  for (let waited = 0; ; waited += TURN_LOOK_MS) {
    const reply = await ask();
    const isBusy = reply instanceof SourceError && reply.reason === "blocked";
    if (!isBusy || waited >= TURN_MS || signal.aborted) return reply;
    await wait(TURN_LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function askOnce(redis: Redis, logins: string, request: LoginRequest, signal: AbortSignal): Promise<Reply> {
  const id = randomUUID();
  const { asked, told } = placesOf(logins, id);
  const over = AbortSignal.any([signal, AbortSignal.timeout(REPLY_MS)]);
  const asking = async (): Promise<Reply> => {
    await redis.multi().set(asked, JSON.stringify(request), "PX", OPEN_MS).rpush(logins, id).exec();
    while (!over.aborted) {
      const text = await redis.getdel(told);
      if (text !== null) return unpackReply(text);
      await wait(LOOK_MS, undefined, { signal: over }).catch(() => undefined);
    }
    return "unheard";
  };
  return Promise.race([asking().catch(() => "unheard" as const), aborted(over)]);
}

/** While Redis is gone nothing that is asked of it ends. */
function aborted(signal: AbortSignal): Promise<"unheard"> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve("unheard");
    else signal.addEventListener("abort", () => resolve("unheard"), { once: true });
  });
}
