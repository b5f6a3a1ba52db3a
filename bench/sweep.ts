import { readFileSync, writeFileSync } from "node:fs";
import { runProgram } from "../src/cli/program.js";
import { realOutside } from "../src/outside.js";
import { cutXlsx } from "../src/tabular/cut-xlsx.js";
import { xlsx } from "../test/tabular/xlsx.js";
import { peakMegabytes, startStopwatch } from "./stopwatch.js";

/** What one command took. */
export interface MeasuredStep {
  readonly seconds: number;
  /** Of them on the processor: on a busy machine the rest is waiting for it. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

// One command in a process of its own, so that its memory is its own; "fill" fills a worklist in, and is not measured.
const [home = "", what = "", ...argv] = process.argv.slice(2);
if (what === "fill") await fill(argv[0] ?? "", argv[1] ?? "");
process.send?.(
  what === "fill" ? ({ seconds: 0, cpuSeconds: 0, peakMegabytes: 0 } satisfies MeasuredStep) : await measured(),
);
process.disconnect?.();

async function measured(): Promise<MeasuredStep> {
  const { outside, close } = realOutside();
  const stderr: string[] = [];
  const quiet = { ...outside, environment: {}, stdout: () => undefined, stderr: (text: string) => stderr.push(text) };
  const stop = startStopwatch();
  const code = await runProgram(["--home", home, what, ...argv], quiet);
  const { wallSeconds: seconds, cpuSeconds } = stop();
  await close();
  if (code !== 0) throw new Error(`${what} ${argv.join(" ")} gav ${code}: ${stderr.join("")}`);
  return { seconds, cpuSeconds, peakMegabytes: peakMegabytes() };
}

/** Everything well, as most of it is. */
async function fill(from: string, to: string): Promise<void> {
  const [head, ...rows] = await cutXlsx({ name: from, bytes: readFileSync(from) });
  const titles = head?.cells ?? [];
  const answers: Readonly<Record<string, string>> = {
    Status: "Aktiv",
    Metod: "sanningsförsäkran",
    Inkommen: "2026-09-20",
    "Handlingens datum": "2026-09-18",
    Utfall: "utan anmärkning",
  };
  const filled = rows.map(({ cells }) => titles.map((title, column) => answers[title] ?? cells[column] ?? ""));
  writeFileSync(to, await xlsx([titles, ...filled]));
}
