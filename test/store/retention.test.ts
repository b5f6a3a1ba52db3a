import { getTableName, is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { keepHouse } from "../../jobs/housekeeping.js";
import { coverageCount } from "../../src/store/coverage.js";
import { daysKept, RETENTION } from "../../src/store/retention.js";
import { retireRuns } from "../../src/store/retire.js";
import * as schema from "../../src/store/schema.js";
import { newestSlots, recordMissed } from "../../src/store/slot.js";
import { newStore, settled } from "./new-store.js";

const DAY = 86_400_000;
const THEN = Date.parse("2025-03-01T04:00:00Z");
const NOW = new Date("2026-11-23T02:15:00Z");
const quiet = (store: ReturnType<typeof newStore>["store"]) => ({
  store,
  clock: () => NOW,
  stopwatch: () => performance.now(),
  backUp: async () => null,
  signal: new AbortController().signal,
});

describe("what becomes of a table's rows", () => {
  it("is said of every table, in src/store/retention.ts (law 10)", () => {
    const tables = Object.values(schema).filter((value) => is(value, SQLiteTable));

    expect(Object.keys(RETENTION).sort()).toEqual(tables.map(getTableName).sort());
  });

  it("is nothing for those that stay", () => {
    expect(() => daysKept("trail")).toThrow("trail");
  });
});

/** Rows old enough to go, of each table whose rule has an age; a new such rule is told here too. */
const OLD_ROWS: Readonly<Record<string, string>> = {
  run: `INSERT INTO run (id, job, slot, trigger, outcome, planned_at, ended_at, requested_by) VALUES
    (2, 'tell', '2025-03-01T05:00', 'slot', 'done', ${THEN}, ${THEN}, 'basvakt'),
    (3, 'tell', '2025-03-01T05:01', 'slot', 'done', ${THEN}, ${THEN}, 'basvakt'),
    (4, 'basuppfoljning', '2025-03-01T05:00', 'slot', 'done', ${THEN}, ${THEN}, 'basvakt')`,
  check: `INSERT INTO "check" (run_id, source_id, subject_id, outcome, unchanged, ended_s) VALUES (4, 1, 1, 'done', 0, 1)`,
  check_kind: "INSERT INTO check_kind VALUES (4, 1, 1, 'tax', 'empty')",
  item: `INSERT INTO subject (id, kind, key) VALUES (8, 'feed', 'a');
    INSERT INTO feed (subject_id, source_id, asked_at) VALUES (8, 1, 1);
    INSERT INTO item (feed_id, address, title, summary, seen_at, cluster_id) VALUES (8, 'a', 't', '', ${THEN}, 1)`,
  run_request: `INSERT INTO run_request (job, scope, by_person, requested_at) VALUES ('tell', '{}', 'Anna', ${THEN})`,
};

describe("the nightly housekeeping", () => {
  it("cleans exactly the tables whose rule has an age: no rule is only words, and nothing goes without one", async () => {
    const { store, raw } = settled();
    for (const rows of Object.values(OLD_ROWS)) raw.exec(rows);
    const counts = () =>
      new Map(
        Object.keys(RETENTION).map((table) => [table, raw.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()]),
      );
    const before = counts();

    await keepHouse(quiet(store), NOW);

    const after = counts();
    const cleaned = [...before].flatMap(([table, n]) => (Number(after.get(table)) < Number(n) ? [table] : []));
    const aged = Object.entries(RETENTION).flatMap(([table, rule]) => ("days" in rule ? [table] : []));
    expect(cleaned.sort()).toEqual(aged.sort());
  });

  it("retires old checks into the count of their day: the coverage adds up as before", async () => {
    const { store, raw } = settled();
    raw.exec(`
      INSERT INTO run (id, job, slot, trigger, outcome, due_checks, planned_at, ended_at, requested_by) VALUES
        (2, 'basuppfoljning', '2025-03-01T05:00', 'slot', 'partly', 3, ${THEN}, ${THEN + 9}, 'basvakt'),
        (3, 'basuppfoljning', '2026-11-22T05:00', 'slot', 'done', 1, ${NOW.getTime() - DAY}, ${NOW.getTime()}, 'basvakt');
      INSERT INTO subject (id, kind, key) VALUES (8, 'feed', 'a'), (9, 'feed', 'b');
      INSERT INTO "check" (run_id, source_id, subject_id, outcome, reason, unchanged, ended_s) VALUES
        (2, 1, 1, 'done', NULL, 1, 1), (2, 1, 8, 'failed', 'blocked', 0, 1), (2, 1, 9, 'skipped', 'refused', 0, 1),
        (3, 1, 1, 'done', NULL, 0, 1);
      INSERT INTO check_kind VALUES (2, 1, 1, 'tax', 'empty');`);
    const period = [new Date(THEN - DAY), NOW] as const;
    const before = coverageCount(store.db, ...period);

    const kept = await keepHouse(quiet(store), NOW);

    expect(kept.retired).toEqual({ check: 3 });
    expect(raw.prepare('SELECT run_id FROM "check"').pluck().all()).toEqual([3]);
    expect(coverageCount(store.db, ...period)).toEqual(before);
    expect(before).toMatchObject({ due: 4, done: 2, failed: 1, skipped: 1 });
    expect(raw.prepare("SELECT verb FROM trail ORDER BY seq DESC").pluck().get()).toBe("ledger.retired");
  });

  it("retires the rows of jobs that come every minute after a week, and reckons the next slot as before", () => {
    const { store, raw } = newStore();
    const slots = ["2026-11-10T05:00Z", "2026-11-10T05:01Z", "2026-11-22T05:00Z"];
    for (const slot of slots) {
      const at = Date.parse(slot);
      const row = { job: "tell", slot, at, reason: "down", checks: 0, by: "basvakt" };
      store.write((db) => recordMissed(db, row, NOW));
    }
    const week = new Date(NOW.getTime() - 7 * DAY);

    const gone = [retireRuns(store, week), retireRuns(store, week)];

    expect(gone).toEqual([2, 0]);
    expect(raw.prepare("SELECT day, job, outcome, reason, n FROM slot_day").all()).toEqual([
      { day: "2026-11-10", job: "tell", outcome: "missed", reason: "down", n: 2 },
    ]);
    expect(newestSlots(store.db, "tell")).toEqual(["2026-11-22T05:00Z"]);
    expect(store.db.get("PRAGMA foreign_keys")).toEqual({ foreign_keys: 1 });
  });

  it("gives room that is free back to the disk, and cuts the log (R52, R53)", async () => {
    const { store, raw } = newStore();
    raw.exec(
      "CREATE TABLE much (bytes BLOB); WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO much SELECT randomblob(4000) FROM n; DELETE FROM much;",
    );
    const pages = () => raw.pragma("page_count", { simple: true }) as number;
    const before = pages();

    const kept = await keepHouse(quiet(store), NOW);

    expect(kept.freePages).toBe(0);
    expect(pages()).toBeLessThan(before / 4);
  });
});
