import { describe, expect, it } from "vitest";
import { imposeByHand } from "../../jobs/decide-impose.js";
import { decideStop } from "../../jobs/decide-stop.js";
import { Conflict, Refusal } from "../../src/domain/refusal.js";
import { listStops } from "../../src/store/list-stops.js";
import { notification } from "../../src/store/schema.js";
import { showStop } from "../../src/store/show-stop.js";
import { listTrail } from "../../src/store/trail.js";
import { ADDAS, company, DAY_1, DAY_2, DAY_3, OWN, openTown, order, run, supplierNumber, type Town } from "./town.js";

const ANNA = { id: 1, by: "Anna", reason: "Samtal med leverantören", version: null };
const LISTED = { all: false, state: null, undecided: false, liftable: false, supplier: null };

const states = ({ store }: Town) => listStops(store.db, { ...LISTED, all: true }).map(({ state }) => state);

async function stoppedTown(agreements = [OWN], policy = ""): Promise<Town> {
  const town = openTown(1, agreements, policy);
  await run(town, "bolagsverket", [company(0, "bankruptcy")], DAY_1);
  return town;
}

describe("deciding about a stop", () => {
  it("shows a stop of the machine with all that law 2 asks for", async () => {
    const town = await stoppedTown();

    expect(listStops(town.store.db, LISTED)).toMatchObject([
      {
        id: 1,
        orgNumber: supplierNumber(0),
        scope: {
          kind: "supplier",
          unit: null,
          service: "hvb_barn_unga",
          agreement: { buyer: "Grönköping", owner: "Grönköping", form: "direktupphandling", number: "" },
        },
        state: "provisional",
        reason: expect.stringContaining("i konkurs"),
        rule: "company-bankruptcy",
        policy: town.deps.policy.sha256,
        evidence: [1],
        startedAt: DAY_1.toISOString(),
        startedBy: "basvakt",
        confirmBy: expect.any(String),
        version: 1,
      },
    ]);
  });

  it("is confirmed by a person, with the decision, the trail and word to the operators in one (laws 2, 3, 9)", async () => {
    const town = await stoppedTown();

    decideStop(town.deps, "confirm", ANNA, DAY_2);

    expect(showStop(town.store.db, 1)).toMatchObject({
      state: "confirmed",
      confirmBy: null,
      version: 2,
      decisions: [{ verb: "confirmed", by: "Anna" }],
    });
    const [row] = listTrail(town.store.db, 1);
    expect(row).toMatchObject({ verb: "stop.confirmed", actor: "Anna", stopId: 1, alertId: 1 });
    const told = town.store.db.select().from(notification).all();
    expect(told.filter(({ trailSeq }) => trailSeq === row?.seq)).toHaveLength(1);
  });

  it("is lifted although the facts stand, and the answer says so", async () => {
    const town = await stoppedTown();

    const { stands } = decideStop(town.deps, "lift", ANNA, DAY_2);

    expect(stands).toContain("i konkurs");
    expect(listStops(town.store.db, LISTED)).toEqual([]);
  });

  it("does not start again on the same facts after it was lifted (law 8)", async () => {
    const town = openTown(1);
    await run(town, "ivo-register", [order(0, "FORELAGGANDE")], DAY_1);
    decideStop(town.deps, "lift", ANNA, DAY_1);

    const again = { ...order(0, "FORELAGGANDE"), facts: { ...order(0, "FORELAGGANDE").facts, fine: 50_000 } };
    await run(town, "ivo-register", [again], DAY_2);

    expect(states(town)).toEqual(["lifted"]);
  });

  it("starts again on worse facts, as the same stop with its history (law 8)", async () => {
    const town = openTown(1);
    await run(town, "ivo-register", [order(0, "FORELAGGANDE")], DAY_1);
    decideStop(town.deps, "lift", ANNA, DAY_1);

    await run(town, "ivo-register", [order(0, "FORELAGGANDE_VITE")], DAY_2);

    expect(showStop(town.store.db, 1)).toMatchObject({
      state: "provisional",
      startedAt: DAY_2.toISOString(),
      scope: { kind: "unit", unit: "Hemmet" },
      decisions: [{ verb: "lifted" }],
    });
  });

  it("never ends by itself: when the facts are gone it is liftable, and a person lifts it (law 2)", async () => {
    const town = await stoppedTown();
    expect(listStops(town.store.db, { ...LISTED, liftable: true })).toEqual([]);

    await run(town, "bolagsverket", [company(0)], DAY_2);

    expect(listStops(town.store.db, { ...LISTED, liftable: true })).toMatchObject([{ id: 1, state: "provisional" }]);
    expect(decideStop(town.deps, "lift", ANNA, DAY_2)).toMatchObject({ stands: null });
  });

  it("is proposed without mandate, and imposed as the owner's decision or rejected", async () => {
    const town = await stoppedTown([OWN, ADDAS]);
    const [proposed] = listStops(town.store.db, { ...LISTED, state: "proposed" });
    const decision = { ...ANNA, id: proposed?.id ?? 0 };

    expect(() => decideStop(town.deps, "confirm", decision, DAY_2)).toThrow(/stops impose/);
    const { owner } = decideStop(town.deps, "impose", decision, DAY_2);

    expect(owner).toBe("Adda");
    expect(showStop(town.store.db, decision.id)).toMatchObject({ state: "confirmed", startedBy: "Anna" });
    expect(() => decideStop(town.deps, "reject", decision, DAY_2)).toThrow(Conflict);
  });

  it("stays rejected on the same facts", async () => {
    const town = await stoppedTown([ADDAS]);
    decideStop(town.deps, "reject", ANNA, DAY_1);

    const same = { ...company(0, "bankruptcy"), facts: { ...company(0, "bankruptcy").facts, business: "Vård" } };
    await run(town, "bolagsverket", [same], DAY_2);

    expect(states(town)).toEqual(["rejected"]);
  });

  it("is decided by who has the role that the policy names", async () => {
    const town = await stoppedTown([OWN], "roles: { avtalsansvarig: [Berit] }");

    expect(() => decideStop(town.deps, "lift", ANNA, DAY_2)).toThrow(Refusal);
    decideStop(town.deps, "lift", { ...ANNA, by: "berit" }, DAY_2);

    expect(states(town)).toEqual(["lifted"]);
  });

  it("refuses an older version, a missing reason and a stop that is not there", async () => {
    const town = await stoppedTown();

    expect(() => decideStop(town.deps, "lift", { ...ANNA, version: 7 }, DAY_2)).toThrow(Conflict);
    expect(() => decideStop(town.deps, "lift", { ...ANNA, reason: "" }, DAY_2)).toThrow(Refusal);
    expect(() => decideStop(town.deps, "lift", { ...ANNA, id: 77 }, DAY_2)).toThrow(Refusal);
    expect(states(town)).toEqual(["provisional"]);
  });
});

describe("a person's own stop", () => {
  const byAnna = {
    orgNumber: supplierNumber(0),
    unit: null,
    ground: "synpunkter" as const,
    origin: "egen utredning" as const,
    evidence: [],
    under: {},
    by: "Anna",
    reason: "Upprepade synpunkter",
  };

  it("is in force at once under own agreements and proposed under others'", () => {
    const town = openTown(1, [OWN, ADDAS]);

    const made = imposeByHand(town.deps, byAnna, DAY_1);

    expect(made).toEqual({ imposed: [1], proposed: [2], stood: 0 });
    expect(listStops(town.store.db, LISTED)).toMatchObject([
      { state: "confirmed", startedBy: "Anna", rule: null, alert: null, policy: null, ground: "synpunkter" },
      { state: "proposed", confirmRole: "avtalsansvarig" },
    ]);
  });

  it("may be for one unit and one agreement", () => {
    const town = openTown(1, [OWN, ADDAS]);

    imposeByHand(town.deps, { ...byAnna, unit: "Hemmet", under: { form: "direktupphandling", service: "hvb" } }, DAY_1);

    expect(listStops(town.store.db, LISTED)).toMatchObject([
      { scope: { kind: "unit", unit: "Hemmet", agreement: { number: "" } } },
    ]);
  });

  it("is not made twice, and can be made again when it has been lifted", () => {
    const town = openTown(1);
    imposeByHand(town.deps, byAnna, DAY_1);

    expect(() => imposeByHand(town.deps, byAnna, DAY_2)).toThrow(Conflict);
    decideStop(town.deps, "lift", ANNA, DAY_2);

    expect(imposeByHand(town.deps, byAnna, DAY_3)).toMatchObject({ imposed: [2] });
  });

  it.each([
    ["an unknown supplier", { ...byAnna, orgNumber: supplierNumber(5) }],
    ["an unknown unit", { ...byAnna, unit: "Borta" }],
    ["no agreement of the kind", { ...byAnna, under: { buyer: "Annan" } }],
  ])("refuses %s", (_, wrong) => {
    const town = openTown(1);

    expect(() => imposeByHand(town.deps, wrong, DAY_1)).toThrow(Refusal);
    expect(listStops(town.store.db, LISTED)).toEqual([]);
  });
});
