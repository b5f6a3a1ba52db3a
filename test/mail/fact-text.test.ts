import { describe, expect, it } from "vitest";
import { z } from "zod";
import { KINDS, kindNames } from "../../src/domain/kind.js";
import { factText, memberText, wordText } from "../../src/mail/fact-text.js";

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Every member's name and every word of a closed list in a kind of fact, however deep. */
function saidIn(schema: Schema): { readonly names: readonly string[]; readonly words: readonly string[] } {
  const inner = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items === undefined ? [] : [schema.items]),
    ...(schema.anyOf ?? []),
  ].map(saidIn);
  return {
    names: [...Object.keys(schema.properties ?? {}), ...inner.flatMap(({ names }) => names)],
    words: [...(schema.enum ?? []), ...inner.flatMap(({ words }) => words)],
  };
}

describe("a fact for people to read", () => {
  it.each(kindNames)("has a Swedish word for every member and every word of ours in %s", (kind) => {
    const { names, words } = saidIn(z.toJSONSchema(KINDS[kind]) as Schema);

    expect(names.filter((name) => memberText(name) === name)).toEqual([]);
    // IVO's codes are in capitals; words with Swedish in them or of several words are people's own.
    const ours = words.filter((word) => /^[a-z-]+$/.test(word) && !SAME_IN_SWEDISH.includes(word));
    expect(ours.filter((word) => wordText(word) === word)).toEqual([]);
  });

  it("is one member to a line, what says nothing left out, and what lies within it in words", () => {
    const facts = {
      name: "Provbolaget AB",
      struckOff: null,
      proceedings: [{ kind: "bankruptcy", code: "KK", since: "2026-09-07" }],
      active: false,
      amount: 184300,
    };

    expect(factText(facts).replaceAll("\u00a0", " ").split("\n")).toEqual([
      "namn: Provbolaget AB",
      "pågående förfaranden: slag konkurs, kod KK, sedan 2026-09-07",
      "verksam: nej",
      "belopp (kr): 184 300",
    ]);
  });
});

const SAME_IN_SWEDISH = [
  "neutral",
  "dokumentation",
  "samverkan",
  "lokaler",
  "fakturering",
  "kompetens",
  "bemanning",
  "annat",
  "avvikelse",
];
