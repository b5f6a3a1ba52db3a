import { expect, it } from "vitest";
import { buildMatcher } from "../../src/matching/matcher.js";
import { readCorpus } from "./corpus.js";
import { scoreOf, sum } from "./score.js";

it("reads items that no phrase and no rule was written with: the suppliers nearly always, the severity mostly", {
  timeout: 60_000,
}, () => {
  const unseen = readCorpus("unseen-");

  const { f1, severity, dangerous } = sum([scoreOf(buildMatcher(unseen.suppliers), unseen)]);

  expect(f1).toBeGreaterThanOrEqual(0.95);
  expect(severity).toBeGreaterThanOrEqual(0.85);
  expect(dangerous).toBeLessThanOrEqual(0.1);
});
