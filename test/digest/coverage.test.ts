import { describe, expect, it } from "vitest";
import { coverageOf } from "../../jobs/digest-lookout.js";
import { dayOf } from "../../src/domain/day.js";
import { coverageBetween } from "../../src/store/coverage.js";
import { planRun } from "../../src/store/run.js";
import { checkKind, run } from "../../src/store/schema.js";
import { sourceIdOf, subjectIdOf } from "../../src/store/subject.js";
import { withHouse } from "./house.js";
import { direct, supplierOf, three } from "./invented.js";

const house = withHouse();
const [ek, fyr, hav] = three();
const sunday = new Date("2026-11-22T04:00:00Z");
const monday = new Date("2026-11-23T04:00:00Z");

function fill(): void {
  house().register(
    [ek, fyr, hav].map((number) => supplierOf(number, `Provbolag ${number} AB`, [direct])),
    sunday,
  );
}

describe("coverage (law 5)", () => {
  it("gives each due check exactly one outcome, and the figures add up", async () => {
    fill();
    await house().morning(sunday, { [ek]: "registered" });
    await house().morning(monday, { [ek]: "registered", [fyr]: "registered", [hav]: "silent" });

    const { gaps, ...count } = coverageBetween(house().store.db, sunday, monday);

    expect(count).toMatchObject({ due: 4, done: 3, failed: 1, skipped: 0, missed: 0 });
    expect(count.sources.scb).toMatchObject({ planned: 4, done: 3, failed: 1, reasons: { unreachable: 1 } });
    const on = dayOf(monday);
    expect(gaps).toEqual([{ on, source: "scb", subject: hav, reason: "unreachable", detail: "scb.example" }]);
  });

  it("includes both ends of the period, and nothing outside it", async () => {
    fill();
    await house().morning(sunday, { [ek]: "registered" });
    await house().morning(monday, { [ek]: "registered", [fyr]: "registered" });
    const { db } = house().store;

    expect(coverageBetween(db, sunday, sunday).due).toBe(1);
    expect(coverageBetween(db, new Date(sunday.getTime() + 1), monday).due).toBe(2);
    expect(coverageBetween(db, new Date(monday.getTime() + 1), monday)).toMatchObject({ due: 0, gaps: [] });
  });

  it("names a kind of fact that a done check left unknown", async () => {
    fill();
    await house().morning(monday, { [ek]: "registered" });
    const { db } = house().store;
    const key = { runId: 1, sourceId: 1, subjectId: subjectIdOf(db, { supplier: ek }) ?? 0 };
    db.insert(checkKind)
      .values({ ...key, kind: "tax", reason: "withheld" })
      .run();

    const { done, gaps } = coverageBetween(db, monday, monday);

    expect(done).toBe(1);
    expect(gaps).toMatchObject([{ source: "scb", subject: ek, reason: "withheld", detail: "tax" }]);
  });

  it("counts what a slot that never ran would have looked at as missed", () => {
    const at = monday.getTime();
    const missed = { job: "basuppfoljning", slot: "2026-11-23T05:00", trigger: "slot" as const, dueChecks: 7 };
    const ended = { outcome: "missed" as const, reason: "asleep", plannedAt: at, endedAt: at, requestedBy: "basvakt" };
    house()
      .store.db.insert(run)
      .values({ ...missed, ...ended })
      .run();

    expect(coverageBetween(house().store.db, sunday, monday)).toMatchObject({ due: 7, done: 0, missed: 7 });
  });

  it("lists a question that the house has chosen not to ask, and the digest does not call it undone", () => {
    fill();
    const { store } = house();
    store.write((db) => {
      const sourceId = sourceIdOf(db, "creditsafe");
      const checks = [{ sourceId, subjectId: subjectIdOf(db, { supplier: ek }) ?? 0, skip: "letter" }];
      planRun(db, { job: "basuppfoljning", slot: null, scope: {}, by: "Alva" }, checks, { now: monday, clock: monday });
    });

    const told = coverageOf({ db: store.db, since: sunday, now: monday });

    expect(coverageBetween(store.db, sunday, monday)).toMatchObject({
      due: 1,
      skipped: 1,
      gaps: [{ reason: "letter" }],
    });
    expect(told).toMatchObject({ due: 0, skipped: 0 });
  });

  it("counts what is still open as due, and says so", () => {
    fill();
    house().store.write((db) => {
      const subjectId = subjectIdOf(db, { supplier: ek }) ?? 0;
      const checks = [{ sourceId: sourceIdOf(db, "scb"), subjectId, skip: null }];
      planRun(db, { job: "basuppfoljning", slot: null, scope: {}, by: "Alva" }, checks, { now: monday, clock: monday });
    });

    const { due, done, gaps } = coverageBetween(house().store.db, monday, monday);

    expect({ due, done }).toEqual({ due: 1, done: 0 });
    expect(gaps).toMatchObject([{ subject: ek, reason: "open" }]);
  });
});
