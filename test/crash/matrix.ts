import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/asset.js";
import { type RealRedis, realRedis } from "../dispatch/redis.js";
import { difference } from "./dump.js";
import { openMailbox, unmarkedDoubles } from "./mailbox.js";
import { copyOf, dumpOf, orderOf, type Stage, type StageDay, start } from "./stage.js";
import type { WorkerOrder } from "./worker-entry.js";

const VICTIMS = ["daemon", "daemon and queue", "worker", "worker itself", "redis", "all"] as const;
type Victim = (typeof VICTIMS)[number];

/** What a seed stands for: whom to kill, on which day, and at which step. */
export interface Case {
  readonly seed: number;
  readonly day: StageDay;
  readonly victim: Victim;
  readonly at: number;
}

export function caseOf(seed: number, { days }: Stage): Case {
  const random = generator(seed);
  const day = random() < 0.5 ? 1 : 2;
  // Half of the runs ask by themselves: there every step is a place to die at.
  const victim = random() < 0.5 ? "daemon" : (VICTIMS[1 + Math.floor(random() * (VICTIMS.length - 1))] ?? "all");
  return { seed, day, victim, at: 1 + Math.floor(random() * days[day].steps * SHARE[victim]) };
}

/** With a queue the requests are the worker's steps, and no longer those of the process that plans and judges. */
const SHARE: Readonly<Record<Victim, number>> = {
  daemon: 1,
  "daemon and queue": 0.6,
  worker: 0.6,
  "worker itself": 0.4,
  redis: 0.6,
  all: 0.6,
};

export interface Aftermath {
  /** Whether anybody was killed: a run may be over before its step comes. */
  readonly struck: boolean;
  /** What was lost, doubled or became another in the store; nothing when all is well. */
  readonly wrong: readonly string[];
}

/** Runs one case to its end. */
export async function crash(stage: Stage, one: Case): Promise<Aftermath> {
  const dayStage = stage.days[one.day];
  const home = copyOf(dayStage, join(stage.folder, `seed-${one.seed}`));
  const mailbox = await openMailbox();
  const elsewhere = one.victim === "daemon" ? null : await openElsewhere(home, one);
  try {
    const redis = elsewhere?.url ?? null;
    const order = { ...orderOf(dayStage, home), redis };
    const death = { at: one.victim === "worker itself" ? 0 : one.at, pids: pidsOf(one.victim, elsewhere) };
    const { killed } = await start({ ...order, death }, mailbox.url);
    if (killed) await start(order, mailbox.url);
    const wrong = [...difference(dayStage.wanted, dumpOf(home)), ...unmarkedDoubles(mailbox.taken)];
    return { struck: killed || elsewhere?.struck() === true, wrong };
  } finally {
    await elsewhere?.close();
    await mailbox.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** The process that counts the steps is 0 and goes last. */
function pidsOf(victim: Victim, elsewhere: Elsewhere | null): readonly number[] {
  const worker = elsewhere?.workerPid ?? 0;
  const redis = elsewhere?.redisPid ?? 0;
  const pids: Readonly<Record<Victim, readonly number[]>> = {
    daemon: [0],
    "daemon and queue": [0],
    worker: [worker],
    "worker itself": [],
    redis: [redis],
    all: [worker, redis, 0],
  };
  return pids[victim];
}

interface Elsewhere {
  readonly url: string;
  readonly workerPid: number;
  readonly redisPid: number;
  /** Whether one of them was killed. */
  struck(): boolean;
  close(): Promise<void>;
}

/** Redis and a worker, each started again when it has been killed, as a service manager would. */
async function openElsewhere(home: string, { victim, at }: Case): Promise<Elsewhere> {
  let over = false;
  let struck = false;
  const redis = await realRedis();
  redis.onKilled(() => {
    if (over) return;
    struck = true;
    void redis.start();
  });
  const keepWorker = async (dieAt: number): Promise<ChildProcess> => {
    const started = await startWorker({ home, redis: redis.url, dieAt });
    started.once("exit", () => {
      if (over) return;
      struck = true;
      worker = keepWorker(0);
    });
    return started;
  };
  let worker = keepWorker(victim === "worker itself" ? at : 0);
  return {
    url: redis.url,
    workerPid: (await worker).pid ?? 0,
    redisPid: redis.pid(),
    struck: () => struck,
    close: async () => {
      over = true;
      // One that is just being started anew as well.
      await closeAll(await worker, redis);
    },
  };
}

async function closeAll(worker: ChildProcess, redis: RealRedis): Promise<void> {
  const ended = worker.exitCode === null && worker.signalCode === null ? once(worker, "exit") : null;
  worker.kill("SIGKILL");
  await ended;
  await redis.close();
}

const WORKER = join(packageRoot(), "dist", "test", "crash", "worker-entry.js");

async function startWorker(order: WorkerOrder): Promise<ChildProcess> {
  const child = spawn(process.execPath, [WORKER, JSON.stringify(order)], { stdio: ["ignore", "pipe", "inherit"] });
  await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  return child;
}

/** Always the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
