import { beforeEach, describe, expect, it } from "vitest";
import { mayPlace } from "../../jobs/check.js";
import type { PlacementQuestion } from "../../jobs/check-obstacles.js";
import type { FactsOf } from "../../src/domain/kind.js";
import { readServices } from "../../src/services.js";
import { subjectIdOf } from "../../src/store/subject.js";
import { DAY_1, openTown, run, supplierNumber, type Town } from "../decisions/town.js";

const PERMIT: FactsOf["permit"] = {
  ...{ unitName: "Hemmet", type: null, status: "active", caseNumber: null, decidedOn: null },
  ...{ inForce: true, onOwnRequest: false, stayed: false, overturned: null, validTo: null },
  ...{ targetGroup: null, ageFrom: 13, ageTo: 17, places: null, director: true },
};

describe("the age of who is to be placed, against the permit", () => {
  let town: Town;
  beforeEach(() => {
    town = openTown(1);
  });

  const permit = (facts: Partial<FactsOf["permit"]>) => {
    const subject = { supplier: supplierNumber(0), unit: { name: "Hemmet" } };
    return run(town, "placeringsstod", [{ kind: "permit", subject, facts: { ...PERMIT, ...facts } }], DAY_1);
  };
  const asked = (question: Partial<PlacementQuestion>) => {
    const supplierId = subjectIdOf(town.store.db, { supplier: supplierNumber(0) }) ?? 0;
    const base = {
      supplierId,
      service: "hvb_barn_unga",
      buyer: null,
      unit: "Hemmet",
      ages: [],
      oldest: null,
      silent: [],
    };
    const deps = { policy: town.deps.policy, services: readServices() };
    const answer = mayPlace(town.store.db, deps, { ...base, ...question }, DAY_1);
    return { obstacles: answer?.obstacles, ages: answer?.reasons.filter((reason) => /åld|fylla/.test(reason)) };
  };

  it("is an obstacle when it is outside on the first or the last day", async () => {
    await permit({});

    expect(asked({ ages: [12, 12], oldest: 13 }).obstacles).toEqual([expect.stringContaining("13–17 år")]);
    expect(asked({ ages: [17, 18], oldest: 19 }).obstacles).toHaveLength(1);
    expect(asked({ ages: [15, 16], oldest: 17 })).toEqual({ obstacles: [], ages: [] });
  });

  it("is unknown when a birthday may come before the last day, or the permit's ages are not known", async () => {
    await permit({});
    expect(asked({ ages: [17, 17], oldest: 18 })).toEqual({
      obstacles: [],
      ages: ["kan fylla 18 år före sista dagen; tillståndet för Hemmet gäller till 17 år"],
    });

    const other = openTown(1);
    town = other;
    await permit({ ageFrom: null, ageTo: null });
    expect(asked({ ages: [15], oldest: 15 })).toEqual({ obstacles: [], ages: ["tillståndets åldrar är inte kända"] });
  });
});

describe("the look in Placeringsstöd", () => {
  it("of one unit says nothing of another when none was named", async () => {
    const town = openTown(1);
    const subject = { supplier: supplierNumber(0), unit: { name: "Hemmet" } };
    await run(town, "placeringsstod", [{ kind: "permit", subject, facts: PERMIT }], DAY_1);
    const supplierId = subjectIdOf(town.store.db, { supplier: supplierNumber(0) }) ?? 0;
    const question = {
      supplierId,
      service: "stodboende_unga",
      buyer: null,
      unit: null,
      ages: [],
      oldest: null,
      silent: [],
    };

    const answer = mayPlace(town.store.db, { policy: town.deps.policy, services: readServices() }, question, DAY_1);

    expect(answer?.reasons).toContain("ingen kontroll i Placeringsstöd är noterad i dag");
  });
});
