import { type SourceTally, tallyOf } from "../src/store/check.js";
import type { Store } from "../src/store/open.js";
import { changedInRun, countedInRun, type Run } from "../src/store/run.js";

export interface RunSummary {
  readonly run: number;
  readonly job: string;
  readonly slot: string;
  readonly outcome: "done" | "partly";
  readonly resumed: boolean;
  readonly planned: number;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
  /** New versions of facts. */
  readonly changed: number;
  readonly alertsOpened: number;
  readonly stopsStarted: number;
  readonly stopsHeld: number;
  readonly sources: Readonly<Record<string, SourceTally>>;
}

/** What a run came to, from the store. */
export function summaryOf(
  { store }: { readonly store: Store },
  run: Run,
  { outcome, resumed }: { readonly outcome: "done" | "partly"; readonly resumed: boolean },
): RunSummary {
  const sources = tallyOf(store.db, run.id);
  const sum = (of: (tally: SourceTally) => number) => Object.values(sources).reduce((n, tally) => n + of(tally), 0);
  const { alertsOpened, stopsStarted, stopsHeld } = countedInRun(store.db, run.id);
  return {
    run: run.id,
    job: run.job,
    slot: run.slot,
    outcome,
    resumed,
    planned: sum(({ planned }) => planned),
    done: sum(({ done }) => done),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    changed: changedInRun(store.db, run.id),
    alertsOpened,
    stopsStarted,
    stopsHeld,
    sources,
  };
}
