import { describe, expect, it } from "vitest";
import type { Day } from "../../src/domain/day.js";
import { orgNumber } from "../../src/domain/org-number.js";
import { noteTriage, reportNoter, reportsOf } from "../../src/store/bought-report.js";
import { countLost, giveBack, reserve, settler, spentOn } from "../../src/store/spend.js";
import { type Opened, settled } from "./new-store.js";

const DAY = "2026-11-20" as Day;
const KEY = { runId: 1, sourceId: 1, subjectId: 1 };
const NOW = new Date("2026-11-20T04:00:00Z");
const LATER = new Date("2026-11-21T04:00:00Z");
const BJORKEN = orgNumber("5599123451");

const spend = ({ raw }: Opened) => raw.prepare("SELECT amount, state FROM spend").all();

describe("what a source costs (law 4)", () => {
  it("is set aside before it is asked, then spent", () => {
    const opened = settled();
    const { db } = opened.store;

    reserve(db, [KEY], DAY);
    expect(spend(opened)).toEqual([{ amount: 1, state: "reserved" }]);
    settler(db)(KEY, 1, false);

    expect(spend(opened)).toEqual([{ amount: 1, state: "spent" }]);
    expect(spentOn(db, "scb", DAY)).toEqual({ today: 1, month: 1, total: 1 });
    expect(spentOn(db, "scb", "2026-12-01" as Day)).toEqual({ today: 0, month: 0, total: 1 });
  });

  it("is given back when nothing came of it, and kept through attempts that may have cost", () => {
    const opened = settled();
    const { db } = opened.store;
    const settle = settler(db);
    reserve(db, [KEY], DAY);

    settle(KEY, 1, true);
    expect(spend(opened)).toEqual([{ amount: 2, state: "reserved" }]);
    settle(KEY, 0, false);
    expect(spend(opened)).toEqual([{ amount: 1, state: "spent" }]);
    settle(KEY, 1, false);

    expect(spend(opened)).toEqual([{ amount: 1, state: "spent" }]);
  });

  it("counts what a dead process had under way, when the next one sets it aside again", () => {
    const opened = settled();
    const { db } = opened.store;
    opened.raw.exec(
      `INSERT INTO "check" (run_id, source_id, subject_id, attempts, lease_until) VALUES (1, 1, 1, 1, 99)`,
    );
    reserve(db, [KEY], DAY);

    countLost(db, 1);
    giveBack(db, 1, 1);
    reserve(db, [KEY], DAY);
    settler(db)(KEY, 1, false);

    expect(spend(opened)).toEqual([{ amount: 2, state: "spent" }]);
  });

  it("that was never asked for is given back whole", () => {
    const opened = settled();
    reserve(opened.store.db, [KEY], DAY);

    giveBack(opened.store.db, 1, 1);
    giveBack(opened.store.db, 1, 1);

    expect(spend(opened)).toEqual([{ amount: 0, state: "returned" }]);
  });
});

describe("what is known of a supplier at a source whose reports cost", () => {
  it("is watched since the first triage that said so, without a break", () => {
    const { store } = settled();
    const watched = { watched: [BJORKEN], added: [], happened: [], bookmark: { seen: ["1"] } };

    noteTriage(store.db, 1, watched, NOW);
    noteTriage(store.db, 1, watched, LATER);
    expect(reportsOf(store.db, 1).get(1)).toMatchObject({ watchedSince: NOW.getTime() });
    noteTriage(store.db, 1, { ...watched, watched: [] }, LATER);
    expect(reportsOf(store.db, 1).get(1)).toMatchObject({ watchedSince: null });
    noteTriage(store.db, 1, watched, NOW);
    expect(reportsOf(store.db, 1).get(1)).toMatchObject({ watchedSince: NOW.getTime() });
    // Somebody had taken it out, and it was put back: what happened meanwhile was told to nobody.
    noteTriage(store.db, 1, { ...watched, added: [BJORKEN] }, LATER);

    expect(reportsOf(store.db, 1).get(1)).toMatchObject({ watchedSince: LATER.getTime() });
  });

  it("remembers what has happened until a report comes", () => {
    const { store } = settled();
    const told = { watched: [BJORKEN], added: [], happened: [BJORKEN], bookmark: null };

    noteTriage(store.db, 1, told, NOW);
    noteTriage(store.db, 1, { ...told, happened: [] }, LATER);
    expect(reportsOf(store.db, 1).get(1)).toMatchObject({ happenedAt: NOW.getTime(), reportedAt: null });
    reportNoter(store.db)(KEY, true, LATER);

    expect(reportsOf(store.db, 1).get(1)).toMatchObject({ happenedAt: null, reportedAt: LATER.getTime(), complete: 1 });
  });
});
