import { table } from "../src/cli/table.js";
import type { DaemonDay } from "./day.js";
import type { Scheduling } from "./scheduling.js";

/** What handing over checks costs, and how late a day is. */
export function reportOfScheduling({ checks, here, overRedis, redis }: Scheduling): string {
  const ms = (figure: number | null) => (figure === null ? "redis-server saknas" : figure.toFixed(3));
  const rows = [
    ["i den egna processen", `${checks}`, ms(here), ""],
    ["över BullMQ", `${checks}`, ms(overRedis), redis === null ? "" : `varav Redis ${ms(redis)}`],
  ];
  return table(["schemaläggning", "kontroller", "CPU-ms/kontroll", ""], rows);
}

export function reportOfDay(suppliers: number, buyers: number, day: DaemonDay): string {
  const seconds = (figures: readonly number[]) => row(figures, (figure) => `${figure.toFixed(1)} s`);
  const rows = [
    ["körningar börjar efter sin tid", ...seconds(day.slotsLate)],
    ["körningens svar är bedömda efter sin tid", ...seconds(day.judgedLate)],
    ["skrivningar (synchronous=FULL)", ...row(day.writes, (figure) => `${figure.toFixed(2)} ms`)],
  ];
  const title = `ett dygn, ${suppliers} leverantörer, ${buyers} köpare, ${day.checks} kontroller`;
  return table([title, "antal", "median", "p99", "mest"], rows);
}

function row(figures: readonly number[], words: (figure: number) => string): readonly string[] {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => words(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return [`${sorted.length}`, at(0.5), at(0.99), at(1)];
}
