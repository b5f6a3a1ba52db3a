import { describe, expect, it } from "vitest";
import { recordStated } from "../../jobs/record-stated.js";
import { finishReleases } from "../../jobs/release.js";
import { SCHEMA_VERSION } from "../../src/domain/kind.js";
import type { Observation } from "../../src/domain/observation.js";
import { listAlerts } from "../../src/store/list-alerts.js";
import { subjectIdOf } from "../../src/store/subject.js";
import { DAY_1, DAY_2, openTown, supplierNumber } from "./town.js";

describe("what a person stated when the process ended before it was judged", () => {
  it("is judged at the next run, once (law 5)", async () => {
    const town = openTown(1);
    const subject = { supplier: supplierNumber(0) };
    const facts = { kind: "bemanning", serious: true, receivedOn: "2026-11-23", withdrawn: false } as const;
    const about = { kind: "complaint", subject, key: "1", schema: SCHEMA_VERSION, asOf: DAY_1, evidence: [] } as const;
    const observations: readonly Observation<"complaint">[] = [{ ...about, facts }];
    const subjectId = subjectIdOf(town.store.db, subject) ?? 0;
    const stated = { subjectId, kinds: { complaint: "said" as const }, observations, evidence: [] };
    town.store.write((db) => recordStated(db, "synpunkter", [stated], "Anna", { now: DAY_1, clock: DAY_1 }));
    const alerts = () => listAlerts(town.store.db, { all: true, supplier: null }).map(({ item }) => item.rule);
    expect(alerts()).toEqual([]);

    await finishReleases(town.deps, DAY_2);
    await finishReleases(town.deps, DAY_2);

    expect(alerts()).toEqual(["complaint-serious"]);
  });
});
