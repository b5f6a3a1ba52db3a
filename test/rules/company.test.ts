import { describe, expect, it } from "vitest";
import { found, lacks } from "./input.js";
import { activity, company, filing, financials, tax } from "./observed.js";

const proceeding = (kind: "bankruptcy" | "liquidation" | "reconstruction" | "change") => ({
  proceedings: [{ kind, code: "X", since: "2026-11-10" }],
});

describe("company-bankruptcy, -liquidation, -reconstruction, -struck-off", () => {
  it.each([
    ["company-bankruptcy", "critical", proceeding("bankruptcy"), "bankruptcy", "i konkurs sedan 2026-11-10"],
    ["company-liquidation", "serious", proceeding("liquidation"), "liquidation", "i likvidation sedan 2026-11-10"],
    [
      "company-reconstruction",
      "serious",
      proceeding("reconstruction"),
      "reconstruction",
      "under företagsrekonstruktion sedan 2026-11-10",
    ],
    [
      "company-struck-off",
      "critical",
      { struckOff: { on: "2026-11-10", reason: null } },
      "struck-off",
      "avregistrerat sedan 2026-11-10",
    ],
    [
      "company-struck-off",
      "critical",
      { struckOff: { on: "2026-11-10", reason: "ARSEED" } },
      "struck-off",
      "avregistrerat sedan 2026-11-10 (orsak: årsredovisning saknas)",
    ],
  ] as const)("%s is a level, %s", (rule, severity, facts, fact, state) => {
    const [finding] = found(rule, [company(facts as never)]);

    expect(finding).toMatchObject({ event: "", ends: "when-gone", severity, facts: [fact], observed: state });
    expect(finding?.because).toBe(`Enligt Bolagsverkets uppgifter 2026-11-22 är Exempelhemmet Björken AB ${state}.`);
    expect(found(rule, [company(proceeding("change") as never)])).toEqual([]);
    expect(lacks(rule, [])).toEqual(["company"]);
  });

  it("two sources corroborate, a newer clean answer ends it", () => {
    const bankrupt = proceeding("bankruptcy") as never;
    const first = company(bankrupt, { id: 1, asOf: "2026-11-20" });

    expect(found("company-bankruptcy", [first, company(bankrupt, { id: 2, source: "source-b" })])).toMatchObject([
      { corroborated: true, observations: [1, 2] },
    ]);
    expect(found("company-bankruptcy", [first, company({}, { id: 2, source: "source-b" })])).toEqual([]);
  });
});

describe("tax-fskatt-gone, tax-employer-gone", () => {
  it.each([
    ["tax-fskatt-gone", "fskatt", "never", "critical"],
    ["tax-fskatt-gone", "fskatt", "deregistered", "critical"],
    ["tax-employer-gone", "employer", "never", "serious"],
    ["tax-employer-gone", "employer", "deregistered", "serious"],
  ] as const)("%s fires on %s %s, from the first day", (rule, member, state, severity) => {
    expect(found(rule, [tax({ [member]: state })])).toMatchObject([{ severity, facts: [`${member}:gone`], event: "" }]);
    expect(found(rule, [tax()])).toEqual([]);
    expect(lacks(rule, [])).toEqual(["tax"]);
  });

  it("tells never from no longer", () => {
    expect(found("tax-fskatt-gone", [tax({ fskatt: "never" })])).toMatchObject([{ observed: "inte registrerad" }]);
    expect(found("tax-fskatt-gone", [tax({ fskatt: "deregistered" })])).toMatchObject([{ observed: "avregistrerad" }]);
  });

  it("never having had VAT is normal in care", () => {
    expect(found("tax-fskatt-gone", [tax({ vat: "never" })])).toEqual([]);
  });
});

describe("company-changed", () => {
  it.each([
    [
      "name",
      company({ name: "Nytt Namn AB" }, { id: 2 }),
      company({}, { id: 1, asOf: "2026-01-01" }),
      ["name:2026-11-22"],
    ],
    ["form", company({ form: "HB" }, { id: 2 }), company({}, { id: 1, asOf: "2026-01-01" }), ["form:2026-11-22"]],
    [
      "business",
      company({ business: "Handel" }, { id: 2 }),
      company({}, { id: 1, asOf: "2026-01-01" }),
      ["business:2026-11-22"],
    ],
    [
      "address",
      activity({ address: "Ekvägen 2" }, { id: 2 }),
      activity({}, { id: 1, asOf: "2026-01-01" }),
      ["address:2026-11-22"],
    ],
    [
      "only spelling",
      company({ name: "EXEMPELHEMMET  Björken AB" }, { id: 2 }),
      company({}, { id: 1, asOf: "2026-01-01" }),
      [],
    ],
    ["a silence", company({ business: null }, { id: 2 }), company({}, { id: 1, asOf: "2026-01-01" }), []],
    [
      "too long ago",
      company({ name: "Nytt" }, { id: 2, asOf: "2026-10-01" }),
      company({}, { id: 1, asOf: "2026-01-01" }),
      [],
    ],
  ])("%s", (_, now, before, facts) => {
    const findings = found("company-changed", [now], { earlier: [before] });

    expect(findings.flatMap((finding) => finding.facts)).toEqual(facts);
  });

  it("two versions of one day are one change, from the first to the last", () => {
    const versions = [company({ name: "Ett AB" }, { id: 2 }), company({}, { id: 1, asOf: "2026-01-01" })];

    expect(found("company-changed", [company({ name: "Två AB" }, { id: 3 })], { earlier: versions })).toMatchObject([
      { event: "company:2026-11-22", observations: [1, 3] },
    ]);
    expect(found("company-changed", [company({}, { id: 3 })], { earlier: versions })).toEqual([]);
  });

  it("is an event per change, and knows nothing of a first answer", () => {
    const versions = [
      company({ name: "Ett AB" }, { id: 2, asOf: "2026-11-10" }),
      company({}, { id: 1, asOf: "2026-01-01" }),
    ];

    expect(
      found("company-changed", [company({ name: "Två AB" }, { id: 3 })], { earlier: versions }).map(
        ({ event }) => event,
      ),
    ).toEqual(["company:2026-11-22", "company:2026-11-10"]);
    expect(found("company-changed", [company()])).toEqual([]);
    expect(lacks("company-changed", [])).toEqual(["company", "activity"]);
  });
});

describe("turnover-out-of-range", () => {
  it.each([
    [6_000_000, 20, []],
    [5_999_999, 20, ["turnover:low"]],
    [60_000_000, 20, []],
    [60_000_001, 20, ["turnover:high"]],
    [1_000_000, 0, ["turnover:high"]],
    [0, 0, []],
  ])("turnover %i with %i employees", (turnover, employees, facts) => {
    expect(found("turnover-out-of-range", [financials({ turnover, employees })]).flatMap((one) => one.facts)).toEqual(
      facts,
    );
  });

  it("judges the last closed year, and cannot judge what it does not tell", () => {
    const earlierYear = financials({ yearEnd: "2024-12-31", turnover: 1 }, { key: "2024", asOf: "2026-11-23" });

    expect(found("turnover-out-of-range", [earlierYear, financials()])).toEqual([]);
    expect(lacks("turnover-out-of-range", [financials({ employees: null })])).toEqual(["financials"]);
    expect(lacks("turnover-out-of-range", [])).toEqual(["financials"]);
  });
});

describe("legal-form-unknown", () => {
  const unknown = { legalForm: null, legalGroup: "unknown" } as const;

  it.each([
    ["a known group", {}, [], 0],
    ["Bolagsverket's code decides", unknown, [company({ form: "AB" })], 0],
    ["a code we do not know", unknown, [company({ form: "BRF" })], 1],
    ["the register says a word we do not know", { ...unknown, legalForm: "samfällighet" }, [], 1],
  ] as const)("%s", (_, supplier, current, count) => {
    expect(found("legal-form-unknown", current, { supplier })).toHaveLength(count);
  });

  it("waits for an answer before it asks", () => {
    const supplier = { ...unknown, orgNumber: "2021001239" as never };

    expect(lacks("legal-form-unknown", [], { supplier })).toEqual(["company"]);
    expect(found("legal-form-unknown", [company({ form: null })], { supplier })).toMatchObject([
      { severity: "notice" },
    ]);
  });
});

describe("annual-report-late", () => {
  it.each([
    // The tests' day is 2026-11-23.
    ["2025-12-31", 0],
    ["2025-02-23", 0],
    ["2025-02-22", 1],
    ["2024-08-31", 1],
  ])("after a report to %s: %i finding", (latest, n) => {
    const told = found("annual-report-late", [filing(latest)]);

    expect(told).toHaveLength(n);
    for (const finding of told) {
      expect(finding).toMatchObject({ event: "", severity: "notice", facts: [`filed:${latest}`], ends: "when-gone" });
      expect(finding.because).toContain("papper");
    }
  });

  it("knows nothing of those who never filed digitally", () => {
    expect(lacks("annual-report-late", [filing(null)])).toEqual(["filing"]);
    expect(lacks("annual-report-late", [])).toEqual(["filing"]);
  });
});
