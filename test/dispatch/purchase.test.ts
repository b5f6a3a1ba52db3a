import { describe, expect, it } from "vitest";
import { affordable, purchaseOf, type ReportStanding } from "../../src/dispatch/purchase.js";

const NOW = new Date("2026-11-20T04:00:00Z");
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const NONE: ReportStanding = { watchedSince: null, happenedAt: null, reportedAt: null, complete: false };

describe("whether a report is worth its price", () => {
  it.each<[string, Partial<ReportStanding>, string]>([
    ["nobody has bought one", {}, "baseline"],
    ["nobody has bought one, though it is watched", { watchedSince: ago(3) }, "baseline"],
    [
      "the source is silent about a watched one",
      { watchedSince: ago(9), reportedAt: ago(8), complete: true },
      "silent",
    ],
    [
      "something has happened",
      { watchedSince: ago(9), reportedAt: ago(8), complete: true, happenedAt: ago(1) },
      "event",
    ],
    ["something happened before the first report", { watchedSince: ago(9), happenedAt: ago(1) }, "event"],
    [
      "it is watched only since after the report",
      { watchedSince: ago(1), reportedAt: ago(2), complete: true },
      "daily",
    ],
    ["it is not watched", { reportedAt: ago(1), complete: true }, "daily"],
    ["it is not watched, and today's is bought", { reportedAt: NOW, complete: true }, "bought-today"],
    ["the last one left a gap", { watchedSince: ago(9), reportedAt: ago(1) }, "gap"],
    ["today's left a gap", { watchedSince: ago(9), reportedAt: NOW }, "bought-today"],
    ["the last one is too old", { watchedSince: ago(99), reportedAt: ago(91), complete: true }, "age"],
    ["the last one is just young enough", { watchedSince: ago(99), reportedAt: ago(90), complete: true }, "silent"],
  ])("when %s: %j", (_, standing, why) => {
    expect(purchaseOf({ ...NONE, ...standing }, 90, NOW)).toBe(why);
  });

  it("goes by the budget to those of whom something is told, then to those of whom nothing is known", () => {
    const candidates = [
      { who: "a", why: "age" },
      { who: "b", why: "daily" },
      { who: "c", why: "baseline" },
      { who: "d", why: "event" },
      { who: "e", why: "baseline" },
    ] as const;

    expect(affordable(candidates, 3)).toEqual({ bought: ["d", "c", "e"], over: ["b", "a"] });
    expect(affordable(candidates, null).over).toEqual([]);
    expect(affordable(candidates, -2).bought).toEqual([]);
  });
});
