import { describe, expect, it } from "vitest";
import { findingsMoved, isWorse } from "../../src/judgement/mass-change.js";
import { reconcile, severityAfter } from "../../src/judgement/reconcile.js";
import { agreement, finding, liveAlert, supplierCase, UNIT } from "./cases.js";

const judged = new Set(["credit-low"]);
const met = (findings: Parameters<typeof finding>[0][], live: Parameters<typeof liveAlert>[0][], could = judged) =>
  reconcile({
    subject: supplierCase(agreement(1)),
    findings: findings.map(finding),
    judged: could,
    live: live.map(liveAlert),
    actionOf: () => "alert",
  }).map(({ change }) => change);

describe("findings against the alerts that live", () => {
  it.each([
    ["a finding without an alert opens one", [{}], [], ["open"]],
    ["the same again is only seen (law 6)", [{}], [{}], ["see"]],
    ["fewer facts are no news", [{ facts: ["low"] }], [{ facts: ["low", "classD"] }], ["see"]],
    ["milder is no news", [{ severity: "notice" as const }], [{}], ["see"]],
    ["a new fact raises it", [{ facts: ["low", "classD"] }], [{}], ["raise"]],
    ["worse raises it", [{ severity: "critical" as const }], [{}], ["raise"]],
    ["a second source that says the same raises it", [{ corroborated: true }], [{}], ["raise"]],
    ["a second source is told once", [{ corroborated: true }], [{ corroborated: true }], ["see"]],
    ["what a person dismissed stays so on the same facts (law 8)", [{}], [{ state: "dismissed" as const }], ["see"]],
    [
      "what a person dismissed comes back on new facts (law 8)",
      [{ facts: ["x"] }],
      [{ state: "dismissed" as const }],
      ["raise"],
    ],
    [
      "another event is another alert (law 6)",
      [{ event: "2" }],
      [{ event: "1", ends: "by-person" as const, goneAt: new Date(1) }],
      ["open"],
    ],
    ["a unit's finding does not meet the supplier's alert", [{ subject: UNIT }], [{}], ["open", "resolve"]],
    ["a level that is gone resolves", [], [{}], ["resolve"]],
    ["an event that is gone waits for a person", [], [{ ends: "by-person" as const }], ["gone"]],
    [
      "an event that somebody has seen resolves when it is gone (law 8)",
      [],
      [{ ends: "by-person" as const, state: "acknowledged" as const }],
      ["resolve"],
    ],
    ["an event is told gone once", [], [{ ends: "by-person" as const, goneAt: new Date(1) }], []],
    ["nothing for nobody", [], [], []],
  ])("%s", (_, findings, live, changes) => {
    expect(met(findings, live)).toEqual(changes);
  });

  it("a rule that could not judge neither opens nor resolves (law 1)", () => {
    expect(met([], [{}], new Set())).toEqual([]);
  });

  it("a finding that the policy wants nothing of opens nothing", () => {
    const changes = reconcile({
      subject: supplierCase(),
      findings: [finding()],
      judged,
      live: [],
      actionOf: () => "none",
    });

    expect(changes).toEqual([]);
  });

  it("a raise says what is new, and whether a person had put it away", () => {
    const [change] = reconcile({
      subject: supplierCase(agreement(1)),
      findings: [finding({ facts: ["low", "classD"] })],
      judged,
      live: [liveAlert({ state: "acknowledged" })],
      actionOf: () => "stop",
    });

    expect(change).toMatchObject({ change: "raise", news: ["classD"], reopened: true, action: "stop" });
  });

  it.each([
    ["serious", "critical", "critical"],
    ["critical", "notice", "critical"],
    ["serious", "serious", "serious"],
  ] as const)("severity only rises while an alert lives: %s, then %s, is %s", (was, is, after) => {
    expect(severityAfter(liveAlert({ severity: was }), finding({ severity: is }))).toBe(after);
  });
});

describe("whether a supplier's findings moved (law 7)", () => {
  it.each([
    ["appeared", [], [{}], true],
    ["vanished", [{}], [], true],
    ["worsened", [{}], [{ severity: "critical" as const }], true],
    ["rests on a new fact", [{}], [{ facts: ["low", "x"] }], true],
    ["eased", [{ severity: "critical" as const }], [{}], false],
    ["changed a figure", [{ observed: "29" }], [{ observed: "28" }], false],
    ["stood still", [{}], [{}], false],
    ["moved to a unit", [{}], [{ subject: UNIT }], true],
  ])("%s", (_, before, after, moved) => {
    expect(findingsMoved(before.map(finding), after.map(finding))).toBe(moved);
  });

  it("counts fewer facts at the same severity as not worse", () => {
    expect(isWorse({ severity: "serious", facts: ["a", "b"] }, { severity: "serious", facts: ["a"] })).toBe(false);
  });
});
