import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hasRedis, realRedis } from "../test/dispatch/redis.js";
import { firstWord, startChild } from "./child.js";
import type { DaemonDay } from "./day.js";
import type { MeasuredLetter } from "./digest.js";
import { benchMatching } from "./matching.js";
import { reportOf, reportOfMatching, type Size } from "./report.js";
import { type Letters, reportOfLetters } from "./report-letters.js";
import { reportOfDay, reportOfScheduling } from "./report-queue.js";
import type { Scheduling } from "./scheduling.js";
import type { Measured } from "./stopwatch.js";
import { measureSweeps, reportOfSweeps } from "./sweeps.js";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    /** Only what concerns schedule and queue. */
    queue: { type: "boolean", default: false },
    /** Only the sweeps. */
    sweep: { type: "boolean", default: false },
    suppliers: { type: "string" },
    buyers: { type: "string", default: "290" },
  },
});
process.stderr.write("svep …\n");
if (!values.queue) process.stdout.write(`${reportOfSweeps(await measureSweeps())}\n`);
if (values.sweep) process.exit();
const sizes = values.queue ? [] : values.quick ? [500, 2_000] : [2_000, 20_000];
const measured: Size[] = [];
for (const suppliers of sizes) {
  process.stderr.write(`${suppliers} leverantörer …\n`);
  const lean = await measure("lean", suppliers);
  measured.push({ suppliers, lean, pipeline: await measure("pipeline", suppliers) });
}
if (!values.queue) {
  process.stdout.write(`${reportOf(measured)}\n`);
  process.stderr.write("matchning av nyheter …\n");
  process.stdout.write(`\n${reportOfMatching(await benchMatching())}\n`);
  process.stderr.write("sammanställningar …\n");
  process.stdout.write(`\n${reportOfLetters([await measureLetters(10_000), await measureLetters(100_000)])}\n`);
}
const suppliers = values.suppliers ?? (values.quick ? "500" : "5000");
process.stderr.write("schemaläggning …\n");
process.stdout.write(`\n${reportOfScheduling(await measureScheduling(suppliers))}\n`);
process.stderr.write("ett dygn …\n");
const day = await inFolder<DaemonDay>("day", [suppliers, values.buyers]);
process.stdout.write(`\n${reportOfDay(Number(suppliers), Number(values.buyers), day)}\n`);

function measure(what: "lean" | "pipeline", size: number): Promise<Measured> {
  return inFolder<Measured>(what, [`${size}`]);
}

async function measureScheduling(size: string): Promise<Scheduling> {
  if (!hasRedis()) return inFolder<Scheduling>("scheduling", [size]);
  const redis = await realRedis();
  try {
    return await inFolder<Scheduling>("scheduling", [size, redis.url]);
  } finally {
    await redis.close();
  }
}

/** In a process and a folder of its own: what one leaves behind does not weigh on the next. */
async function inFolder<T>(script: Parameters<typeof startChild>[0], args: readonly string[]): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-bench-"));
  try {
    return await firstWord<T>(startChild(script, [join(folder, "home"), ...args]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One letter from so many open alerts, beside the loop that only reads and writes the rows. */
async function measureLetters(alerts: number): Promise<Letters> {
  const home = mkdtempSync(join(tmpdir(), "basvakt-bench-"));
  const child = <T>(what: string) => firstWord<T>(startChild("digest", [home, `${alerts}`, what]));
  try {
    await child("fill");
    return { alerts, digest: await child<MeasuredLetter>("digest"), lean: await child<MeasuredLetter>("lean") };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
