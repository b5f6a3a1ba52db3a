import { describe, expect, it } from "vitest";
import { dismissAlert } from "../../jobs/decide-alert.js";
import { decideStop } from "../../jobs/decide-stop.js";
import { rejectIncident, releaseIncident } from "../../jobs/release.js";
import { noteHealth } from "../../jobs/source-health.js";
import { Conflict, Refusal } from "../../src/domain/refusal.js";
import { listAlerts } from "../../src/store/list-alerts.js";
import { incidentItem, incidentItems } from "../../src/store/list-incidents.js";
import { listStops } from "../../src/store/list-stops.js";
import type { Store } from "../../src/store/open.js";
import { notification } from "../../src/store/schema.js";
import { sourceIdOf } from "../../src/store/subject.js";
import { listTrail, verifyTrail } from "../../src/store/trail.js";
import { company, DAY_1, DAY_2, DAY_3, openTown, record, run, type Said, type Town } from "./town.js";

const HALF = { answers: 0.5, changed: null, canary: null };

const ANNA = { by: "Anna", reason: "Stämt av med källan" };
const ALL_ALERTS = { all: false, supplier: null, severity: null, rule: null };
const ALL_STOPS = { all: true, state: null, undecided: false, liftable: false, supplier: null };

const SUPPLIERS = 25;
const many = (suppliers: number, said: (index: number) => Said): readonly Said[] =>
  Array.from({ length: suppliers }, (_, index) => said(index));

/** Twenty-five answer well; the next day `changed` of them are in liquidation at once, more than a fifth. */
async function massChange(changed = 8): Promise<Town> {
  const town = openTown(SUPPLIERS);
  await run(
    town,
    "bolagsverket",
    many(SUPPLIERS, (index) => company(index)),
    DAY_1,
  );
  await run(town, "bolagsverket", liquidated(changed), DAY_2);
  return town;
}

const liquidated = (changed: number) =>
  many(SUPPLIERS, (index) => (index < changed ? company(index, "liquidation") : company(index)));

const stops = ({ store }: Town, state: string) =>
  listStops(store.db, ALL_STOPS).filter((stop) => stop.state === state).length;

const openAlerts = ({ store }: Town) => listAlerts(store.db, ALL_ALERTS).length;

/** A store that is lost after so many transactions, as when the process is killed. */
function dyingAfter(store: Store, transactions: number): Store {
  let left = transactions;
  return {
    ...store,
    write: (act) => {
      if (left === 0) throw new Error("killed");
      left -= 1;
      return store.write(act);
    },
  };
}

describe("answers that were held because too many changed at once (law 7)", () => {
  it("are shown as one incident with what it holds, and change nothing until somebody decides", async () => {
    const town = await massChange();

    expect(incidentItems(town.store.db, false)).toEqual([
      {
        id: 1,
        kind: "mass_change",
        source: "bolagsverket",
        cause: "changed-at-once",
        state: "open",
        closedHow: null,
        openedAt: DAY_2.toISOString(),
        closedAt: null,
        suppliers: 8,
        held: 8,
      },
    ]);
    expect(openAlerts(town)).toBe(0);
  });

  it("are judged when released, are not held again, and meet the cap on stops like all others", async () => {
    const town = await massChange();

    const released = await releaseIncident(town.deps, 1, ANNA, DAY_2);

    expect(released).toMatchObject({ answers: 8, judged: { alertsOpened: 8, stopsStarted: 5, stopsHeld: 3 } });
    expect(incidentItem(town.store.db, 1)).toMatchObject({ state: "closed", held: 0 });
    expect(incidentItems(town.store.db, false)).toMatchObject([{ kind: "stop_cap", suppliers: 3, held: 3 }]);
    await run(town, "bolagsverket", liquidated(8), DAY_3);
    expect(incidentItems(town.store.db, false)).toHaveLength(1);
    expect(stops(town, "provisional")).toBe(5);
  });

  it("do not come back with the same facts when rejected; other facts do", async () => {
    const town = await massChange();

    expect(rejectIncident(town.deps, 1, ANNA, DAY_2)).toMatchObject({ answers: 8 });
    await run(town, "bolagsverket", liquidated(8), DAY_3);

    expect(openAlerts(town)).toBe(0);
    expect(incidentItems(town.store.db, false)).toEqual([]);
    await run(town, "bolagsverket", [company(0, "bankruptcy")], DAY_3);
    expect(openAlerts(town)).toBe(1);
  });

  it("are let through by the next run when the process was killed before it had judged them", async () => {
    const town = await massChange();
    const dying = { ...town.deps, store: dyingAfter(town.store, 1) };

    await expect(releaseIncident(dying, 1, ANNA, DAY_2)).rejects.toThrow("killed");
    expect(openAlerts(town)).toBe(0);
    await run(town, "bolagsverket", liquidated(8), DAY_3);

    expect(openAlerts(town)).toBe(8);
    expect(incidentItems(town.store.db, false)).toMatchObject([{ kind: "stop_cap" }]);
  });

  it("are let through when the release that was killed is repeated, and decided once", async () => {
    const town = await massChange();
    const dying = { ...town.deps, store: dyingAfter(town.store, 1) };
    await expect(releaseIncident(dying, 1, ANNA, DAY_2)).rejects.toThrow("killed");

    const released = await releaseIncident(town.deps, 1, ANNA, DAY_2);

    expect(released).toMatchObject({ answers: 0, judged: { alertsOpened: 8 } });
    expect(listTrail(town.store.db, 200).filter(({ verb }) => verb === "incident.released")).toHaveLength(1);
    expect(verifyTrail(town.store.db)).toMatchObject({ ok: true });
  });

  it("are not released while a run of the source is under way: its answers must meet the interlock", async () => {
    const town = await massChange();
    record(town, "bolagsverket", [company(20, "liquidation")], DAY_3);

    await expect(releaseIncident(town.deps, 1, ANNA, DAY_3)).rejects.toThrow(Conflict);

    expect(incidentItem(town.store.db, 1)).toMatchObject({ state: "open", held: 8 });
  });

  it("tell administrators of the decision, in the transaction of the decision (law 3)", async () => {
    const town = await massChange();

    rejectIncident(town.deps, 1, ANNA, DAY_2);

    const [row] = listTrail(town.store.db, 1);
    expect(row).toMatchObject({ verb: "incident.rejected", actor: "Anna", incidentId: 1 });
    expect(
      town.store.db
        .select()
        .from(notification)
        .all()
        .some(({ trailSeq }) => trailSeq === row?.seq),
    ).toBe(true);
  });
});

/** Eight suppliers go into liquidation on their first day: five are stopped, three wait behind the cap. */
async function capReached(): Promise<Town> {
  const town = openTown(8);
  await run(
    town,
    "bolagsverket",
    many(8, (index) => company(index, "liquidation")),
    DAY_1,
  );
  return town;
}

describe("stops that wait behind the day's cap (law 7)", () => {
  it("all start when released, provisional, with a new date to confirm by", async () => {
    const town = await capReached();
    expect(incidentItems(town.store.db, false)).toMatchObject([{ kind: "stop_cap", suppliers: 3, held: 3 }]);

    const released = await releaseIncident(town.deps, 1, ANNA, DAY_2);

    expect(released).toMatchObject({ stopsStarted: 3, stopsRejected: 0 });
    const started = listStops(town.store.db, ALL_STOPS).filter(({ startedAt }) => startedAt === DAY_2.toISOString());
    expect(started).toHaveLength(3);
    const days = started.map(({ confirmBy }) => (Date.parse(confirmBy ?? "") - DAY_2.getTime()) / 86_400_000);
    expect(days).toEqual([5, 5, 5]);
    expect(started.every(({ state, startedBy }) => state === "provisional" && startedBy === "basvakt")).toBe(true);
  });

  it("do not start for a supplier whose alert was dismissed while they waited", async () => {
    const town = await capReached();
    const [held] = listStops(town.store.db, { ...ALL_STOPS, state: "held" });
    dismissAlert(town.deps, { ...ANNA, id: held?.alert ?? 0, version: null, notThisSupplier: false }, DAY_1);

    const released = await releaseIncident(town.deps, 1, ANNA, DAY_2);

    expect(released).toMatchObject({ stopsStarted: 2, stopsRejected: 1 });
    expect(stops(town, "rejected")).toBe(1);
  });

  it("are rejected together, and the same facts do not raise them again (law 8)", async () => {
    const town = await capReached();

    expect(rejectIncident(town.deps, 1, ANNA, DAY_2)).toMatchObject({ stopsRejected: 3 });
    await run(
      town,
      "bolagsverket",
      many(8, (index) => withBusiness(company(index, "liquidation"))),
      DAY_3,
    );

    expect(stops(town, "rejected")).toBe(3);
    expect(stops(town, "provisional")).toBe(5);
    expect(incidentItems(town.store.db, false)).toEqual([]);
  });

  it("may be rejected one by one, and not confirmed", async () => {
    const town = await capReached();
    const [held] = listStops(town.store.db, { ...ALL_STOPS, state: "held" });
    const one = { ...ANNA, id: held?.id ?? 0, version: null };

    expect(() => decideStop(town.deps, "confirm", one, DAY_2)).toThrow(/incidents release\|reject 1/);
    decideStop(town.deps, "reject", one, DAY_2);

    expect(incidentItem(town.store.db, 1)).toMatchObject({ held: 2 });
  });
});

function withBusiness(said: Said<"company">): Said<"company"> {
  return { ...said, facts: { ...said.facts, business: "Vård" } };
}

describe("incidents that are decided, or not for a person to decide", () => {
  it("cannot be decided twice", async () => {
    const town = await massChange();
    rejectIncident(town.deps, 1, ANNA, DAY_2);

    await expect(releaseIncident(town.deps, 1, ANNA, DAY_2)).rejects.toThrow(Conflict);
    expect(() => rejectIncident(town.deps, 1, ANNA, DAY_2)).toThrow(Conflict);
  });

  it("of a source that does not answer are closed by the source alone (R34)", async () => {
    const town = openTown(1);
    town.store.write((db) => {
      sourceIdOf(db, "scb");
      const tally = { planned: 4, done: 0, unchanged: 0, failed: 4, skipped: 0, reasons: { unreachable: 4 } };
      noteHealth({ ...town.deps, expectOf: () => HALF }, db, "scb", tally, DAY_1);
    });

    await expect(releaseIncident(town.deps, 1, ANNA, DAY_1)).rejects.toThrow(Refusal);

    expect(incidentItem(town.store.db, 1)).toMatchObject({ kind: "source", state: "open", suppliers: 4 });
  });

  it("need a reason, and an incident that exists", async () => {
    const town = await massChange();

    await expect(releaseIncident(town.deps, 1, { by: "Anna", reason: "" }, DAY_2)).rejects.toThrow(Refusal);
    expect(() => rejectIncident(town.deps, 9, ANNA, DAY_2)).toThrow(Refusal);
    expect(incidentItem(town.store.db, 1)).toMatchObject({ state: "open", held: 8 });
  });
});
