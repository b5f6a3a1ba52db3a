import { readFileSync, writeFileSync } from "node:fs";
import { runDigest } from "../jobs/digest.js";
import { isAsking, runJob } from "../jobs/run.js";
import { runDeps } from "../src/cli/deps.js";
import type { Frame } from "../src/cli/frame.js";
import { openHouse } from "../src/cli/house.js";
import type { Outside } from "../src/cli/outside.js";
import { runProgram } from "../src/cli/program.js";
import { tellDeps } from "../src/cli/tell-deps.js";
import { realOutside } from "../src/outside.js";
import { slotsOf } from "../src/schedule/timed-job.js";
import type { Store } from "../src/store/open.js";
import { firstWord, startChild } from "./child.js";
import type { Serving } from "./serve.js";

/** One day of the timetable at the pace of its work: what is idle is skipped, what takes time makes the next late. */
export interface DaemonDay {
  readonly checks: number;
  /** Seconds from when a slot was due until it began, for each run. */
  readonly slotsLate: readonly number[];
  /** Seconds from when a slot was due until all that its run asked was judged. */
  readonly judgedLate: readonly number[];
  /** Milliseconds of each transaction, by which nothing else could be written. */
  readonly writes: readonly number[];
}

const LENGTH_MS = 25 * 3_600_000;
const [home = "", suppliers = "", buyers = ""] = process.argv.slice(2);
const serving = startChild("serve", [home, suppliers]);
const sandbox = await firstWord<Serving>(serving);
const ofMany = `${sandbox.register}.kopare.csv`;
writeFileSync(ofMany, withBuyers(readFileSync(sandbox.register, "utf8"), Number(buyers)));
await firstWord(startChild("prepare", [home, sandbox.now, ofMany, sandbox.units]));
const writes: number[] = [];
const { outside: real, close } = realOutside();
const outside: Outside = {
  ...real,
  environment: {},
  stdout: () => undefined,
  stderr: () => undefined,
  openStore: (file) => timed(real.openStore(file)),
};
const frame: Frame = { outside, exit: () => undefined, run: runProgram };
const house = openHouse(outside, { home });
const groups = house.recipients();
const runs = runDeps(frame, house, () => undefined);

// A register owes nothing from before it was imported: the day's run is the one of the next morning.
const start = house.now.getTime();
const began = performance.now();
let skipped = 0;
const time = () => start + skipped + (performance.now() - began);
const slotsLate: number[] = [];
const judgedLate: number[] = [];
let checks = 0;
writes.length = 0;
for (const { job, slot } of dueInOrder()) {
  // Nothing to do until then.
  skipped += Math.max(0, slot.at - time());
  slotsLate.push((time() - slot.at) / 1_000);
  if (!isAsking(job)) {
    await runDigest(tellDeps(frame, house), { groups }, new Date(time()));
    continue;
  }
  const { planned } = await runJob(runs, { job, slot: slot.name, scope: {}, by: "bench" }, new Date(time()));
  checks += planned;
  if (planned > 0) judgedLate.push((time() - slot.at) / 1_000);
}
house.close();
await close();
serving.disconnect();
process.send?.({ checks, slotsLate, judgedLate, writes } satisfies DaemonDay);
process.disconnect?.();

/** What the timetable owes, one job after another; by what a job takes, the next is late. */
function dueInOrder() {
  return house
    .timetable()
    .jobs.filter(({ job }) => isAsking(job) || job === "digest")
    .flatMap((timed) => slotsOf(timed, start, start + LENGTH_MS).map((slot) => ({ job: timed.job, slot })))
    .sort((a, b) => a.slot.at - b.slot.at);
}

function timed(store: Store): Store {
  return {
    ...store,
    write: (act) => {
      const from = performance.now();
      const written = store.write(act);
      writes.push(performance.now() - from);
      return written;
    },
  };
}

/** The sample register has one buyer for its quiet suppliers; here each of so many has its share. */
function withBuyers(csv: string, count: number): string {
  let n = 0;
  return csv.replaceAll(";Grönköpings kommun;", () => `;Köpare ${n++ % count};`);
}
