import { setImmediate } from "node:timers/promises";
import type { Store } from "../src/store/open.js";
import { daysKept } from "../src/store/retention.js";
import { retireChecks, retireItems, retireRequests, retireRuns, type Slice } from "../src/store/retire.js";
import { appendTrail } from "../src/store/trail.js";

export interface HousekeepingDeps {
  readonly store: Store;
  readonly clock: () => Date;
  /** Real milliseconds, to tell how long the longest slice held the others up. */
  readonly stopwatch: () => number;
  /** The night's copy, made beside the work; null when there is one of the day already. */
  readonly backUp: (now: Date) => Promise<string | null>;
  readonly signal: AbortSignal;
}

export interface Kept {
  readonly backup: string | null;
  readonly retired: Readonly<Record<string, number>>;
  readonly freePages: number;
  /** The longest time that nobody else came to work or write. */
  readonly longestMs: number;
}

const DAY_MS = 86_400_000;
const PAGES = 200;
/** What is left then is done the next night. */
const LONGEST_MS = 15 * 60_000;

const SLICES: Readonly<Record<string, Slice>> = {
  check: retireChecks,
  run: retireRuns,
  item: retireItems,
  run_request: retireRequests,
};

/** Copies the database, retires what its table's rule says, and gives the room back: all in slices that others work between. */
export async function keepHouse(deps: HousekeepingDeps, now: Date): Promise<Kept> {
  const { store, clock } = deps;
  const backup = await deps.backUp(now);
  const slices = sliced(deps);
  const retired: Record<string, number> = {};
  for (const [table, slice] of Object.entries(SLICES)) {
    const before = new Date(now.getTime() - daysKept(table) * DAY_MS);
    retired[table] = await slices.sum(() => slice(store, before));
  }
  const gone = Object.fromEntries(Object.entries(retired).filter(([, n]) => n > 0));
  if (Object.keys(gone).length > 0) {
    const entry = { actor: "basvakt", verb: "ledger.retired", detail: gone };
    store.write((db) => appendTrail(db, entry, now, clock()));
  }
  const freePages = await slices.until(() => store.giveBack(PAGES));
  await slices.sum(() => {
    store.cutLog();
    return 0;
  });
  return { backup, retired: gone, freePages, longestMs: Math.ceil(slices.longest()) };
}

/** Repeats short pieces of work, lets everybody else to their turn in between, and keeps the time. */
function sliced({ stopwatch, signal }: HousekeepingDeps) {
  const began = stopwatch();
  let longest = 0;
  const once = async (slice: () => number) => {
    signal.throwIfAborted();
    const start = stopwatch();
    const n = slice();
    longest = Math.max(longest, stopwatch() - start);
    await setImmediate();
    return n;
  };
  const inTime = () => stopwatch() - began < LONGEST_MS;
  return {
    longest: () => longest,
    /** Until a slice does nothing more; what all did. */
    async sum(slice: () => number) {
      let sum = 0;
      for (let n = await once(slice); n > 0; n = inTime() ? await once(slice) : 0) sum += n;
      return sum;
    },
    /** Until nothing is left, or nothing more goes; what is left. */
    async until(slice: () => number) {
      let left = await once(slice);
      for (let before = left + 1; left > 0 && left < before && inTime(); ) {
        before = left;
        left = await once(slice);
      }
      return left;
    },
  };
}
