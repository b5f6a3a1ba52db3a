import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { table } from "../src/cli/table.js";
import { firstWord, startChild } from "./child.js";
import { target } from "./report.js";
import type { MeasuredStep } from "./sweep.js";
import { writeSweepTown } from "./sweep-town.js";

export interface SweepStep extends MeasuredStep {
  readonly what: string;
  readonly most: { readonly seconds: number; readonly megabytes: number | null };
}

const BY = ["--by", "Prov Provsson"] as const;
const SIZE = { suppliers: 5_000, units: 9_000, representatives: 20_000 };
const START = { seconds: 10, megabytes: null };
const LIST = { seconds: 30, megabytes: 500 };
const LOOK = { seconds: 1, megabytes: null };
const REPORT = { seconds: 30, megabytes: 500 };

/** Two sweeps of a large register, each command in a process of its own. */
export async function measureSweeps(): Promise<readonly SweepStep[]> {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-bench-"));
  const home = join(folder, "home");
  const run = (...argv: readonly string[]) => firstWord<MeasuredStep>(startChild("sweep", [home, ...argv]));
  try {
    await run("init", "--rehearsal", "--now", "2026-10-01T08:00");
    for (const { what, path } of writeSweepTown(folder, SIZE.suppliers, SIZE.units, SIZE.representatives)) {
      await run(what, "import", path);
    }
    return [
      ...(await sweepSteps(run, folder, "1", "ivo")),
      ...(await sweepSteps(run, folder, "2", "registerkontroll")),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Run = (...argv: readonly string[]) => Promise<MeasuredStep>;

async function sweepSteps(run: Run, folder: string, id: string, kind: string): Promise<readonly SweepStep[]> {
  const file = (name: string) => join(folder, `${kind}.${name}`);
  const step = async (what: string, most: SweepStep["most"], ...argv: readonly string[]) => ({
    ...(await run("sweep", ...argv)),
    ...{ what: `${kind}: ${what}`, most },
  });
  const started = await step("börja", START, "start", kind, ...BY);
  const written = await step("skriv arbetslistan", LIST, "worklist", id, "--out", file("xlsx"));
  await run("fill", file("xlsx"), file("ifylld.xlsx"));
  return [
    started,
    written,
    await step("läs in den, ifylld", LIST, "import", id, file("ifylld.xlsx"), ...BY),
    await step("läs in den igen", LIST, "import", id, file("ifylld.xlsx"), ...BY),
    await step("se hur det går", LOOK, "status", id),
    await step("skriv kontrollrapporten", REPORT, "report", id, "--out", file("html"), "--csv", file("csv")),
    await step("pröva svepet", REPORT, "verify", id),
  ];
}

/** What two sweeps of a large register take, and the targets. */
export function reportOfSweeps(steps: readonly SweepStep[]): string {
  const rows = steps.map(({ what, seconds, cpuSeconds, peakMegabytes }) => [
    what,
    seconds.toFixed(1),
    cpuSeconds.toFixed(1),
    peakMegabytes.toFixed(0),
  ]);
  const { suppliers, units, representatives } = SIZE;
  const title = `svep: ${suppliers} leverantörer, ${units} verksamheter, ${representatives} företrädare`;
  const targets = steps.map(({ what, seconds, peakMegabytes, most }) => {
    const reached = seconds < most.seconds && (most.megabytes === null || peakMegabytes < most.megabytes);
    const memory = most.megabytes === null ? "" : `, ${most.megabytes} MB`;
    return target(
      `${what}: under ${most.seconds} s${memory}`,
      `${seconds.toFixed(1)} s, ${peakMegabytes.toFixed(0)} MB`,
      reached,
    );
  });
  return [table([title, "s", "CPU-s", "topp MB"], rows), "", ...targets].join("\n");
}
