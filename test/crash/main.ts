/* `npm run crashtest [-- --runs N] [--seed FIRST] [--lanes N]`: kills at every kind of step, and says what was lost. */
import { parseArgs } from "node:util";
import { caseOf, crash } from "./matrix.js";
import { openStage } from "./stage.js";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    lanes: { type: "string", default: "2" },
  },
});
const runs = Number(values.runs);
const first = Number(values.seed);
const stage = await openStage();
const counts = new Map<string, number>();
let failed = 0;
let spared = 0;
let next = first;
const lane = async () => {
  while (next < first + runs) {
    const one = caseOf(next++, stage);
    const { struck, wrong } = await crash(stage, one).catch((error: Error) => ({
      struck: true,
      wrong: [error.message],
    }));
    counts.set(one.victim, (counts.get(one.victim) ?? 0) + 1);
    if (!struck) spared += 1;
    const done = [...counts.values()].reduce((sum, n) => sum + n, 0);
    if (done % 50 === 0) process.stderr.write(`${done} of ${runs} runs, ${failed} failed\n`);
    if (wrong.length === 0) continue;
    failed += 1;
    const { seed, day, victim, at } = one;
    process.stdout.write(`seed ${seed} failed: ${victim} killed at step ${at} on day ${day}\n${wrong.join("\n")}\n`);
  }
};
await Promise.all(Array.from({ length: Number(values.lanes) }, lane));
await stage.close();
const kinds = [...counts].map(([victim, n]) => `${victim} ${n}`).join(", ");
process.stdout.write(
  `${runs} runs (seeds ${first}-${first + runs - 1}; to kill: ${kinds}; over before the kill: ${spared}), ${failed} failed\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
