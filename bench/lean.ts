import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createHttp } from "../src/http/client.js";
import { firstWord, startChild } from "./child.js";
import { askLean } from "./lean-questions.js";
import { openLeanStore } from "./lean-store.js";
import type { Serving } from "./serve.js";
import { type Measured, type MeasuredDay, peakMegabytes, startStopwatch } from "./stopwatch.js";

// The yardstick: the same questions over the same HTTP client, read by the same readings, one row a check stored. No rules.
const [home = "", suppliers = ""] = process.argv.slice(2);
const serving = startChild("serve", [home, suppliers]);
const { register, settings } = await firstWord<Serving>(serving);
const rows = readFileSync(register, "utf8").trimEnd().split("\n").slice(1);
const numbers = [...new Set(rows.map((row) => row.slice(0, row.indexOf(";")).replace("-", "")))];
const http = createHttp({ userAgent: "basvakt bench" });
const store = openLeanStore(join(home, "lean.db"));
const measured: Measured = { baseline: await day(1), unchanged: await day(2), peakMegabytes: peakMegabytes() };
store.close();
serving.disconnect();
await http.close();
process.send?.(measured);
process.disconnect?.();

async function day(number: number): Promise<MeasuredDay> {
  const before = store.bytes();
  const stop = startStopwatch();
  await askLean({
    http,
    settings,
    numbers,
    lists: number === 1,
    checked: (source, supplier, facts) => store.row(number, source, supplier, facts),
  });
  const checks = store.flush();
  const taken = stop();
  return { ...taken, checks, bytesPerCheck: (store.bytes() - before) / checks };
}
