import { describe, expect, it } from "vitest";
import { type Day, readDay } from "../../src/domain/day.js";
import { caseOn } from "../../src/domain/source-case.js";

const day = (text: string | null) => (text === null ? null : (readDay(text) as Day));
const LIMITS = { maxAge: 100, remindAfter: 14 };
const TODAY = readDay("2026-11-26") as Day;

describe("where a supplier stands with a source that is asked", () => {
  it.each([
    ["nobody has asked", null, null, "unasked", false],
    ["asked today", "2026-11-26", null, "requested", false],
    ["asked fourteen days ago", "2026-11-12", null, "requested", false],
    ["asked fifteen days ago", "2026-11-11", null, "requested", true],
    ["answered on the day it was asked", "2026-11-20", "2026-11-20", "answered", false],
    ["answered before it was asked again", "2026-11-20", "2026-11-19", "requested", false],
    ["answered without being asked", null, "2026-11-20", "answered", false],
    ["answered a hundred days ago", "2026-08-01", "2026-08-18", "answered", false],
    ["answered longer ago than answers count", "2026-08-01", "2026-08-17", "too-old", false],
  ])("%s", (_, requestedOn, answeredOn, state, overdue) => {
    const days = { requestedOn: day(requestedOn), answeredOn: day(answeredOn) };

    expect(caseOn(days, LIMITS, TODAY)).toMatchObject({ state, overdue });
  });

  it("tells how long a request has waited, and how long the newest answer counts whatever has been asked since", () => {
    expect(caseOn({ requestedOn: day("2026-11-20"), answeredOn: day("2026-10-01") }, LIMITS, TODAY)).toMatchObject({
      waiting: 6,
      validTo: "2027-01-09",
    });
  });
});
