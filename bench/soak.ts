import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { table } from "../src/cli/table.js";
import { firstWord, startChild } from "./child.js";
import type { SoakDay, Soaked } from "./soak-days.js";

/*
 * Thirty simulated days of the daemon with 1,000 suppliers against the sandbox: `npm run soak -- [suppliers] [days]`.
 */
const [suppliers = "1000", days = "30"] = process.argv.slice(2);
/** The first days fill caches and the database; the slope is of the rest. */
const WARM_UP = 5;
const MOST_SLOPE = 0.5;
const MOST_MS = 200;

const folder = mkdtempSync(join(tmpdir(), "basvakt-soak-"));
try {
  process.stderr.write(`${suppliers} leverantörer, ${days} dygn …\n`);
  const soaked = await firstWord<Soaked>(startChild("soak", [join(folder, "home"), suppliers, days]));
  process.stdout.write(`${reportOf(soaked)}\n`);
  process.exitCode = targets(soaked).every(({ met }) => met) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function reportOf(soaked: Soaked): string {
  const one = (value: number) => value.toFixed(1);
  const rows = soaked.days.map((day) => [
    ...[day.day, `${day.checks}`, one(day.heap), one(day.rss), one(day.database), one(day.log)],
    ...[one(day.longestSlice), one(day.longestDelay)],
  ]);
  const head = ["dygn", "kontroller", "heap MB", "rss MB", "databas MB", "logg MB", "städning ms", "längsta stopp ms"];
  const slots = Object.entries(soaked.slots).map(([job, { due, done, missed }]) => [
    job,
    `${due}`,
    `${done}`,
    `${missed}`,
  ]);
  const tables = soaked.tables.map(([name, megabytes]) => [name, megabytes.toFixed(2)]);
  return [
    table(head, rows),
    table(["jobb", "tidpunkter", "gjorda", "missade"], slots),
    table(["tabell", "MB"], tables),
    targets(soaked)
      .map(({ met, text }) => `${met ? "klarat" : "MISSAT"}  ${text}`)
      .join("\n"),
  ].join("\n\n");
}

function targets({ days: measured, coverage, slots, errors, backups }: Soaked) {
  const settled = measured.slice(Math.min(WARM_UP, Math.max(0, measured.length - 2)));
  const heap = slope(settled.map(({ heap: megabytes }) => megabytes));
  const growth = slope(settled.map(({ database }) => database));
  const slice = Math.max(0, ...measured.map(({ longestSlice }: SoakDay) => longestSlice));
  const { due, done, failed, skipped, open } = coverage;
  const why = Object.entries(coverage.reasons).map(([reason, n]) => `${reason} ${n}`);
  const missed = Object.values(slots).reduce((n, job) => n + job.missed, 0);
  return [
    { met: Math.abs(heap) <= MOST_SLOPE, text: `minnet: ${heap.toFixed(3)} MB per dygn (högst ${MOST_SLOPE})` },
    { met: true, text: `databasen: ${growth.toFixed(3)} MB per dygn, se tabellerna` },
    {
      met: due > 0 && due === done + failed + skipped,
      text: `täckning: av ${due} kontroller ${done} gjorda, ${failed} misslyckade (sandlådans egna), ${skipped} överhoppade, ${open + coverage.missed} utan utfall (${why.join(", ")})`,
    },
    { met: missed === 0, text: `tidpunkter: ${missed} missade` },
    { met: slice <= MOST_MS, text: `städning: högst ${slice} ms utan att andra kom till (högst ${MOST_MS})` },
    { met: errors === 0 && backups > 0, text: `fel i loggen: ${errors}; kopior: ${backups}` },
  ];
}

/** Of the line that lies nearest the values, per step. */
function slope(values: readonly number[]): number {
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / Math.max(1, of.length);
  const [x, y] = [mean(values.map((_, index) => index)), mean(values)];
  const over = values.reduce((sum, value, index) => sum + (index - x) * (value - y), 0);
  const under = values.reduce((sum, _, index) => sum + (index - x) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
