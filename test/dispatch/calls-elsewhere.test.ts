import { describe, expect, it } from "vitest";
import { dispatch } from "../../src/dispatch/dispatch.js";
import { type Call, CallLost, type Driver } from "../../src/dispatch/driver.js";
import { failed, LIMITS, type MemoryLedger, memoryLedger, unchanged } from "./script.js";
import { type VirtualTime, virtualTime } from "./virtual-time.js";

const NOW = new Date("2026-11-23T05:00:00Z");

function run(time: VirtualTime, ask: Driver["ask"], ledger: MemoryLedger, limits = {}): Promise<void> {
  return time.until(dispatch({ ...time, driver: { ask } }, "scb", { ...LIMITS, ...limits }, ledger, NOW));
}

function answered({ questions, begun }: Call) {
  begun();
  return questions.map(unchanged);
}

describe("calls that somebody else makes", () => {
  it("are paced from when they begin there, however long they waited to be taken up", async () => {
    const time = virtualTime();
    const begun: number[] = [];
    const ask = async (call: Call) => {
      await time.sleep(begun.length === 3 ? 600_000 : 7, call.signal);
      begun.push(time.passed());
      return answered(call);
    };

    await run(time, ask, memoryLedger(40, time.clock), { perMinute: 60, concurrency: 4 });

    const gaps = begun.slice(1).map((at, index) => at - (begun[index] ?? 0));
    expect(begun).toHaveLength(40);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_033);
  });

  it("keep their distance to what a process before this one may have asked a moment ago", async () => {
    const time = virtualTime();
    const begun: number[] = [];
    const ask = async (call: Call) => {
      begun.push(time.passed());
      return answered(call);
    };

    await run(time, ask, memoryLedger(1, time.clock), { perMinute: 60 });

    expect(begun[0]).toBeGreaterThanOrEqual(1_033);
  });

  it("are asked again when their asker dies, and that does not speak against the source", async () => {
    const time = virtualTime();
    const ledger = memoryLedger(40, time.clock);
    const ask = async (call: Call) => {
      if (call.questions[0]?.attempt === 1) {
        call.begun();
        throw new CallLost("arbetsprocessen försvann", true);
      }
      return answered(call);
    };

    await run(time, ask, ledger);

    expect([...ledger.ended.values()].filter(({ outcome }) => outcome === "unchanged")).toHaveLength(40);
  });

  it("are given up in the end when every asker dies of them", async () => {
    const time = virtualTime();
    const ledger = memoryLedger(1, time.clock);
    const ask = async () => {
      throw new CallLost("arbetsprocessen försvann", true);
    };

    await run(time, ask, ledger);

    expect(ledger.ended.get("1")).toMatchObject({ outcome: "failed", reason: "unreachable", attempt: 6 });
  });

  it("end the run for the source when nobody takes them on", async () => {
    const time = virtualTime();
    const ledger = memoryLedger(500, time.clock);
    let asked = 0;
    const ask = async () => {
      asked += 1;
      throw new CallLost("ingen arbetsprocess svarade", false);
    };

    await run(time, ask, ledger);

    expect(asked).toBe(1);
    expect(ledger.ended.size).toBe(500);
    expect(ledger.ended.get("500")).toMatchObject({ reason: "unreachable", detail: "ingen arbetsprocess svarade" });
  });

  it("are let go only when their answers are in the store", async () => {
    const time = virtualTime();
    const ledger = memoryLedger(3, time.clock);
    const held: string[] = [];
    const driver: Driver = {
      ask: async (call) => {
        call.begun();
        return call.questions.map((question) => (question.check === "2" ? failed(question) : unchanged(question)));
      },
      recorded: (questions) => {
        for (const { check } of questions) held.push(`${check} ${ledger.ended.has(check) ? "ended" : "put off"}`);
      },
    };

    await time.until(dispatch({ ...time, driver }, "scb", LIMITS, ledger, NOW));

    expect(held).toEqual(["1 ended", "2 put off", "3 ended", "2 put off", "2 ended"]);
  });
});
