import { describe, expect, it } from "vitest";
import { conductDeviating } from "../../src/rules/conduct-deviating.js";
import { found, lacks } from "./input.js";
import { conduct } from "./observed.js";

const NOTHING_GIVEN = { method: null, receivedOn: null, documentOn: null } as const;

describe("attestations", () => {
  it.each([
    ["conduct-deviating", { outcome: "avvikelse" }, "critical", "Avvikelse i lämplighetsintyg: VD"],
    ["conduct-refused", { ...NOTHING_GIVEN, outcome: "vägrar" }, "serious", "Vägrar lämna lämplighetsintyg: VD"],
    [
      "conduct-missing",
      { ...NOTHING_GIVEN, outcome: "ej inkommit" },
      "notice",
      "Lämplighetsintyg har inte kommit in: VD",
    ],
    [
      "conduct-missing",
      { ...NOTHING_GIVEN, outcome: "ej begärt" },
      "notice",
      "Lämplighetsintyg saknas för ny företrädare: VD",
    ],
    ["conduct-old", { documentOn: "2026-05-22" }, "notice", "Lämplighetsintyg äldre än 6 månader: VD"],
  ] as const)("%s fires on %j", (rule, facts, severity, title) => {
    const findings = found(rule, [conduct(facts)]);

    expect(findings).toMatchObject([{ severity, title, event: "12", ends: "when-gone" }]);
    expect(findings[0]?.because).toContain("(företrädare 12)");
  });

  it.each(["conduct-deviating", "conduct-refused", "conduct-missing", "conduct-old"])(
    "%s finds nothing in one without remark, and cannot judge without any (law 1)",
    (rule) => {
      expect(found(rule, [conduct()])).toEqual([]);
      expect(lacks(rule, [])).toEqual(["conduct"]);
    },
  );

  it("on the very day it becomes six months old is not old", () => {
    expect(found("conduct-old", [conduct({ documentOn: "2026-05-23" })])).toEqual([]);
  });

  it("of somebody who has left concerns nobody, and each representative has an own finding", () => {
    const deviating = { outcome: "avvikelse" } as const;
    const three = ["12", "13", "14"].map((key, n) => conduct(deviating, { key, id: n + 1 }));

    expect(found("conduct-deviating", three).map(({ event }) => event)).toEqual(["12", "13"]);
    expect(found("conduct-deviating", three, { supplier: { inOffice: [] } })).toEqual([]);
  });

  it("never stop anybody by themselves", () => {
    expect(Object.values(conductDeviating.defaults.actions)).toEqual(["propose", "propose", "propose", "inquire"]);
  });

  it("one that is given later replaces what was missing, whatever the order", () => {
    const missing = conduct({ ...NOTHING_GIVEN, outcome: "ej inkommit" }, { asOf: "2026-10-15" });
    const given = conduct({}, { id: 2, asOf: "2026-10-20" });

    expect(found("conduct-missing", [missing, given])).toEqual([]);
    expect(found("conduct-missing", [given, missing])).toEqual([]);
  });
});
