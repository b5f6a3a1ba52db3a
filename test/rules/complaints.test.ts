import { describe, expect, it } from "vitest";
import { found } from "./input.js";
import { complaint, ORG } from "./observed.js";

const three = [1, 2, 3].map((n) => complaint({ kind: "bemanning", receivedOn: `2026-10-0${n}` }, { key: `${n}` }));

describe("complaints-repeated", () => {
  it("fires on three of one kind within 180 days, and rests on each of them", () => {
    expect(found("complaints-repeated", three)).toMatchObject([
      {
        subject: { supplier: ORG },
        event: "bemanning",
        severity: "serious",
        ends: "when-gone",
        corroborated: false,
        facts: ["complaint:1", "complaint:2", "complaint:3"],
        observed: "3 synpunkter om bemanning",
      },
    ]);
  });

  it.each([
    ["two of one kind", three.slice(0, 2)],
    ["three of different kinds", [...three.slice(0, 2), complaint({ kind: "lokaler" }, { key: "4" })]],
    [
      "one that is too old",
      [...three.slice(0, 2), complaint({ kind: "bemanning", receivedOn: "2026-05-01" }, { key: "4" })],
    ],
    [
      "one that was registered by mistake",
      [...three.slice(0, 2), complaint({ kind: "bemanning", withdrawn: true }, { key: "4" })],
    ],
  ])("does not fire with %s", (_, seen) => {
    expect(found("complaints-repeated", seen)).toEqual([]);
  });
});

describe("complaint-serious", () => {
  it("fires on each complaint that its registrar judged serious, as an event that waits for a person", () => {
    const seen = [complaint({ serious: true }, { key: "7" }), complaint({}, { key: "8" })];

    expect(found("complaint-serious", seen)).toMatchObject([{ event: "7", ends: "by-person", facts: ["complaint:7"] }]);
  });

  it("does not fire on one that was registered by mistake", () => {
    expect(found("complaint-serious", [complaint({ serious: true, withdrawn: true }, { key: "7" })])).toEqual([]);
  });
});
