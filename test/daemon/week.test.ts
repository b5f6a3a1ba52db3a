import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { liveThrough } from "../../bench/simulate.js";
import { readTimetable } from "../../src/config/timetable.js";
import { faultFields } from "../../src/daemon/report.js";
import { createHttp } from "../../src/http/client.js";
import { fixturePath } from "../../src/sandbox/world.js";
import { slotsOf } from "../../src/schedule/timed-job.js";
import { checkCopy } from "../../src/store/backup.js";
import { openStore } from "../../src/store/open.js";
import { type Practice, practice } from "../e2e/practice.js";

const WATCHED = ["559940-0131", "559940-1832", "559940-2004", "559940-0305"];
/** Two jobs would come every minute and every quarter: a day of them is like the other. */
const TIMETABLE = "jobs:\n  tell: { every: 1h }\n  watch: { every: 2h }\n";
/** Wednesday to Wednesday, with the Sunday on which the hour between two and three comes twice. */
const [START, DOWN, UP, END] = [
  new Date("2026-10-21T03:00:00Z"),
  new Date("2026-10-23T09:00:00Z"),
  new Date("2026-10-24T09:00:00Z"),
  new Date("2026-10-28T12:00:00Z"),
] as const;

interface Row {
  readonly job: string;
  readonly slot: string;
  readonly outcome: string | null;
  readonly reason: string | null;
}

describe("a week of the daemon, from a folder with nothing but a register, over a clock change and a day of downtime", () => {
  let home: Practice;
  let rows: readonly Row[];
  const errors: object[] = [];

  beforeAll(async () => {
    home = await practice({ imported: false });
    await home.basvakt("init", "--rehearsal", "--now", START.toISOString());
    const small = join(home.home, "litet.csv");
    const [header = "", ...suppliers] = readFileSync(fixturePath("register.csv"), "utf8").split(/\r?\n/);
    writeFileSync(small, [header, ...suppliers.filter((row) => WATCHED.some((one) => row.includes(one)))].join("\n"));
    await home.basvakt("suppliers", "import", small, "--now", START.toISOString());
    writeFileSync(join(home.home, "timetable.yaml"), TIMETABLE);
    const http = createHttp({ userAgent: "basvakt test" });
    const outside = {
      ...{ environment: {}, workingFolder: home.home, stdout: () => undefined, stderr: () => undefined },
      ...{ terminal: false, clock: () => new Date(), openStore, http },
    };
    const quiet = () => undefined;
    const log = { debug: quiet, info: quiet, warn: quiet, error: (fields: object) => void errors.push(fields) };
    const live = (from: Date, until: Date) =>
      liveThrough(outside, { home: home.home, from, until, stepMs: 10 * 60_000, log });
    await live(START, DOWN);
    await live(UP, END);
    await http.close();
    rows = ledger();
  }, 240_000);
  afterAll(() => home.close());

  function ledger(): readonly Row[] {
    const db = new Database(join(home.home, "basvakt.db"), { readonly: true });
    try {
      return db
        .prepare<[], Row>("SELECT job, slot, outcome, reason FROM run WHERE trigger = 'slot' ORDER BY planned_at, id")
        .all();
    } finally {
      db.close();
    }
  }

  const outcomesOf = (job: string) =>
    rows.filter((row) => row.job === job).map(({ slot, outcome, reason }) => `${slot} ${reason ?? outcome}`);

  it("meets no fault", () => {
    expect(errors.map(faultFields)).toEqual([]);
    expect(errors).toEqual([]);
  });

  it.each(readTimetable(TIMETABLE, "timetable.yaml").jobs)(
    "has each slot of $job once, done or missed with a reason (R6, R14, law 5)",
    (timed) => {
      const own = rows.filter(({ job }) => job === timed.job);

      expect(own.map(({ slot }) => slot).sort()).toEqual(
        slotsOf(timed, START.getTime(), END.getTime())
          .map(({ name }) => name)
          .sort(),
      );
      expect(own.filter(({ outcome, reason }) => outcome === null || (outcome !== "done" && reason === null))).toEqual(
        [],
      );
    },
  );

  it("asks every day at five by the wall clock, and not at all while it was down", () => {
    expect(outcomesOf("basuppfoljning")).toEqual([
      ...["2026-10-22T05:00 done", "2026-10-23T05:00 done", "2026-10-24T05:00 done"],
      ...["2026-10-25T05:00 done", "2026-10-26T05:00 done", "2026-10-27T05:00 done", "2026-10-28T05:00 done"],
    ]);
    expect(outcomesOf("feeds").filter((slot) => slot.endsWith("down"))).toHaveLength(95);
  });

  it("adds up", async () => {
    const told = (await home.json("coverage", "--since", "2026-10-21", "--until", "2026-10-28")) as {
      readonly [name: string]: number;
    } & { readonly jobs: Readonly<Record<string, { due: number; done: number; missed: number; open: number }>> };
    const { due = 0, done = 0, failed = 0, skipped = 0, missed = 0, open = 0 } = told;

    expect(done).toBeGreaterThan(0);
    expect(due).toBe(done + failed + skipped + missed + open);
    expect([failed, open]).toEqual([0, 0]);
    for (const tally of Object.values(told.jobs)) expect(tally.due).toBe(tally.done + tally.missed);
  });

  it("has a checked copy of each night it was up", () => {
    const copy = checkCopy(join(home.home, "backups", "basvakt-2026-10-28.db"));

    expect(copy).toMatchObject({ suppliers: WATCHED.length });
  });
});
