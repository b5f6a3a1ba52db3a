import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/asset.js";
import { hasRedis } from "../dispatch/redis.js";
import { caseOf, crash } from "./matrix.js";
import { openStage, type Stage } from "./stage.js";

const FIRST = Number(process.env.CRASH_SEED ?? 1);
const RUNS = 50;

describe("daemon, worker, Redis or all of them killed at any step: a run ends in the same store as an undisturbed one", () => {
  let stage: Stage;

  beforeAll(async () => {
    const built = existsSync(join(packageRoot(), "dist", "test", "crash", "entry.js"));
    expect(built, "the crash entry is not built: run npm run build").toBe(true);
    stage = await openStage();
  }, 120_000);
  afterAll(() => stage.close());

  const redis = hasRedis();
  it(`over ${RUNS} seeds, with nothing lost or told twice (law 3, 5, R3, R12, R13, R49)`, {
    timeout: 600_000,
  }, async () => {
    const seeds = Array.from({ length: RUNS }, (_, n) => FIRST + n);
    const cases = seeds.map((seed) => caseOf(seed, stage)).filter(({ victim }) => redis || victim === "daemon");

    await inPairs(cases, async (one) => {
      const { wrong } = await crash(stage, one);
      expect(wrong, `seed ${one.seed}: ${one.victim} killed at step ${one.at} on day ${one.day}`).toEqual([]);
    });
  });
});

async function inPairs<T>(work: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = [...work];
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await act(next);
  };
  await Promise.all([lane(), lane()]);
}
