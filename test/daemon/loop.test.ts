import { setMaxListeners } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { runDigest } from "../../jobs/digest.js";
import type { TickDeps } from "../../jobs/tick.js";
import { runDeps } from "../../src/cli/deps.js";
import { openHouse } from "../../src/cli/house.js";
import type { Outside } from "../../src/cli/outside.js";
import { tellDeps } from "../../src/cli/tell-deps.js";
import { type DaemonDeps, runDaemon } from "../../src/daemon.js";
import type { RecipientGroup } from "../../src/domain/recipient.js";
import { Conflict } from "../../src/domain/refusal.js";
import type { TimedJob } from "../../src/schedule/timed-job.js";
import { openStore } from "../../src/store/open.js";
import { openRuns } from "../../src/store/slot.js";
import { registeredHome } from "../cli/program-home.js";

/** A quarter past seven on the day after the register was imported. */
const MORNING = new Date("2026-11-24T06:15:00Z");
const TIMETABLE: readonly TimedJob[] = [
  { job: "digest", when: { cron: "0 7 * * *", days: "working" }, catchUpMs: 6 * 3_600_000, overlap: "skip" },
  { job: "judge", when: { cron: "30 6 * * *", days: "all" }, catchUpMs: null, overlap: "skip" },
];

interface Said {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  readonly fields: object;
}

async function daemonIn(stop: AbortController) {
  const { folder } = await registeredHome();
  setMaxListeners(0, stop.signal);
  const outside: Outside = {
    environment: {},
    workingFolder: folder,
    stdout: () => undefined,
    stderr: () => undefined,
    terminal: false,
    clock: () => MORNING,
    openStore,
    http: () => Promise.reject(new Error("nothing is asked here")),
    signal: stop.signal,
  };
  const house = openHouse(outside, { home: folder });
  onTestFinished(() => house.close());
  const run = runDeps({ outside, exit: () => undefined, run: async () => 0 }, house, () => undefined);
  const groups = house.recipients();
  const said: Said[] = [];
  const say = (level: Said["level"]) => (fields: object, message: string) => void said.push({ level, fields, message });
  const tickWith = (to: readonly RecipientGroup[]): TickDeps => ({
    run,
    others: {
      digest: (now) => runDigest(tellDeps({ outside }, house), { groups: to }, now),
      tell: async () => ({}),
      watch: async () => ({}),
      housekeeping: async () => ({}),
    },
  });
  const deps: DaemonDeps = {
    store: house.store,
    configuration: () => ({ tick: tickWith(groups), timetable: TIMETABLE }),
    time: () => MORNING,
    clock: () => MORNING,
    completed: () => undefined,
    apartMs: 0,
    reached: () => stop.abort(),
    mayRun: () => true,
    log: { debug: () => undefined, info: say("info"), warn: say("warn"), error: say("error") },
    signal: stop.signal,
  };
  return { deps, groups, said, tickWith, store: house.store };
}

const never = { minutes: () => () => undefined, requests: () => () => undefined };

describe("the daemon's loop", () => {
  it("works off at once what is owed from before, the digest last, and says how late (R11, R15)", async () => {
    const { deps, said } = await daemonIn(new AbortController());

    await runDaemon(deps, never);

    expect(said.map(({ fields }) => fields)).toMatchObject([
      { job: "judge", slot: "2026-11-24T06:30", outcome: "done", resumed: false },
      { job: "digest", slot: "2026-11-24T07:00", lateSeconds: 900 },
    ]);
  });

  it("begins its jobs one some time after another when it starts, so that not everything starts at once", async () => {
    const { deps } = await daemonIn(new AbortController());
    const began: (readonly [unknown, number])[] = [];
    const start = performance.now();
    const debug = (fields: object) => void began.push(["job" in fields && fields.job, performance.now() - start]);

    await runDaemon({ ...deps, apartMs: 40, log: { ...deps.log, debug } }, never);

    // Places are counted over all jobs: judge is the fourth, and no timer fires before its time.
    expect(began.map(([job]) => job)).toEqual(["judge", "digest"]);
    expect(began[0]?.[1]).toBeGreaterThanOrEqual(3 * 40 - 2);
    expect(began[1]?.[1]).toBeGreaterThanOrEqual(4 * 40 - 2);
  });

  it("lets no job's fault keep the others from their turn, and takes it up again (R2)", async () => {
    const stop = new AbortController();
    const { deps, groups, said, tickWith, store } = await daemonIn(stop);
    let tick = tickWith(groups.map((group) => ({ ...group, to: [] })));
    let ticks = 0;
    let beat: () => void = () => undefined;

    await runDaemon(
      {
        ...deps,
        configuration: () => ({ tick, timetable: TIMETABLE }),
        reached: () => {
          ticks += 1;
          if (ticks === 2) stop.abort();
          tick = tickWith(groups);
          setImmediate(() => beat());
        },
      },
      {
        ...never,
        minutes: (again) => {
          beat = again;
          return () => undefined;
        },
      },
    );

    expect(said.map(({ level, fields }) => [level, "job" in fields && fields.job])).toEqual([
      ["info", "judge"],
      ["error", "digest"],
      ["info", "digest"],
    ]);
    expect(JSON.stringify(said[1])).toContain("ingen mottagare");
    expect(openRuns(store.db)).toEqual([]);
  });

  it("ends when another process has taken over the right to run jobs", async () => {
    const { deps, said, store } = await daemonIn(new AbortController());

    await expect(runDaemon({ ...deps, mayRun: () => false }, never)).rejects.toThrow(Conflict);
    expect(said).toEqual([]);
    expect(openRuns(store.db)).toEqual([]);
  });
});
