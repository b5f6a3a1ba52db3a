import { describe, expect, it } from "vitest";
import { endAgreements, removeFromRegister } from "../../jobs/decide-ending.js";
import { decideStop } from "../../jobs/decide-stop.js";
import { judge } from "../../jobs/judge.js";
import { dayOf } from "../../src/domain/day.js";
import { Refusal } from "../../src/domain/refusal.js";
import { importSuppliers } from "../../src/store/import-suppliers.js";
import { listAgreements } from "../../src/store/list-agreements.js";
import { endRun, planRun } from "../../src/store/run.js";
import { ending, notification } from "../../src/store/schema.js";
import { showStop } from "../../src/store/show-stop.js";
import { OURSELVES, sourceIdOf } from "../../src/store/subject.js";
import { listTrail } from "../../src/store/trail.js";
import { ADDAS, company, DAY_1, DAY_2, OWN, openTown, run, supplierNumber, type Town } from "./town.js";

const FILED = { caseNumber: "SN 2026/114", delegation: "4.2" };
const WHY = {
  orgNumber: supplierNumber(0),
  ground: "ekonomi",
  origin: "leverantören",
  by: "Anna",
  reason: "Uppsagt efter samtal",
  formal: FILED,
} as const;
const ENDING = { ...WHY, under: {}, all: false, how: "uppsagt", decidedBy: "Socialnämnden", lastDay: null } as const;
const LISTED = { supplier: null, all: true, today: dayOf(DAY_2) };

const told = (town: Town, seq: number | undefined) =>
  town.store.db
    .select()
    .from(notification)
    .all()
    .filter(({ trailSeq }) => trailSeq === seq).length;

describe("ending an agreement", () => {
  it("keeps how, why, who decided and where it is filed, with its line in the trail and word to the operators (laws 3 and 9)", () => {
    const town = openTown(1);

    endAgreements(town.deps, ENDING, DAY_2);

    expect(listAgreements(town.store.db, LISTED)).toMatchObject([{ ends: "2026-11-24", endedHow: "uppsagt" }]);
    const { by, orgNumber: _, formal, ...why } = WHY;
    expect(town.store.db.select().from(ending).all()).toMatchObject([
      { ...why, ...formal, byPerson: by, decidedBy: "Socialnämnden", how: "uppsagt", day: "2026-11-24" },
    ]);
    const [row] = listTrail(town.store.db, 1);
    expect(row).toMatchObject({ verb: "agreement.ended", actor: "Anna" });
    expect(told(town, row?.seq)).toBe(1);
  });

  it("asks which one when several may be meant, and ends nothing", () => {
    const town = openTown(1, [OWN, ADDAS]);

    expect(() => endAgreements(town.deps, ENDING, DAY_2)).toThrow(/2 sådana avtal/);

    expect(listAgreements(town.store.db, LISTED)).toMatchObject([{ endedHow: null }, { endedHow: null }]);
  });

  it("is not undone by the next import of the register", () => {
    const town = openTown(1);
    endAgreements(town.deps, ENDING, DAY_2);
    const names = { aliases: [], legalForm: "AB", places: [], contact: "" };
    const row = { orgNumber: supplierNumber(0), name: "Exempelgården 1 AB", ...names, agreements: [OWN] };
    const order = { file: "register.csv", by: "Anna", replace: true, confirmShrink: false };

    town.store.write((db) => importSuppliers(db, [row], order, { now: DAY_2, clock: DAY_2 }));

    expect(listAgreements(town.store.db, LISTED)).toMatchObject([{ ends: "2026-11-24", endedHow: "uppsagt" }]);
  });

  it("is refused a second time, before it began, and with somebody's identity number in what was written (law 10)", () => {
    const town = openTown(1, [{ ...OWN, starts: dayOf(DAY_2) }]);

    expect(() => endAgreements(town.deps, { ...ENDING, lastDay: dayOf(DAY_1) }, DAY_2)).toThrow(/börjar 2026-11-24/);
    expect(() => endAgreements(town.deps, { ...ENDING, decidedBy: "Eva 800101-0019" }, DAY_2)).toThrow(/personnummer/);
    endAgreements(town.deps, ENDING, DAY_2);
    expect(() => endAgreements(town.deps, ENDING, DAY_2)).toThrow(Refusal);
  });
});

describe("removing a supplier", () => {
  it("keeps the ground of the closed list, the origin and where it is filed", () => {
    const town = openTown(1);

    removeFromRegister(town.deps, { ...WHY, ground: "avvecklad" }, DAY_2);

    expect(town.store.db.select().from(ending).all()).toMatchObject([
      { agreementId: null, how: null, ground: "avvecklad", origin: "leverantören", ...FILED },
    ]);
    const [row] = listTrail(town.store.db, 1);
    expect(row).toMatchObject({ verb: "supplier.removed", actor: "Anna" });
    expect(told(town, row?.seq)).toBe(1);
  });
});

describe("a decision on a stop", () => {
  it("may correct the ground, and says where it is filed and by which delegation", async () => {
    const town = openTown(1);
    await run(town, "bolagsverket", [company(0, "bankruptcy")], DAY_1);
    const order = { id: 1, by: "Anna", reason: "Läst hos Bolagsverket", version: null, formal: FILED };

    decideStop(town.deps, "confirm", { ...order, why: { ground: "avvecklad", origin: "leverantören" } }, DAY_2);

    expect(showStop(town.store.db, 1)).toMatchObject({
      ground: "avvecklad",
      origin: "leverantören",
      decisions: [{ verb: "confirmed", ...FILED }],
    });
  });
});

describe("a stop that nobody has decided by its date", () => {
  const judgeAll = (town: Town, now: Date) => {
    const order = town.store.write((db) => {
      const { id: runId } = planRun(db, { job: "judge", slot: null, scope: {}, by: "test" }, [], { now, clock: now });
      endRun(db, runId, { now, clock: now });
      return { runId, sourceId: sourceIdOf(db, OURSELVES), source: null, interlock: false };
    });
    return judge(town.deps, order, now);
  };
  const overdue = (town: Town) => listTrail(town.store.db, 100).filter(({ verb }) => verb === "stop.overdue");

  it("is told of once, and stands (law 2)", async () => {
    const town = openTown(1);
    await run(town, "bolagsverket", [company(0, "bankruptcy")], DAY_1);

    await judgeAll(town, new Date("2026-11-28T04:59:00Z"));
    expect(overdue(town)).toEqual([]);
    await judgeAll(town, new Date("2026-11-29T05:00:00Z"));
    await judgeAll(town, new Date("2026-11-30T05:00:00Z"));

    expect(overdue(town)).toMatchObject([{ stopId: 1 }]);
    expect(told(town, overdue(town)[0]?.seq)).toBe(1);
    expect(showStop(town.store.db, 1)).toMatchObject({ state: "provisional" });
  });

  it("is told at once when it is in force, and in the digest when it is only proposed", async () => {
    const town = openTown(1, [OWN, ADDAS]);
    await run(town, "bolagsverket", [company(0, "bankruptcy")], DAY_1);

    await judgeAll(town, new Date("2026-11-29T05:00:00Z"));

    const urgency = new Map(
      town.store.db
        .select()
        .from(notification)
        .all()
        .map((one) => [one.trailSeq, one.urgency]),
    );
    expect(overdue(town).map(({ stopId, seq }) => [stopId, urgency.get(seq)])).toEqual([
      [2, "digest"],
      [1, "now"],
    ]);
  });
});
