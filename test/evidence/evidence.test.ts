import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Path } from "../../src/adapter.js";
import { sha256 } from "../../src/domain/digest.js";
import { evidenceMaker, readEvidence } from "../../src/evidence/evidence.js";

const NOW = new Date("2026-11-20T06:00:00Z");
/** The test number that Skatteverket and the number's libraries use in their examples. */
const PERSON = "19850709-9805";

function keep(content: string, { mediaType = "application/json", redact = [] as readonly Path[] } = {}) {
  const make = evidenceMaker({ adapterId: "kalla", version: 3, redact, now: NOW });
  return make({ bytes: Buffer.from(content), mediaType, address: "https://kalla.example/a", status: 200 });
}

function keptText(...args: Parameters<typeof keep>): string {
  return new TextDecoder().decode(readEvidence(keep(...args).bytes));
}

function withCheckDigit(nine: string): string {
  const sum = [...nine].reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${nine}${(10 - (sum % 10)) % 10}`;
}

describe("evidence", () => {
  it("says what it is, where it came from and which parser read it", () => {
    const evidence = keep('{"a":1}');

    expect(evidence).toMatchObject({
      origin: "answer",
      address: "https://kalla.example/a",
      status: 200,
      by: null,
      at: NOW,
      parser: "kalla/3",
      mediaType: "application/json",
    });
  });

  it("keeps digests of what is stored and of what came", () => {
    const raw = '{"name":"A","dateOfBirth":"1985-07-09"}';

    const evidence = keep(raw, { redact: ["dateOfBirth"] });

    expect(evidence.rawDigest).toBe(sha256(raw));
    expect(evidence.digest).toBe(sha256(readEvidence(evidence.bytes)));
    expect(evidence.digest).not.toBe(evidence.rawDigest);
  });

  it("keeps bytes that need no redaction exactly as they came", () => {
    const raw = '{ "b" : 1.0,\n "a" : "å" }';

    expect(keptText(raw)).toBe(raw);
    expect(keep(raw).digest).toBe(keep(raw).rawDigest);
  });

  it.each([
    ['{"a":1,"co":null}', ["co"]],
    ['{ "co" : "  ", "a": 1 }', ["co"]],
    ['{"a":{"co":""}}', ["a.co"]],
  ] as const)("keeps %s as it came when the members that are to go are empty", (raw, redact) => {
    expect(keptText(raw, { redact })).toBe(raw);
  });

  it.each([
    ['{"co": "X","a":1}', ["co"], { a: 1 }],
    ['{"co":\n0}', ["co"], {}],
    ['{"a":{"x":"Y"}}', ["a.*"], { a: {} }],
    ['{"co":null,"b":{"co":"X"}}', ["b.co"], { co: null, b: {} }],
  ] as const)("takes out of %s what has something in it", (raw, redact, left) => {
    expect(JSON.parse(keptText(raw, { redact }))).toEqual(left);
  });

  it("keeps letters written as escapes as they came, and finds a personal number written in them", () => {
    const escaped = '{"ort":"\\u00d6rebro"}';
    const number = `{"ort":"\\u00d6rebro","id":"\\u0031${PERSON.slice(1)}"}`;

    expect(keptText(escaped)).toBe(escaped);
    expect(keptText(number)).toBe('{"ort":"Örebro","id":"[personnummer]"}');
  });

  it("keeps no identity number beside a control character, nor one in a member that is given twice", () => {
    expect(keptText(`{"a":"\\u0001${PERSON}"}`, { redact: ["b"] })).not.toContain(PERSON);
    expect(keptText(`{"a":"${PERSON}","a":"x"}`)).toBe('{"a":"x"}');
  });

  it.each<[string, readonly Path[], unknown]>([
    [
      "a member",
      ["report.userId"],
      {
        report: {
          people: [
            { born: 1, name: "A" },
            { born: 2, name: "B" },
          ],
        },
      },
    ],
    [
      "every item's member",
      ["report.people.*.born"],
      { report: { userId: 7, people: [{ name: "A" }, { name: "B" }] } },
    ],
    ["any member's", ["report.*.*.born", "report.userId"], { report: { people: [{ name: "A" }, { name: "B" }] } }],
    [
      "nothing where the path leads nowhere",
      ["report.none.*.born", "people"],
      {
        report: {
          userId: 7,
          people: [
            { born: 1, name: "A" },
            { born: 2, name: "B" },
          ],
        },
      },
    ],
  ])("removes %s by its path", (_, redact, left) => {
    const raw = JSON.stringify({
      report: {
        userId: 7,
        people: [
          { born: 1, name: "A" },
          { born: 2, name: "B" },
        ],
      },
    });

    expect(JSON.parse(keptText(raw, { redact }))).toEqual(left);
  });

  it.each([
    ["850709-9805"],
    ["8507099805"],
    ["198507099805"],
    [PERSON],
    ["850709+9805"],
    ["850709 9805"],
    ["701063-2391"],
    ["SE850709980501"],
  ])("replaces the personal number %s wherever it stands", (number) => {
    const raw = JSON.stringify({ text: `se ${number}, bilaga`, list: [{ [number]: number }] });

    const kept = keptText(raw);

    expect(kept).not.toContain(number.slice(-8));
    expect(kept).toContain("[personnummer]");
    expect(Object.keys(JSON.parse(kept))).toEqual(["text", "list"]);
  });

  it("replaces a personal number that is written as a number, and the answer stays JSON", () => {
    expect(JSON.parse(keptText('{"id":198507099805,"turnover":21400000}'))).toEqual({
      id: "[personnummer]",
      turnover: 21400000,
    });
  });

  it("leaves every organisation number, however it is written", () => {
    const digits = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 2000000, max: 9999999 }));
    const numbers = digits.map(([group, rest]) => withCheckDigit(`${group}`.padStart(2, "0") + rest));

    fc.assert(
      fc.property(numbers, (number) => {
        const raw = `["${number}","${number.slice(0, 6)}-${number.slice(6)}","16${number}","SE${number}01"]`;
        expect(keptText(raw)).toBe(raw);
      }),
    );
  });

  it("leaves organisation numbers, VAT numbers, dates and amounts", () => {
    const raw = JSON.stringify({
      numbers: ["5599123451", "559912-3451", "165599123451", "SE559912345101", "802400-0013"],
      at: "2026-11-20T06:00:00.000Z",
      amount: 1234567890123,
    });

    expect(keptText(raw)).toBe(raw);
  });

  it("replaces personal numbers in other text whatever its encoding, byte for byte", () => {
    const raw = Buffer.concat([Buffer.from("Björk; ", "latin1"), Buffer.from(`${PERSON};`), Buffer.from([0xff, 0x0a])]);
    const make = evidenceMaker({ adapterId: "kalla", version: 1, redact: [], now: NOW, origin: "delivery" });

    const evidence = make({ bytes: raw, mediaType: "text/csv", address: "utdrag.csv", status: null });

    expect(Buffer.from(readEvidence(evidence.bytes)).toString("latin1")).toBe("Björk; [personnummer];\u00ff\n");
    expect(evidence.origin).toBe("delivery");
  });

  it("is not kept of what cannot be redacted", () => {
    expect(() => keep("PK", { mediaType: "application/zip" })).toThrow("cannot be redacted");
    expect(() => keep("{", { redact: ["a"] })).toThrow("inte JSON");
  });
});
