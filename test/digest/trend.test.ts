import { describe, expect, it } from "vitest";
import { digestData } from "../../jobs/digest-data.js";
import { retireChecks } from "../../src/store/retire.js";
import { planRun } from "../../src/store/run.js";
import { sourceIdOf, subjectIdOf } from "../../src/store/subject.js";
import { operators, told, withHouse } from "./house.js";
import { direct, supplierOf, three } from "./invented.js";

const house = withHouse();
const [ek, fyr] = three();
const friday = new Date("2026-11-20T04:00:00Z");
const monday = new Date("2026-11-23T04:00:00Z");
const now = new Date("2026-11-23T06:00:00Z");

function lookedAt() {
  const { trend } = digestData(house().store.db, { group: operators, ...told }, now);
  return trend.days.filter(({ due }) => due > 0).map(({ day, due, done }) => ({ day, due, done }));
}

function fill(): void {
  house().register(
    [ek, fyr].map((number) => supplierOf(number, `Provbolag ${number} AB`, [direct])),
    friday,
  );
}

describe("the trend of thirty days", () => {
  it("shows the same coverage when housekeeping has retired the checks into the count of their day", async () => {
    fill();
    await house().morning(friday, { [ek]: "registered", [fyr]: "silent" });
    await house().morning(monday, { [ek]: "registered", [fyr]: "registered" });
    const before = lookedAt();

    const retired = retireChecks(house().store, monday);

    expect(retired).toBe(2);
    expect(before).toEqual([
      { day: "2026-11-20", due: 2, done: 1 },
      { day: "2026-11-23", due: 2, done: 2 },
    ]);
    expect(lookedAt()).toEqual(before);
  });

  it("holds no lack where the house has chosen not to ask, as little as the figure above it", async () => {
    fill();
    await house().morning(monday, { [ek]: "registered" });
    const { store } = house();
    store.write((db) => {
      const checks = [
        { sourceId: sourceIdOf(db, "creditsafe"), subjectId: subjectIdOf(db, { supplier: fyr }) ?? 0, skip: "letter" },
      ];
      planRun(db, { job: "basuppfoljning", slot: null, scope: {}, by: "Alva" }, checks, { now: monday, clock: monday });
    });
    const { coverage } = digestData(store.db, { group: operators, ...told }, now);

    expect(lookedAt()).toEqual([{ day: "2026-11-23", due: 1, done: 1 }]);
    expect(coverage).toMatchObject({ due: 1, done: 1 });
  });
});
