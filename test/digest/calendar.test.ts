import { describe, expect, it } from "vitest";
import { digestData } from "../../jobs/digest-data.js";
import { addMonths, type Day, readDay } from "../../src/domain/day.js";
import { operators, told, withHouse } from "./house.js";
import { direct, invented, supplierOf } from "./invented.js";

const house = withHouse();
const now = new Date("2026-11-23T06:00:00Z");

describe("a day some months on", () => {
  it.each([
    ["2026-01-15", 12, "2027-01-15"],
    ["2024-06-10", 30, "2026-12-10"],
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-02-29", 12, "2025-02-28"],
  ])("%s and %d months is %s", (from, months, to) => {
    const day = readDay(from);

    expect(day === null ? null : addMonths(day, months)).toBe(to);
  });
});

describe("the calendar of agreements in the digest", () => {
  it("has the reviews after 12 and 30 months and the end, the nearest first, and no review after the end", () => {
    const agreement = (starts: string, ends: string | null, number: string) => ({
      ...direct,
      number,
      starts: starts as Day,
      ends: ends as Day | null,
    });
    const all = [
      agreement("2025-12-01", null, "A"),
      agreement("2024-06-10", "2027-01-31", "B"),
      agreement("2024-07-01", "2026-12-15", "C"),
      agreement("2023-01-01", null, "D"),
    ];
    const register = invented(1).map((number) => supplierOf(number, "Provbolaget AB", all));
    house().register(register, new Date("2026-11-22T04:00:00Z"));

    const { ahead } = digestData(house().store.db, { group: operators, ...told }, now);

    expect(ahead.rows.map(({ day, what }) => [day, what.replace(/^.*: /, "")])).toEqual([
      ["2026-12-01", "avtalsuppföljning efter 12 månader"],
      ["2026-12-10", "avtalsuppföljning efter 30 månader"],
      ["2026-12-15", "löper ut"],
      ["2027-01-31", "löper ut"],
    ]);
  });
});
