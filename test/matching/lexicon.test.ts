import { expect, it } from "vitest";
import { foldTable } from "../../src/matching/letter.js";
import { compileLexicon, scan } from "../../src/matching/lexicon.js";
import { isOneEdit } from "../../src/matching/spelling.js";
import { tokenise } from "../../src/matching/token.js";

const find = (phrase: string, text: string) =>
  scan(compileLexicon({ it: [phrase] }), tokenise(text, foldTable())).map((hit) => hit.text);

it.each([
  ["a whole word", "kritik", "Hård kritik, ingen kritiker.", ["kritik"]],
  ["the beginning of a word", "tillstånd*", "Tillståndet är borta", ["Tillståndet"]],
  ["the end of a word", "*brott", "Ett bokföringsbrott", ["bokföringsbrott"]],
  ["alternatives", "drar|dras in", "Den dras in", ["dras in"]],
  ["a gap of a few words", "slutar ~2 barn*", "Kommunen slutar placera fler barn", ["slutar placera fler barn"]],
  ["nothing with a not in its gap", "får ~3 tillbaka", "Hemmet får inte sitt tillstånd tillbaka", []],
  [
    "a not that the phrase itself has",
    "får ~1 inte ~2 tillbaka",
    "Hemmet får inte det tillbaka",
    ["får inte det tillbaka"],
  ],
  ["nothing across a full stop", "slutar ~2 barn*", "Hon slutar. Barn gråter", []],
])("finds %s", (_, phrase, text, expected) => {
  expect(find(phrase, text)).toEqual(expected);
});

it.each(["~ kritik", "k* x"])("refuses the phrase %s, which could begin anywhere", (phrase) => {
  expect(() => compileLexicon({ it: [phrase] })).toThrow(phrase);
});

it.each([
  ["familjhem", "familjehem", true],
  ["familjehme", "familjehem", true],
  ["familjahem", "familjehem", true],
  ["familjehem", "familjehem", false],
  ["familhem", "familjehem", false],
])("says whether %s is one slip from %s", (a, b, expected) => {
  expect(isOneEdit(a, b)).toBe(expected);
});
