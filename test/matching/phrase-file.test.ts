import { describe, expect, it } from "vitest";
import { readPhraseFile } from "../../src/matching/phrase-file.js";

describe("a file of phrases", () => {
  it("gives each concept its phrases, over as many lines as they take", () => {
    const text = "# rubrik\npermit: tillstånd, licens*,\n  rätt att bedriva|driva\n\nshut: <stänga>\n";
    expect(readPhraseFile(text)).toEqual({
      permit: ["tillstånd", "licens*", "rätt att bedriva|driva"],
      shut: ["<stänga>"],
    });
  });

  it.each([
    ["a concept twice", "shut: stängs\nshut: stängt", 2],
    ["phrases of no concept", "  stängs", 1],
    ["a line in another form", "shut: stängs\nShut stängt", 2],
  ])("refuses %s, by line", (_, text, line) => {
    expect(() => readPhraseFile(text)).toThrow(`line ${line}:`);
  });
});
