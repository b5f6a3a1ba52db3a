import { table } from "../src/cli/table.js";
import type { Row } from "./matching.js";
import type { Measured, MeasuredDay } from "./stopwatch.js";

export interface Size {
  readonly suppliers: number;
  readonly pipeline: Measured;
  readonly lean: Measured;
}

const DAYS = [
  ["baseline", "ny dag"],
  ["unchanged", "oförändrad dag"],
] as const;
const LEAST_SHARE = 0.5;
const MOST_MEMORY = 1.5;
const MOST_BYTES = 100;

/** The table, and each target with what was measured against it. */
export function reportOf(sizes: readonly Size[]): string {
  const rows = sizes.flatMap((size) => DAYS.map(([day, title]) => rowOf(size, day, title)));
  const head = [
    "leverantörer",
    "dag",
    "kontroller",
    "CPU-s",
    "kontroller/CPU-s",
    "av mager slinga",
    "topp MB",
    "byte/kontroll",
  ];
  return [table(head, rows), "", ...targetsOf(sizes)].join("\n");
}

/** What matching news against the register costs. */
export function reportOfMatching(rows: readonly Row[]): string {
  const cells = rows.map(({ what, value, unit, limit }) => [
    what,
    value.toFixed(value < 10 ? 2 : 0),
    unit,
    limit === null ? "" : `${value <= limit ? "ja" : "NEJ"}: högst ${limit}`,
  ]);
  return table(["matchning", "mätt", "", "mål"], cells);
}

function rowOf({ suppliers, pipeline, lean }: Size, day: "baseline" | "unchanged", title: string): string[] {
  const { checks, cpuSeconds, bytesPerCheck } = pipeline[day];
  const share = perSecond(pipeline[day]) / perSecond(lean[day]);
  return [
    `${suppliers}`,
    title,
    `${checks}`,
    cpuSeconds.toFixed(1),
    perSecond(pipeline[day]).toFixed(0),
    `${(share * 100).toFixed(0)} % av ${perSecond(lean[day]).toFixed(0)}`,
    pipeline.peakMegabytes.toFixed(0),
    bytesPerCheck.toFixed(0),
  ];
}

function targetsOf(sizes: readonly Size[]): string[] {
  const shares = sizes.flatMap(({ pipeline, lean }) =>
    DAYS.map(([day]) => perSecond(pipeline[day]) / perSecond(lean[day])),
  );
  const peaks = sizes.map(({ pipeline }) => pipeline.peakMegabytes);
  const growth = (peaks.at(-1) ?? 0) / (peaks[0] ?? 1);
  const bytes = Math.max(...sizes.map(({ pipeline }) => pipeline.unchanged.bytesPerCheck));
  const share = Math.min(...shares);
  return [
    target(
      "minst hälften av den magra slingans kontroller per CPU-sekund",
      `${(share * 100).toFixed(0)} %`,
      share >= LEAST_SHARE,
    ),
    target("minnet växer högst 1,5 gånger från minsta till största register", growth.toFixed(2), growth <= MOST_MEMORY),
    target("en oförändrad dag lägger till mindre än 100 byte per kontroll", bytes.toFixed(0), bytes < MOST_BYTES),
  ];
}

/** One target, whether it was reached, and what was measured. */
export function target(what: string, measured: string, reached: boolean): string {
  return `${reached ? "ja " : "NEJ"}  ${what} (mätt: ${measured})`;
}

function perSecond({ checks, cpuSeconds }: MeasuredDay): number {
  return checks / cpuSeconds;
}
