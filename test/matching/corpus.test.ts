import { expect, it } from "vitest";
import { buildMatcher } from "../../src/matching/matcher.js";
import { readCorpus } from "./corpus.js";
import { scoreOf, sum } from "./score.js";

it("finds the suppliers of the project's own corpus and how grave each item is", { timeout: 60_000 }, () => {
  const corpus = readCorpus();

  const { f1, severity, dangerous } = sum([scoreOf(buildMatcher(corpus.suppliers), corpus)]);

  expect(corpus.items.length).toBeGreaterThanOrEqual(80);
  expect(f1).toBeGreaterThanOrEqual(0.95);
  expect(severity).toBeGreaterThanOrEqual(0.85);
  expect(dangerous).toBeLessThanOrEqual(0.05);
});
