import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openHouse } from "../src/cli/house.js";
import { dayOf } from "../src/domain/day.js";
import { realOutside } from "../src/outside.js";
import { coverageCount } from "../src/store/coverage.js";
import type { Db } from "../src/store/open.js";
import { jobsBetween } from "../src/store/slot-coverage.js";
import { firstWord, startChild } from "./child.js";
import type { Serving } from "./serve.js";
import { liveThrough } from "./simulate.js";

const DAY_MS = 86_400_000;
/** As the inbox comes. What comes every minute comes as often here: one minute is like the next. */
const STEP_MS = 10 * 60_000;
const TIMETABLE = "jobs:\n  tell: { every: 10m }\n  watch: { every: 20m }\n";

export interface SoakDay {
  readonly day: string;
  /** Live heap after it was cleared, and all that the process held, in megabytes. */
  readonly heap: number;
  readonly rss: number;
  readonly database: number;
  readonly log: number;
  readonly checks: number;
  /** The longest time that nobody came to work, and the longest slice of the night's housekeeping, in milliseconds. */
  readonly longestDelay: number;
  readonly longestSlice: number;
}

export interface Soaked {
  readonly days: readonly SoakDay[];
  readonly coverage: {
    readonly due: number;
    readonly done: number;
    readonly failed: number;
    readonly skipped: number;
    readonly missed: number;
    readonly open: number;
    /** Why checks failed or were not made, over all sources. */
    readonly reasons: Readonly<Record<string, number>>;
  };
  readonly slots: Readonly<Record<string, { readonly due: number; readonly done: number; readonly missed: number }>>;
  /** Megabytes of the database by table, the largest first. */
  readonly tables: readonly (readonly [table: string, megabytes: number])[];
  readonly errors: number;
  readonly backups: number;
}

// The daemon as the command line composes it, in a time that moves on when all is done. argv: home, suppliers, days.
const [home = "", suppliers = "", count = ""] = process.argv.slice(2);
const serving = startChild("serve", [home, suppliers]);
const sandbox = await firstWord<Serving>(serving);
await firstWord(startChild("prepare", [home, sandbox.now, sandbox.register, sandbox.units]));
writeFileSync(join(home, "timetable.yaml"), TIMETABLE);
const { outside: real, close } = realOutside();
const quiet = () => undefined;
const outside = { ...real, environment: {}, stdout: quiet, stderr: quiet };
const start = new Date(sandbox.now);
const end = new Date(start.getTime() + Number(count) * DAY_MS);
const days: SoakDay[] = [];
const delay = monitorEventLoopDelay({ resolution: 10 });
let errors = 0;
let slice = 0;
let checks = 0;
let day = dayOf(start);
const log = {
  ...{ debug: quiet, warn: quiet },
  info: (fields: object) => {
    const { job, longestMs, done } = fields as { job?: string; longestMs?: number; done?: number };
    if (job === "housekeeping") slice = Math.max(slice, longestMs ?? 0);
    checks += done ?? 0;
  },
  error: () => {
    errors += 1;
  },
};
delay.enable();
const passed = (now: Date) => {
  if (dayOf(now) === day) return;
  days.push(measured(day));
  day = dayOf(now);
};
await liveThrough(outside, { home, from: start, until: end, stepMs: STEP_MS, log, passed });
process.send?.(result());
serving.disconnect();
await close();
process.disconnect?.();

function measured(of: string): SoakDay {
  globalThis.gc?.();
  const megabytes = (bytes: number) => bytes / 1_048_576;
  const { heapUsed, rss } = process.memoryUsage();
  const size = (file: string) => megabytes(statSync(join(home, file), { throwIfNoEntry: false })?.size ?? 0);
  const row = {
    ...{ day: of, heap: megabytes(heapUsed), rss: megabytes(rss), checks },
    ...{ database: size("basvakt.db"), log: size("basvakt.db-wal") },
    ...{ longestDelay: delay.max / 1e6, longestSlice: slice },
  };
  delay.reset();
  [slice, checks] = [0, 0];
  return row;
}

function result(): Soaked {
  const house = openHouse(outside, { home });
  const { db } = house.store;
  const { due, done, failed, skipped, missed, open, sources } = coverageCount(db, start, end);
  const reasons: Record<string, number> = {};
  for (const [reason, n] of Object.values(sources).flatMap((tally) => Object.entries(tally.reasons))) {
    reasons[reason] = (reasons[reason] ?? 0) + n;
  }
  const told = {
    ...{ days, errors, slots: jobsBetween(db, start, end), tables: tablesOf(db) },
    coverage: { due, done, failed, skipped, missed, open, reasons },
    backups: readdirSync(join(home, "backups")).length,
  };
  house.close();
  return told;
}

function tablesOf(db: Db): Soaked["tables"] {
  const rows = db.all<{ name: string; bytes: number }>(`
    SELECT coalesce(s.tbl_name, d.name) AS name, sum(d.pgsize) AS bytes FROM dbstat d
    LEFT JOIN sqlite_schema s ON s.name = d.name GROUP BY 1 ORDER BY 2 DESC LIMIT 8`);
  return rows.map(({ name, bytes }) => [name, bytes / 1_048_576] as const);
}
