import { describe, expect, it } from "vitest";
import { found, lacks, unitWith } from "./input.js";
import { contributions, debt, elsewhere, tax } from "./observed.js";

describe("tax-contributions-missing", () => {
  it.each([
    [[41_000, 40_500, 42_000], null, null],
    [[41_000, 0, 42_000], "notice", "2026-08"],
    [[0, 40_500, 0], "serious", "2026-07, 2026-09"],
    [[0, 0, 0], "critical", "2026-07, 2026-08, 2026-09"],
  ])(
    "decided %j gives %s (one of three months notice, two serious, all three critical)",
    (decided, severity, months) => {
      const findings = found("tax-contributions-missing", [contributions(decided)]);

      expect(findings.map((one) => one.severity)).toEqual(severity === null ? [] : [severity]);
      if (months !== null) {
        expect(findings[0]?.because).toBe(
          `Leverantören är registrerad som arbetsgivare. Enligt Skatteverkets svar 2026-11-22 finns inga beslutade arbetsgivaravgifter för ${months}.`,
        );
      }
    },
  );

  it("looks at the last three months of a longer answer", () => {
    expect(found("tax-contributions-missing", [contributions([0, 40_000, 41_000, 40_000])])).toEqual([]);
  });

  it("another month without contributions is news, the same number of them is not (law 8)", () => {
    const factsOf = (decided: readonly number[]) =>
      found("tax-contributions-missing", [contributions(decided)]).flatMap(({ facts }) => facts);

    expect(factsOf([0, 1, 1])).toEqual(factsOf([1, 0, 1]));
    expect(factsOf([0, 0, 1])).toEqual([...factsOf([0, 1, 1]), "contributions:missing:2"]);
  });

  it.each([
    ["an answer that is silent on contributions", contributions(null)],
    ["two months only", contributions([0, 0])],
  ])("cannot judge %s (law 1)", (_, answer) => {
    expect(lacks("tax-contributions-missing", [answer])).toEqual(["contributions"]);
  });

  it("asks the tax register who is an employer when the answer does not tell, and concerns employers alone", () => {
    const silent = contributions([0, 0, 0], { employer: null });

    expect(lacks("tax-contributions-missing", [silent])).toEqual(["tax"]);
    expect(found("tax-contributions-missing", [silent, tax({ employer: "registered" }, { id: 2 })])).toHaveLength(1);
    expect(found("tax-contributions-missing", [silent, tax({ employer: "deregistered" }, { id: 2 })])).toEqual([]);
    expect(found("tax-contributions-missing", [contributions([0, 0, 0], { employer: false })])).toEqual([]);
  });
});

describe("tax-contributions-low", () => {
  const supplier = { units: [unitWith({ statedStaff: 6 }), unitWith({ statedStaff: 4 })] };

  it.each([
    [45_000, 0],
    [44_000, 1],
  ])("%i kr a month against ten posts stated gives %i findings", (amount, count) => {
    expect(found("tax-contributions-low", [contributions([amount, amount, amount])], { supplier })).toHaveLength(count);
  });

  it("says what was decided, what was stated, and where the limit lies", () => {
    const [finding] = found("tax-contributions-low", [contributions([12_000, 12_000, 12_000])], { supplier });

    expect(finding?.severity).toBe("notice");
    expect(finding?.because.replaceAll("\u00a0", " ")).toBe(
      "Enligt Skatteverkets svar 2026-11-22 är de beslutade arbetsgivaravgifterna i snitt 12 000 kr i månaden. Uppgiven bemanning är 10 heltider, vilket brukar ge omkring 90 000 kr.",
    );
    expect(finding?.threshold?.replaceAll("\u00a0", " ")).toBe("minst 45 000 kr i månaden");
  });

  it("leaves months without contributions to the other rule", () => {
    expect(found("tax-contributions-low", [contributions([0, 0, 46_000])], { supplier })).toEqual([]);
    expect(lacks("tax-contributions-low", [contributions([0, 0, 0])], { supplier })).toEqual(["contributions"]);
  });

  it("cannot judge where the register states no staff", () => {
    expect(lacks("tax-contributions-low", [contributions([1, 1, 1])])).toEqual(["contributions"]);
  });
});

describe.each([
  ["debt-public", "public"],
  ["debt-private", "private"],
] as const)("%s", (rule, kind) => {
  const owing = (amount: number, asOf = "2026-11-22", id = 1) => debt({ [kind]: { amount, cases: 2 } }, { asOf, id });

  it.each([
    [0, []],
    [1, ["notice"]],
    [100_000, ["notice"]],
    [100_001, ["serious"]],
  ])("%i kr gives %j", (amount, severities) => {
    expect(found(rule, [owing(amount)]).map(({ severity }) => severity)).toEqual(severities);
  });

  it("is serious when answers at least thirty days apart both told of it", () => {
    const earlier = [owing(900, "2026-10-23", 2)];

    expect(found(rule, [owing(500)], { earlier })[0]).toMatchObject({ severity: "serious" });
    expect(found(rule, [owing(500)], { earlier })[0]?.because).toContain("Skuld fanns också i svaret 2026-10-23.");
    expect(found(rule, [owing(500)], { earlier: [owing(900, "2026-10-24", 2)] })[0]?.severity).toBe("notice");
    expect(found(rule, [owing(500)], { earlier: [owing(900, "2025-11-01", 2)] })[0]?.severity).toBe("notice");
  });

  it("cannot judge an answer that is silent on it: no answer is not clean (law 1)", () => {
    expect(lacks(rule, [debt({ [kind]: null })])).toEqual(["debt"]);
  });
});

describe("stopped-elsewhere", () => {
  it("tells who has stopped the supplier, since when and why, one alert for each of them", () => {
    const seen = [
      elsewhere({ reason: "inväntar handlingar" }),
      elsewhere({ by: "Storvads kommun", since: null }, { key: "storvads kommun", id: 2 }),
    ];

    expect(found("stopped-elsewhere", seen)).toMatchObject([
      {
        event: "adda",
        ends: "when-gone",
        severity: "serious",
        because:
          "Adda har stoppat leverantören för nya placeringar sedan 2026-11-10, enligt uppgift 2026-11-22. Angivet skäl: inväntar handlingar.",
      },
      {
        event: "storvads kommun",
        because: "Storvads kommun har stoppat leverantören för nya placeringar, enligt uppgift 2026-11-22.",
      },
    ]);
  });

  it.each(["reopened", "none"] as const)("is nothing when the state is %s", (state) => {
    expect(found("stopped-elsewhere", [elsewhere({ state })])).toEqual([]);
  });
});

describe("Skatteverket's own answer about registrations", () => {
  it("counts where the tax register says nothing, and not against what it says", () => {
    const answer = contributions(null, { fskatt: false, employer: false });

    expect(found("tax-fskatt-gone", [answer])).toMatchObject([{ severity: "critical", observed: "inte registrerad" }]);
    expect(found("tax-employer-gone", [answer])).toMatchObject([{ severity: "serious" }]);
    expect(found("tax-fskatt-gone", [answer, tax({}, { id: 2, asOf: "2026-01-01" })])).toEqual([]);
    expect(lacks("tax-fskatt-gone", [contributions(null, { fskatt: null })])).toEqual(["tax"]);
  });
});
