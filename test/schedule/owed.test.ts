import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Circumstances, owed } from "../../src/schedule/owed.js";
import type { Slot } from "../../src/schedule/slots.js";
import { slotsOf, type TimedJob } from "../../src/schedule/timed-job.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const at = (hour: number): Slot => ({ name: `${hour}`, at: hour * HOUR });
const usual: Circumstances = { now: 10 * HOUR, catchUpMs: 6 * HOUR, overlap: "skip", upSince: 0, busy: null };
const told = (due: readonly Slot[], other: Partial<Circumstances>) => {
  const { run, missed } = owed(due, { ...usual, ...other });
  return { run: run?.name ?? null, missed: missed.map(({ slot, reason }) => `${slot.name} ${reason}`) };
};

describe("what is owed of a job", () => {
  it("is nothing when nothing is due", () => {
    expect(told([], {})).toEqual({ run: null, missed: [] });
  });

  it("is the slot that is due, also when it is late (R11)", () => {
    expect(told([at(5)], {})).toEqual({ run: "5", missed: [] });
    expect(told([at(4)], {})).toEqual({ run: "4", missed: [] });
  });

  it("is not a slot that is too late to catch up", () => {
    expect(told([at(3)], {})).toEqual({ run: null, missed: ["3 late"] });
    expect(told([at(3)], { catchUpMs: null, overlap: "skip" })).toEqual({ run: "3", missed: [] });
  });

  it("is the latest of several; the others are missed, by whether anybody was there to run them", () => {
    expect(told([at(6), at(7), at(8), at(9)], { upSince: 7 * HOUR })).toEqual({
      run: "9",
      missed: ["6 down", "7 down", "8 superseded"],
    });
  });

  it("is not what came due while the job itself was under way (overlap: skip)", () => {
    const busy = { from: 7 * HOUR, until: 9 * HOUR };

    expect(told([at(8), at(9)], { busy })).toEqual({ run: null, missed: ["8 overlap", "9 overlap"] });
    expect(told([at(7), at(8), at(10)], { busy })).toEqual({ run: "10", missed: ["7 superseded", "8 overlap"] });
  });

  it("is the last of what came due meanwhile, after the job, where one may wait (overlap: queue)", () => {
    const busy = { from: 7 * HOUR, until: 9 * HOUR };

    expect(told([at(8), at(9)], { busy, overlap: "queue" })).toEqual({ run: "9", missed: ["8 overlap"] });
  });
});

const JOBS: readonly TimedJob[] = [
  { job: "basuppfoljning", when: { cron: "0 5 * * *", days: "all" }, catchUpMs: 24 * HOUR, overlap: "skip" },
  { job: "basuppfoljning", when: { cron: "*/20 2 * * *", days: "all" }, catchUpMs: HOUR, overlap: "skip" },
  { job: "judge", when: { cron: "15 2,3 * * *", days: "all" }, catchUpMs: 24 * HOUR, overlap: "skip" },
  { job: "feeds", when: { everyMs: 30 * MINUTE }, catchUpMs: null, overlap: "skip" },
  { job: "inbox", when: { everyMs: 10 * MINUTE }, catchUpMs: null, overlap: "queue" },
  { job: "digest", when: { cron: "0 7 * * *", days: "working" }, catchUpMs: 6 * HOUR, overlap: "skip" },
];

/** One stretch of a daemon's life: how long it was away, how often it looked, how long each run took. */
const stretch = fc.record({
  awayMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3 * DAY })),
  looks: fc.array(fc.integer({ min: MINUTE, max: 8 * HOUR }), { minLength: 1, maxLength: 40 }),
  runMs: fc.integer({ min: 1_000, max: 90 * MINUTE }),
});

/** The last Sundays of March and October from 2020 to 2040, and the leap days, some days before. */
const around = fc.constantFrom(
  ...Array.from({ length: 21 }, (_, index) => 2020 + index).flatMap((year) => [
    Date.UTC(year, 2, 22),
    Date.UTC(year, 9, 22),
    Date.UTC(year, 1, 25),
  ]),
);

describe("whatever the daemon's life was", () => {
  it.each(JOBS)("each slot of $job, $when, is run once or missed with a reason (R14, law 5)", (timed) => {
    fc.assert(
      fc.property(around, fc.array(stretch, { minLength: 1, maxLength: 5 }), (start, stretches) => {
        const ledger: { slot: Slot; outcome: string }[] = [];
        let now = start;
        for (const { awayMs, looks, runMs } of stretches) {
          now += awayMs;
          const upSince = now;
          let busy: Circumstances["busy"] = null;
          for (const wait of [0, ...looks]) {
            now += wait;
            const last = ledger.at(-1)?.slot.at ?? start;
            const { run, missed } = owed(slotsOf(timed, last, now), { ...timed, now, upSince, busy });
            ledger.push(...missed.map(({ slot, reason }) => ({ slot, outcome: reason })));
            if (run === null) continue;
            ledger.push({ slot: run, outcome: "run" });
            expect(now - run.at).toBeLessThanOrEqual(timed.catchUpMs ?? Number.POSITIVE_INFINITY);
            busy = { from: now, until: now + runMs };
            now += runMs;
          }
          now += 1;
        }
        const end = ledger.at(-1)?.slot.at ?? start;
        expect(ledger.map(({ slot }) => slot)).toEqual(slotsOf(timed, start, end));
        expect(ledger.map(({ outcome }) => outcome).filter((outcome) => !OUTCOMES.includes(outcome))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

const OUTCOMES = ["run", "down", "overlap", "superseded", "late"];
