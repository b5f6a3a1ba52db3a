import { runJob } from "../jobs/run.js";
import { runDeps, version } from "../src/cli/deps.js";
import type { Frame } from "../src/cli/frame.js";
import { openHouse } from "../src/cli/house.js";
import { runProgram } from "../src/cli/program.js";
import { openQueue } from "../src/dispatch/bullmq.js";
import type { Driver } from "../src/dispatch/driver.js";
import { realOutside } from "../src/outside.js";
import { firstWord, startChild } from "./child.js";
import { instantDriver } from "./instant.js";
import type { Serving } from "./serve.js";
import { startStopwatch } from "./stopwatch.js";

/** What planning, claiming, pacing, handing over and recording cost, in CPU milliseconds of all processes for one check. */
export interface Scheduling {
  readonly checks: number;
  readonly here: number;
  /** Null where there is no Redis. */
  readonly overRedis: number | null;
  /** Redis' own part of it. */
  readonly redis: number | null;
}

// A source that answers at once and costs nothing, so that all that is left is ours: home, suppliers, address of Redis.
const [home = "", suppliers = "", url = ""] = process.argv.slice(2);
const real = realOutside();
const outside = { ...real.outside, environment: {}, stdout: () => undefined, stderr: () => undefined };
const serving = startChild("serve", [home, suppliers]);
const sandbox = await firstWord<Serving>(serving);
await firstWord(startChild("prepare", [home, sandbox.now, sandbox.register, sandbox.units]));
serving.disconnect();
const frame: Frame = { outside, exit: () => undefined, run: runProgram };
const house = openHouse(outside, { home });

const here = await measure(instantDriver);
const elsewhere = url === "" ? null : await measureOverRedis();
house.close();
await real.close();
process.send?.({ ...here, here: here.perCheck, overRedis: elsewhere?.all ?? null, redis: elsewhere?.redis ?? null });
process.disconnect?.();

async function measure(driver: Driver): Promise<{ readonly checks: number; readonly perCheck: number }> {
  const deps = { ...runDeps(frame, house, () => undefined), driver };
  const stop = startStopwatch();
  // The job of one look at all look-ups: nothing is judged where nothing is new.
  const { planned } = await runJob(deps, { job: "check", slot: null, scope: {}, by: "bench" }, house.now);
  return { checks: planned, perCheck: (stop().cpuSeconds * 1_000) / planned };
}

async function measureOverRedis(): Promise<{ readonly all: number; readonly redis: number }> {
  const worker = startChild("instant", [url]);
  await firstWord(worker);
  const queue = openQueue({ url, version: version(), trouble: () => undefined });
  const before = await cpuOf(worker);
  const { checks, perCheck } = await measure(queue.driver(new Map(), () => null));
  const after = await cpuOf(worker);
  await queue.close();
  worker.disconnect();
  const [workers, redis] = [after.worker - before.worker, after.redis - before.redis];
  return { all: perCheck + ((workers + redis) * 1_000) / checks, redis: (redis * 1_000) / checks };
}

async function cpuOf(worker: ReturnType<typeof startChild>) {
  worker.send("cpu");
  return firstWord<{ readonly worker: number; readonly redis: number }>(worker);
}
