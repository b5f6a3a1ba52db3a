import { describe, expect, it } from "vitest";
import { AGREEMENT_FORMS } from "../../src/domain/supplier.js";
import { actionFor, confirmBy, hasMandate } from "../../src/policy/action.js";
import { massLimit, stopLimit } from "../../src/policy/interlock.js";
import { needsOf } from "../../src/policy/needs.js";
import { readPolicy } from "../../src/policy/read-policy.js";

const policy = readPolicy("", "policy.yaml");
const finding = {
  rule: "permit-revoked",
  severity: "critical",
  corroborated: false,
  form: "direktupphandling",
  owner: "Grönköping",
  buyers: ["Grönköping", "Adda"],
} as const;

describe("actionFor", () => {
  /** The table of the design, section 6, as it reads there: D, I, R, E with mandate. */
  it.each([
    ["permit-revoked", "critical", "stop stop stop propose"],
    ["permit-prohibited", "critical", "stop stop stop propose"],
    ["permit-missing", "critical", "stop stop stop none"],
    ["permit-expired", "critical", "stop stop stop none"],
    ["permit-scope", "serious", "alert alert alert alert"],
    ["permit-transferred", "serious", "inquire inquire inquire none"],
    ["supervision-order", "critical", "stop stop stop inquire"],
    ["supervision-deficiency", "serious", "stop propose stop inquire"],
    ["supervision-overdue", "serious", "stop propose stop inquire"],
    ["unit-dormant", "serious", "stop propose stop alert"],
    ["unit-closed", "serious", "stop propose stop alert"],
    ["director-missing", "serious", "stop propose stop alert"],
    ["ivo-report-received", "notice", "alert alert alert alert"],
    ["company-bankruptcy", "critical", "stop stop stop none"],
    ["company-struck-off", "critical", "stop stop stop none"],
    ["company-liquidation", "serious", "stop propose propose none"],
    ["company-reconstruction", "serious", "stop propose propose none"],
    ["conduct-deviating", "critical", "propose propose propose inquire"],
    ["conduct-refused", "serious", "alert alert alert alert"],
    ["conduct-missing", "notice", "alert alert alert alert"],
    ["conduct-old", "notice", "alert alert alert alert"],
    ["credit-low", "serious", "stop propose propose none"],
    ["credit-watch", "notice", "alert alert alert none"],
    ["credit-unrated", "notice", "alert alert alert none"],
    ["credit-fallen", "serious", "inquire inquire inquire none"],
    ["credit-remarks", "serious", "stop propose propose none"],
    ["credit-withheld", "notice", "alert alert alert none"],
    ["tax-fskatt-gone", "critical", "stop propose stop none"],
    ["tax-employer-gone", "serious", "stop propose propose none"],
    ["ownership-changed", "notice", "alert alert alert none"],
    ["board-changed", "notice", "alert alert alert none"],
    ["auditor-left", "notice", "alert alert alert none"],
    ["company-changed", "notice", "alert alert alert none"],
    ["turnover-out-of-range", "notice", "alert alert alert none"],
    ["media-item", "critical", "alert alert alert alert"],
    ["media-item", "serious", "alert alert alert alert"],
    ["composite", "serious", "inquire inquire inquire none"],
  ] as const)("%s at %s: %s", (rule, severity, expected) => {
    const forms = ["direktupphandling", "iop", "ramavtal", "egen_regi"] as const;

    expect(forms.map((form) => actionFor(policy, { ...finding, rule, severity, form })).join(" ")).toBe(expected);
  });

  it("without mandate a stop becomes a proposal, and nothing else changes", () => {
    expect(actionFor(policy, { ...finding, owner: "Adda" })).toBe("propose");
    expect(actionFor(policy, { ...finding, owner: "Adda", rule: "credit-fallen", severity: "serious" })).toBe(
      "inquire",
    );
  });

  it.each(AGREEMENT_FORMS)("a notice is an alert under %s, unless the rule asks for nothing there", (form) => {
    const expected = form === "egen_regi" ? "none" : "alert";

    expect(actionFor(policy, { ...finding, rule: "credit-remarks", severity: "notice", form })).toBe(expected);
  });

  it("a second source turns a news item into an inquiry, and never weakens an action", () => {
    expect(actionFor(policy, { ...finding, rule: "media-item", severity: "serious", corroborated: true })).toBe(
      "inquire",
    );
    expect(actionFor(policy, { ...finding, corroborated: true })).toBe("stop");
    expect(actionFor(policy, { ...finding, rule: "media-item", severity: "notice", corroborated: true })).toBe("alert");
  });

  it("a level in between may have its own action; a rule that is off has none", () => {
    const own = readPolicy(
      "rules:\n  media-item: { actionsAt: { serious: log } }\n  permit-revoked: { enabled: false }\n",
      "p",
    );

    expect(actionFor(own, { ...finding, rule: "media-item", severity: "serious" })).toBe("log");
    expect(actionFor(own, { ...finding, rule: "media-item", severity: "critical" })).toBe("alert");
    expect(actionFor(own, finding)).toBe("none");
  });

  it("a rule that does not exist is a fault in the program", () => {
    expect(() => actionFor(policy, { ...finding, rule: "credit-lo" })).toThrow("credit-lo");
  });
});

describe("hasMandate", () => {
  it.each([
    ["Grönköping", true],
    [" grönköping ", true],
    ["Storstaden", false],
    ["Adda", false],
    ["ADDA", false],
  ])("self is every buyer that is not among the others: %j", (owner, expected) => {
    expect(hasMandate(policy, owner, ["Grönköping", "Adda"])).toBe(expected);
  });

  it("owners may be named, and without self a buyer has no mandate of itself", () => {
    const named = readPolicy("mandates: { owners: [Storstaden] }\n", "p");

    expect(hasMandate(named, "Storstaden", [])).toBe(true);
    expect(hasMandate(named, "Grönköping", ["Grönköping"])).toBe(false);
  });
});

describe("times, limits and needs", () => {
  it.each([
    ["5d", "2026-11-28T06:00:00.000Z"],
    ["72h", "2026-11-26T06:00:00.000Z"],
  ])("a stop is to be confirmed within %s", (within, expected) => {
    const own = readPolicy(`rules: { credit-low: { confirm: { within: ${within} } } }\n`, "p");

    expect(confirmBy(own, "credit-low", new Date("2026-11-23T06:00:00Z")).toISOString()).toBe(expected);
  });

  it.each([
    [0, 5],
    [100, 5],
    [119, 5],
    [120, 6],
    [400, 20],
  ])("of %i active suppliers the machine newly stops at most %i in a day (law 7)", (active, limit) => {
    expect(stopLimit(policy, active)).toBe(limit);
  });

  it.each([
    [19, null],
    [20, 4],
    [24, 4],
    [25, 5],
  ])("of %i that had answered before, %s may change at once (law 7)", (answered, limit) => {
    expect(massLimit(policy, answered)).toBe(limit);
  });

  it("a share that is whole on paper is whole", () => {
    const own = readPolicy("interlocks: { changed: { share: 0.29 } }\n", "p");

    expect(massLimit(own, 100)).toBe(29);
  });

  it("services that need a permit need permit and supervision too, and legal forms what concerns them", () => {
    expect(needsOf(policy, ["familjehem"])).toEqual({ company: 7, tax: 14, credit: 30, media: 2 });
    expect(needsOf(policy, ["familjehem", "hvb"])).toMatchObject({ permit: 200, supervision: 200 });
    expect(needsOf(policy, ["familjehem"], "association")).toEqual({ tax: 14, media: 2 });
    expect(needsOf(policy, ["hvb"], "municipal")).toEqual({ media: 2, permit: 200, supervision: 200 });
  });

  it("ages may be given in hours", () => {
    expect(needsOf(readPolicy("needs: { default: { media: 36h } }\n", "p"), [])).toEqual({ media: 1.5 });
  });
});
