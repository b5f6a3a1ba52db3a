import { describe, expect, it } from "vitest";
import { acknowledgeAlert, assignAlert, dismissAlert } from "../../jobs/decide-alert.js";
import type { Day } from "../../src/domain/day.js";
import { Conflict, Refusal } from "../../src/domain/refusal.js";
import { buildMatcher } from "../../src/matching/matcher.js";
import { markGone } from "../../src/store/alert.js";
import { namesInRegister } from "../../src/store/item.js";
import { type AlertFilter, listAlerts } from "../../src/store/list-alerts.js";
import { showAlert } from "../../src/store/show-alert.js";
import { listTrail, verifyTrail } from "../../src/store/trail.js";
import { company, DAY_1, DAY_2, DAY_3, judgeAll, openTown, order, run, supplierNumber, type Town } from "./town.js";

const EVERYTHING = { all: true, supplier: null, severity: null, rule: null };
const BY_ANNA = { id: 1, by: "Anna", reason: "Sett och bedömt", version: null };

function alerts({ store }: Town) {
  return listAlerts(store.db, EVERYTHING).map(({ item }) => item);
}

async function townWithBankruptcy(): Promise<Town> {
  const town = openTown(1);
  await run(town, "bolagsverket", [company(0, "bankruptcy")], DAY_1);
  return town;
}

describe("deciding about an alert", () => {
  it("shows exactly what the contract says of an alert", async () => {
    const town = await townWithBankruptcy();

    const [item] = alerts(town);

    expect(item).toEqual({
      id: 1,
      orgNumber: supplierNumber(0),
      unit: null,
      rule: "company-bankruptcy",
      key: "",
      severity: "critical",
      state: "open",
      title: "Konkurs",
      because: expect.stringContaining("i konkurs sedan 2026-11-20"),
      evidence: [1],
      openedAt: DAY_1.toISOString(),
      lastSeenAt: DAY_1.toISOString(),
      version: 1,
    });
  });

  it("keeps an acknowledged alert under watch and does not raise it on the same facts (R41, law 8)", async () => {
    const town = await townWithBankruptcy();

    acknowledgeAlert(town.deps, BY_ANNA, DAY_1);
    await run(
      town,
      "bolagsverket",
      [{ ...company(0, "bankruptcy"), facts: { ...company(0, "bankruptcy").facts, business: "Vård" } }],
      DAY_2,
    );

    expect(alerts(town)).toMatchObject([{ state: "acknowledged", version: 2, lastSeenAt: DAY_2.toISOString() }]);
  });

  it("re-opens an acknowledged event when the facts get worse, and says what is new (law 8)", async () => {
    const town = openTown(1);
    await run(town, "ivo-register", [order(0, "FORELAGGANDE")], DAY_1);

    acknowledgeAlert(town.deps, BY_ANNA, DAY_1);
    await run(town, "ivo-register", [order(0, "FORELAGGANDE_VITE")], DAY_2);

    expect(alerts(town)).toMatchObject([{ state: "open", unit: "Hemmet" }]);
    const told = listTrail(town.store.db, 50).find(({ verb }) => verb === "alert.reopened");
    expect(told?.detail).toMatchObject({ news: ["order-fine:8.5-0/2026"] });
  });

  it("opens an alert again when the day that somebody set has passed, once, and says so (R43)", async () => {
    const town = await townWithBankruptcy();
    acknowledgeAlert(town.deps, { ...BY_ANNA, until: "2026-11-24" as Day }, DAY_1);

    await judgeAll(town, DAY_2);
    const before = alerts(town);
    await judgeAll(town, DAY_3);
    await judgeAll(town, DAY_3);

    expect(before).toMatchObject([{ state: "acknowledged" }]);
    expect(alerts(town)).toMatchObject([{ state: "open", version: 3 }]);
    const told = listTrail(town.store.db, 50).filter(({ verb }) => verb === "alert.reopened");
    expect(told.map(({ detail }) => detail)).toMatchObject([{ news: ["due"], until: "2026-11-24" }]);
  });

  it.each(["2026-11-22", "2027-11-24"])(
    "is not put aside until %s: a day gone by, or further off than half a year",
    async (day) => {
      const town = await townWithBankruptcy();

      expect(() => acknowledgeAlert(town.deps, { ...BY_ANNA, until: day as Day }, DAY_1)).toThrow(
        "--until ska vara en dag",
      );
      expect(alerts(town)).toMatchObject([{ state: "open", version: 1 }]);
    },
  );

  it("is resolved by whoever acknowledges an event whose facts are gone already", async () => {
    const town = openTown(1);
    await run(town, "ivo-register", [order(0, "FORELAGGANDE")], DAY_1);
    town.store.write((db) => markGone(db, 1, DAY_2));

    acknowledgeAlert(town.deps, BY_ANNA, DAY_2);

    expect(alerts(town)).toMatchObject([{ state: "resolved" }]);
  });

  it("is found by state, ordered and a page at a time", async () => {
    const town = openTown(3);
    await run(
      town,
      "bolagsverket",
      [company(0, "bankruptcy"), company(1, "bankruptcy"), company(2, "bankruptcy")],
      DAY_1,
    );
    acknowledgeAlert(town.deps, { ...BY_ANNA, id: 2 }, DAY_1);
    const ids = (filter: Partial<AlertFilter>) =>
      listAlerts(town.store.db, { ...EVERYTHING, ...filter }).map(({ item }) => item.id);

    expect(ids({ state: "acknowledged" })).toEqual([2]);
    expect(ids({ order: "opened" })).toEqual([3, 2, 1]);
    expect(ids({ order: "supplier", page: { size: 2, skip: 2 } })).toHaveLength(1);
  });

  it("leaves a dismissed alert out of the list until all are asked for", async () => {
    const town = await townWithBankruptcy();

    dismissAlert(town.deps, { ...BY_ANNA, notThisSupplier: false }, DAY_1);

    expect(listAlerts(town.store.db, { ...EVERYTHING, all: false })).toEqual([]);
    expect(alerts(town)).toMatchObject([{ state: "dismissed" }]);
  });

  it("writes the decision with the facts it was made on, and a line in an unbroken trail (R44)", async () => {
    const town = await townWithBankruptcy();

    acknowledgeAlert(town.deps, BY_ANNA, DAY_2);

    expect(showAlert(town.store.db, 1)).toMatchObject({
      facts: ["bankruptcy"],
      decisions: [{ verb: "acknowledged", by: "Anna", reason: "Sett och bedömt", at: DAY_2.toISOString() }],
    });
    expect(listTrail(town.store.db, 1)).toMatchObject([
      {
        actor: "Anna",
        verb: "alert.acknowledged",
        alertId: 1,
        detail: { reason: "Sett och bedömt", facts: ["bankruptcy"] },
      },
    ]);
    expect(verifyTrail(town.store.db)).toMatchObject({ ok: true });
  });

  it("refuses whoever has seen an older version (R42)", async () => {
    const town = await townWithBankruptcy();
    assignAlert(town.deps, { ...BY_ANNA, to: "Bo" }, DAY_1);

    expect(() => acknowledgeAlert(town.deps, { ...BY_ANNA, version: 1 }, DAY_2)).toThrow(Conflict);
    acknowledgeAlert(town.deps, { ...BY_ANNA, version: 2 }, DAY_2);

    expect(showAlert(town.store.db, 1)).toMatchObject({ state: "acknowledged", assignee: "Bo", version: 3 });
  });

  it("does not decide twice, nor about what is resolved", async () => {
    const town = await townWithBankruptcy();
    acknowledgeAlert(town.deps, BY_ANNA, DAY_1);

    expect(() => acknowledgeAlert(town.deps, BY_ANNA, DAY_1)).toThrow(Conflict);
    await run(town, "bolagsverket", [company(0)], DAY_2);

    expect(alerts(town)).toMatchObject([{ state: "resolved" }]);
    expect(() => dismissAlert(town.deps, { ...BY_ANNA, notThisSupplier: false }, DAY_3)).toThrow(Conflict);
  });

  it.each([
    ["no reason", { ...BY_ANNA, reason: " " }],
    ["an alert that is not there", { ...BY_ANNA, id: 99 }],
    ["an identity number in the reason", { ...BY_ANNA, reason: "Gäller 19800101-1231" }],
  ])("refuses %s and changes nothing", async (_, wrong) => {
    const town = await townWithBankruptcy();
    const before = listTrail(town.store.db, 1)[0]?.seq;

    expect(() => acknowledgeAlert(town.deps, wrong, DAY_1)).toThrow(Refusal);

    expect(alerts(town)).toMatchObject([{ state: "open", version: 1 }]);
    expect(listTrail(town.store.db, 1)[0]?.seq).toBe(before);
  });
});

describe("news about somebody else", () => {
  const story = (because: string) => ({
    kind: "media" as const,
    subject: { supplier: supplierNumber(0) },
    key: "https://nyheter.example/1",
    facts: {
      title: "Exempelgårdens föreståndare åtalad",
      address: "https://nyheter.example/1",
      feed: "nyheter",
      publishedAt: "2026-11-22T10:00:00Z",
      severity: "serious" as const,
      category: "crime",
      because,
      also: [],
      later: null,
    },
  });

  it("is dismissed with the name it was found by, which no longer means the supplier", async () => {
    const town = openTown(1);
    const news = {
      title: "Exempelgården 1:s föreståndare åtalad",
      summary: "HVB-hemmets föreståndare åtalas för misshandel.",
    };
    const [match] = buildMatcher(namesInRegister(town.store.db)).match(news);
    await run(town, "media", [story(match?.sentence ?? "")], DAY_1);

    const forbidden = dismissAlert(town.deps, { ...BY_ANNA, notThisSupplier: true }, DAY_1);

    expect(forbidden).toEqual({ name: "exempelgarden 1", last: true });
    expect(buildMatcher(namesInRegister(town.store.db)).match(news)).toEqual([]);
    expect(alerts(town)).toMatchObject([{ state: "dismissed" }]);
  });

  it("cannot be told apart when the reading does not name it: nothing is changed", async () => {
    const town = openTown(1);
    await run(town, "media", [story("En läsning utan namn.")], DAY_1);

    expect(() => dismissAlert(town.deps, { ...BY_ANNA, notThisSupplier: true }, DAY_1)).toThrow(Refusal);
    expect(alerts(town)).toMatchObject([{ state: "open" }]);
  });

  it("is meant for news alone", async () => {
    const town = await townWithBankruptcy();

    expect(() => dismissAlert(town.deps, { ...BY_ANNA, notThisSupplier: true }, DAY_1)).toThrow(Refusal);
  });
});
