import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Current } from "../../src/domain/finding.js";
import { PERMIT_STATUSES, SUPERVISION_OUTCOMES } from "../../src/domain/kind.js";
import { holdsFor, ruleById, rules } from "../../src/rules/index.js";
import { found, judge } from "./input.js";
import {
  activity,
  board,
  company,
  contributions,
  credit,
  debt,
  EKEN,
  elsewhere,
  financials,
  media,
  ownership,
  permit,
  supervision,
  tax,
} from "./observed.js";

const where = fc.record({
  source: fc.constantFrom("source-a", "source-b"),
  asOf: fc.constantFrom("2026-03-01", "2026-10-01", "2026-11-01", "2026-11-20"),
});
const lifted = fc.constantFrom(null, { by: null, on: null });

const anyObservation: fc.Arbitrary<Current> = fc.oneof(
  fc
    .tuple(fc.constantFrom("AB", "BRF", null), fc.constantFrom("Ett AB", "Två AB"), where)
    .map(([form, name, at]) =>
      company(
        { form, name, proceedings: name === "Ett AB" ? [{ kind: "bankruptcy", code: "KK", since: null }] : [] },
        at,
      ),
    ),
  fc.tuple(fc.constantFrom("Gatan 1", "Gatan 2", null), where).map(([address, at]) => activity({ address }, at)),
  fc
    .tuple(fc.constantFrom("never", "registered", "deregistered"), where)
    .map(([state, at]) => tax({ fskatt: state, employer: state }, at)),
  fc
    .tuple(fc.option(fc.integer({ min: 0, max: 100 })), fc.constantFrom("A", "D", "E", null), fc.boolean(), where)
    .map(([score, letter, withheld, at]) => credit({ score, class: letter, withheld }, at)),
  fc
    .tuple(fc.subarray(["Ada", "Bo", "Cecilia", "Disa"]), fc.constantFrom("Ada", "Bo"), where)
    .map(([names, owner, at]) => ownership({ board: board(...names), owners: [{ name: owner, share: 100 }] }, at)),
  fc.tuple(fc.option(fc.integer({ min: 0, max: 100 })), where).map(([employees, at]) => financials({ employees }, at)),
  fc
    .tuple(fc.constantFrom(...PERMIT_STATUSES), lifted, fc.option(fc.boolean()), fc.boolean(), where)
    .map(([status, overturned, director, other, at]) =>
      permit({ status, overturned, director }, other ? { ...at, subject: EKEN } : at),
    ),
  fc
    .tuple(fc.constantFrom(...SUPERVISION_OUTCOMES), lifted, fc.integer({ min: 100, max: 103 }), where)
    .map(([outcome, overturned, number, at]) =>
      supervision({ outcome, overturned, caseNumber: `8.7.1-${number}/2026`, reportBy: "2026-10-05" }, at),
    ),
  fc
    .tuple(fc.array(fc.constantFrom(0, 4_000, 90_000), { minLength: 2, maxLength: 4 }), fc.option(fc.boolean()), where)
    .map(([decided, employer, at]) => contributions(decided, { employer, fskatt: employer }, at)),
  fc
    .tuple(fc.option(fc.constantFrom(0, 500, 200_000)), where)
    .map(([amount, at]) => debt({ public: amount === null ? null : { amount, cases: null } }, at)),
  fc.tuple(fc.constantFrom("stopped", "reopened", "none"), where).map(([state, at]) => elsewhere({ state }, at)),
  fc.tuple(fc.constantFrom("critical", "notice"), where).map(([severity, at]) => media({ severity }, at)),
);

/** Like the store: one current version per source, subject, kind and key, each with its own id. */
const anyFacts = fc
  .uniqueArray(anyObservation, {
    maxLength: 12,
    selector: (one) => JSON.stringify([one.kind, one.source, one.subject, one.key]),
  })
  .map((observations) => observations.map((one, index) => ({ ...one, id: index + 1 }) as Current));
const anyPast = fc
  .array(anyObservation, { maxLength: 8 })
  .map((past) => past.map((one, index) => ({ ...one, id: 100 + index }) as Current));

describe("all rules", () => {
  it("are listed by id, once, and each has a text, parameters that its own schema accepts, and an owner of the decision", () => {
    const ids = rules.map(({ id }) => id);

    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { about, params, defaults } of rules) {
      expect(about).not.toBe("");
      expect(params.parse(defaults.params)).toEqual(defaults.params);
      expect(defaults.confirm).toEqual({ within: "5d", role: "avtalsansvarig" });
    }
  });

  it.each(rules.map(({ id }) => id))("%s never throws or fires when nobody has said anything (law 1)", (id) => {
    const judged = judge(id, []);

    expect("findings" in judged ? judged.findings : []).toEqual([]);
  });

  it.each(rules.map(({ id }) => id))("%s finds the same whatever the order of the observations (law 14)", (id) => {
    const shuffled = anyFacts.chain((facts) =>
      fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }), anyPast),
    );

    fc.assert(
      fc.property(shuffled, ([facts, other, past]) => {
        expect(judge(id, other, { earlier: [...past].reverse() })).toEqual(judge(id, facts, { earlier: past }));
      }),
      { numRuns: 60 },
    );
  });

  it("use only observations they were given, and one event per subject", () => {
    fc.assert(
      fc.property(anyFacts, anyPast, (facts, earlier) => {
        const ids = [...facts, ...earlier].map(({ id }) => id);
        for (const { id } of rules) {
          const judged = judge(id, facts, { earlier });
          const findings = "findings" in judged ? judged.findings : [];
          const keys = findings.map(({ subject, event }) => JSON.stringify([subject, event]));
          expect(new Set(keys).size).toBe(keys.length);
          expect(findings.flatMap(({ observations }) => observations).every((used) => ids.includes(used))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("hold for the legal forms they name; an unknown form meets only those that hold for all", () => {
    const of = (group: "company" | "association" | "municipal" | "unknown") =>
      rules.filter((rule) => holdsFor(rule, group)).map(({ id }) => id);

    expect(of("company")).toHaveLength(rules.length);
    expect(of("association")).not.toContain("tax-fskatt-gone");
    expect(of("association")).not.toContain("credit-unrated");
    expect(of("municipal")).toEqual(of("unknown"));
    expect(of("municipal")).not.toContain("permit-missing");
    expect(of("unknown")).toContain("legal-form-unknown");
  });

  it("a rule that does not exist is not found", () => {
    expect(ruleById("credit-lo")).toBeNull();
    expect(() => found("credit-lo", [])).toThrow();
  });
});
