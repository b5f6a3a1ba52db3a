import { setMaxListeners } from "node:events";
import { inTurns } from "../jobs/in-turn.js";
import { configure, withFreshNames } from "../src/cli/daemon-configuration.js";
import type { Frame } from "../src/cli/frame.js";
import { openHouse } from "../src/cli/house.js";
import type { Outside } from "../src/cli/outside.js";
import { underLease } from "../src/cli/under-lease.js";
import { rememberNow } from "../src/config/home.js";
import type { Log } from "../src/daemon/report.js";
import { type DaemonDeps, runDaemon } from "../src/daemon.js";

export interface Stretch {
  readonly home: string;
  readonly from: Date;
  readonly until: Date;
  readonly stepMs: number;
  readonly log: Log;
  /** Told of each step when all that it began has ended. */
  readonly passed?: (now: Date) => Promise<void> | void;
}

/**
 * The daemon as the command line composes it, in a practice home, in a time that moves on when everything that was due
 * has been done: weeks in minutes, and whatever machine it is on, the same.
 */
export async function liveThrough(outside: Omit<Outside, "signal">, stretch: Stretch): Promise<void> {
  const { home, from, until, stepMs, log, passed } = stretch;
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const frame: Frame = { outside: { ...outside, signal: stop.signal }, exit: () => undefined, run: async () => 0 };
  rememberNow(home, from);
  const house = openHouse(frame.outside, { home });
  let now = from.getTime();
  let beat: () => void = () => undefined;
  try {
    const configuration = configure({ frame, house, log, queue: null, inTurn: inTurns() });
    const deps: Omit<DaemonDeps, "mayRun"> = {
      store: house.store,
      configuration: () => withFreshNames(configuration, house),
      time: () => new Date(now),
      clock: outside.clock,
      completed: () => undefined,
      apartMs: 0,
      log,
      signal: stop.signal,
      reached: (reached) => {
        rememberNow(home, reached);
        if (stop.signal.aborted) return;
        Promise.resolve(passed?.(reached)).then(() => {
          now += stepMs;
          if (now > until.getTime()) stop.abort();
          else setImmediate(beat);
        });
      },
    };
    const looking = {
      minutes: (again: () => void) => {
        beat = again;
        return () => undefined;
      },
      requests: () => () => undefined,
    };
    await underLease(frame, house, (lease) => runDaemon({ ...deps, mayRun: lease.held }, looking), true);
  } finally {
    house.close();
  }
}
