import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstWord, startChild } from "./child.js";
import type { MeasuredLetter } from "./digest.js";
import { benchMatching } from "./matching.js";
import { reportOf, reportOfMatching, type Size } from "./report.js";
import { type Letters, reportOfLetters } from "./report-letters.js";
import type { Measured } from "./stopwatch.js";

const sizes = process.argv.includes("--quick") ? [500, 2_000] : [2_000, 20_000];
const measured: Size[] = [];
for (const suppliers of sizes) {
  process.stderr.write(`${suppliers} leverantörer …\n`);
  const lean = await measure("lean", suppliers);
  measured.push({ suppliers, lean, pipeline: await measure("pipeline", suppliers) });
}
process.stdout.write(`${reportOf(measured)}\n`);
process.stderr.write("matchning av nyheter …\n");
process.stdout.write(`\n${reportOfMatching(await benchMatching())}\n`);
process.stderr.write("sammanställningar …\n");
process.stdout.write(`\n${reportOfLetters([await measureLetters(10_000), await measureLetters(100_000)])}\n`);

/** In a process and a folder of its own: what one size leaves behind does not weigh on the next. */
async function measure(what: "lean" | "pipeline", suppliers: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-bench-"));
  try {
    return await firstWord<Measured>(startChild(what, [join(folder, "home"), `${suppliers}`]));
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
