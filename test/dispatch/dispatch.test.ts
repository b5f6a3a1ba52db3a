import { describe, expect, it } from "vitest";
import { dispatch, type SourceLimits } from "../../src/dispatch/dispatch.js";
import type { Driver } from "../../src/dispatch/driver.js";
import type { Question } from "../../src/domain/check.js";
import { driver, failed, LIMITS, type MemoryLedger, memoryLedger, unchanged } from "./script.js";
import { type VirtualTime, virtualTime } from "./virtual-time.js";

const NOW = new Date("2026-11-23T05:00:00Z");

function run(
  time: VirtualTime,
  asking: Driver,
  ledger: MemoryLedger,
  limits: Partial<SourceLimits> = {},
): Promise<void> {
  return time.until(dispatch({ ...time, driver: asking }, "scb", { ...LIMITS, ...limits }, ledger, NOW));
}

/** Remembers when each question was put, and answers as told. */
function noting(time: VirtualTime, answer: (question: Question) => ReturnType<typeof unchanged>) {
  const asked: { readonly at: number; readonly check: string; readonly attempt: number }[] = [];
  const told = driver((question) => {
    asked.push({ at: time.passed(), check: question.check, attempt: question.attempt });
    return answer(question);
  });
  return { asked, told };
}

describe("pacing", () => {
  it.each([
    { perMinute: 60, concurrency: 4 },
    { perMinute: 7, concurrency: 1 },
    { perMinute: 90, concurrency: 8 },
    { perMinute: 20, concurrency: 2, calls: 2 },
  ])(
    "no minute ever holds more calls than the source allows: $perMinute a minute, $concurrency at a time",
    async (limits) => {
      const time = virtualTime();
      const { asked, told } = noting(time, unchanged);

      await run(time, told, memoryLedger(200, time.clock), limits);

      const requests = limits.calls ?? 1;
      const inMinute = asked.map(
        ({ at: from }) => asked.filter(({ at }) => at >= from && at < from + 60_000).length * requests,
      );
      expect(asked).toHaveLength(200);
      expect(Math.max(...inMinute)).toBeLessThanOrEqual(limits.perMinute);
      expect(time.passed()).toBeLessThan((201 * requests * 62_100) / limits.perMinute);
    },
  );

  it("keeps a pace of parts of a millisecond over many calls, though timers count whole ones", async () => {
    const time = virtualTime();
    const { asked, told } = noting(time, unchanged);

    await run(time, told, memoryLedger(1_000, time.clock), { perMinute: 40_000, concurrency: 8 });

    // 62,000 ms / 40,000: a call each 1.55 ms.
    const early = asked.map(({ at }, calls) => 1.55 * (calls + 1) - at);
    expect(Math.max(...early)).toBeLessThan(1);
    expect(Math.min(...early)).toBeGreaterThan(-1);
  });

  it("counts from when a call really began, however slow the answers are", async () => {
    const time = virtualTime();
    const begun: number[] = [];
    const slow = driver(async (question) => {
      begun.push(time.passed());
      await time.sleep(question.check === "1" ? 5_000 : 10, time.signal);
      return unchanged(question);
    });

    await run(time, slow, memoryLedger(40, time.clock), { perMinute: 600 });

    const gaps = begun.slice(1).map((at, index) => at - (begun[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
  });
});

describe("retries", () => {
  it("asks again what may be different in a moment, three times in all, each time after a longer wait", async () => {
    const time = virtualTime();
    const ledger = memoryLedger(1, time.clock);
    const { asked, told } = noting(time, (question) => failed(question));

    await run(time, told, ledger);

    expect(asked.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(asked.map(({ at }) => at - (asked[0]?.at ?? 0))).toEqual([0, 1_000, 5_000]);
    expect(ledger.ended.get("1")).toMatchObject({ outcome: "failed", reason: "unreachable" });
  });

  it.each(["refused", "malformed", "empty", "partial", "stale", "withheld"] as const)(
    "does not ask again what will be as true the second time: %s",
    async (reason) => {
      const time = virtualTime();
      const { asked, told } = noting(time, (question) => failed(question, { reason }));

      await run(time, told, memoryLedger(3, time.clock));

      expect(asked).toHaveLength(3);
    },
  );

  it("asks nothing at all while a throttling source wants to be left alone, then goes on", async () => {
    const time = virtualTime();
    const ledger = memoryLedger(8, time.clock);
    const { asked, told } = noting(time, (question) => {
      const retryAfter = new Date(time.clock().getTime() + 120_000);
      return question.check === "3" && question.attempt === 1
        ? failed(question, { reason: "blocked", retryAfter })
        : unchanged(question);
    });

    await run(time, told, ledger, { concurrency: 1 });

    expect(asked.map(({ check, attempt }) => `${check}.${attempt}`)).toEqual([
      "1.1",
      "2.1",
      "3.1",
      "4.1",
      "5.1",
      "6.1",
      "7.1",
      "8.1",
      "3.2",
    ]);
    expect(asked[3]?.at).toBeGreaterThanOrEqual((asked[2]?.at ?? 0) + 120_000);
    expect([...ledger.ended.values()].every(({ outcome }) => outcome === "unchanged")).toBe(true);
  });

  it("ends the rest when a throttling source wants to be left alone for longer than a run can wait", async () => {
    const time = virtualTime();
    const ledger = memoryLedger(50, time.clock);
    const retryAfter = new Date(time.clock().getTime() + 11 * 60_000);
    const { asked, told } = noting(time, (question) => failed(question, { reason: "blocked", retryAfter }));

    await run(time, told, ledger, { concurrency: 1 });

    expect(asked).toHaveLength(1);
    expect(ledger.ended.get("50")).toMatchObject({ outcome: "failed", reason: "blocked" });
  });
});

describe("a source that is out, or will not let us in", () => {
  it("R35 ends the rest after ten failed calls on end", async () => {
    const time = virtualTime();
    const ledger = memoryLedger(500, time.clock);
    const { asked, told } = noting(time, (question) => failed(question));

    await run(time, told, ledger, { concurrency: 1 });

    expect(asked).toHaveLength(10);
    expect(ledger.ended.size).toBe(500);
    expect(
      [...ledger.ended.values()].every((result) => result.outcome === "failed" && result.reason === "unreachable"),
    ).toBe(true);
  });

  it("goes on as long as one call in ten is answered", async () => {
    const time = virtualTime();
    const ledger = memoryLedger(60, time.clock);
    const answer = (question: Question) =>
      Number(question.check) % 10 === 0 ? unchanged(question) : failed(question, { attempt: 3 });

    await run(time, driver(answer), ledger, { concurrency: 1 });

    expect([...ledger.ended.values()].filter(({ outcome }) => outcome === "unchanged")).toHaveLength(6);
  });

  it("asks nobody else after a refused log-in, with one batch alone first", async () => {
    const time = virtualTime();
    const ledger = memoryLedger(100, time.clock);
    const { asked, told } = noting(time, (question) => failed(question, { reason: "refused", credentials: true }));

    await run(time, told, ledger, { login: true });

    expect(asked).toHaveLength(1);
    expect(ledger.ended.size).toBe(100);
    expect(ledger.ended.get("100")).toMatchObject({ reason: "refused" });
  });

  it("a source with a log-in starts with one batch alone, then as many at a time as it allows", async () => {
    const time = virtualTime();
    const ledger = memoryLedger(100, time.clock);

    await run(time, driver(unchanged), ledger, { login: true, batch: 5 });

    expect(ledger.rounds).toEqual([5, 95]);
  });
});

describe("being told to stop", () => {
  it("records what was answered, leaves the rest open, and says that it stopped", async () => {
    const stop = new AbortController();
    const time = virtualTime(stop.signal);
    const ledger = memoryLedger(20, time.clock);
    const { asked, told } = noting(time, (question) => {
      if (question.check === "5") stop.abort(new Error("asked to stop"));
      return stop.signal.aborted ? failed(question, { reason: "malformed" }) : unchanged(question);
    });

    await expect(run(time, told, ledger)).rejects.toThrow("asked to stop");

    expect(asked).toHaveLength(5);
    expect([...ledger.ended.keys()]).toEqual(["1", "2", "3", "4"]);
  });

  it("does not wait out a retry", async () => {
    const stop = new AbortController();
    const time = virtualTime(stop.signal);
    const ledger = memoryLedger(1, time.clock);
    const sleep = async () => stop.abort(new Error("asked to stop"));
    const work = dispatch(
      { ...time, sleep, driver: driver((question) => failed(question)) },
      "scb",
      LIMITS,
      ledger,
      NOW,
    );

    await expect(work).rejects.toThrow("asked to stop");

    expect(ledger.ended.size).toBe(0);
  });
});
