import { table } from "../src/cli/table.js";
import type { MeasuredLetter } from "./digest.js";
import { target } from "./report.js";

export interface Letters {
  readonly alerts: number;
  readonly digest: MeasuredLetter;
  readonly lean: MeasuredLetter;
}

const MOST_CPU = 3;
const MOST_MEMORY = 1.5;

/** What a letter costs that is chosen from many open alerts, and the targets. */
export function reportOfLetters(sizes: readonly Letters[]): string {
  const rows = sizes.map(({ alerts, digest, lean }) => [
    `${alerts}`,
    digest.cpuSeconds.toFixed(2),
    lean.cpuSeconds.toFixed(2),
    (digest.cpuSeconds / lean.cpuSeconds).toFixed(2),
    digest.peakMegabytes.toFixed(0),
    lean.peakMegabytes.toFixed(0),
  ]);
  const head = ["öppna larm", "CPU-s", "mager slinga", "gånger", "topp MB", "mager slinga MB"];
  const [first] = sizes;
  const last = sizes.at(-1);
  if (first === undefined || last === undefined) return "";
  const cpu = first.digest.cpuSeconds / first.lean.cpuSeconds;
  const growth = last.digest.peakMegabytes / first.digest.peakMegabytes;
  return [
    table(head, rows),
    "",
    target(
      `ett brev ur ${first.alerts} larm kostar mindre än tre gånger den magra slingan`,
      cpu.toFixed(2),
      cpu < MOST_CPU,
    ),
    target(`ur ${last.alerts} larm tar det högst 1,5 gånger minnet`, growth.toFixed(2), growth <= MOST_MEMORY),
  ].join("\n");
}
