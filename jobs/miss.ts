import type { Missed } from "../src/schedule/owed.js";
import type { Store } from "../src/store/open.js";
import { recordMissed } from "../src/store/slot.js";
import { dueChecks, type PlanDeps } from "./plan.js";
import { isAsking, shapesOf } from "./run.js";

export interface MissDeps extends PlanDeps {
  readonly store: Store;
}

export interface MissOrder {
  readonly job: string;
  readonly by: string;
  /** In order: what is written last is where the next look at the job goes on from. */
  readonly missed: readonly Missed[];
}

/** So many rows in one transaction: after a long silence others must still come to write. */
const AT_ONCE = 500;

/** Gives every slot that was not run its row, with the reason and how many checks it held. */
export function miss(deps: MissDeps, { job, by, missed }: MissOrder, now: Date): { readonly checks: number } {
  if (missed.length === 0) return { checks: 0 };
  const { store } = deps;
  // The register as it is now: nobody looked when they were due.
  const checks = isAsking(job)
    ? store.write((db) => dueChecks(deps, db, { scope: {}, shapes: shapesOf(job), at: null }).length)
    : 0;
  for (let from = 0; from < missed.length; from += AT_ONCE) {
    store.write((db) => {
      for (const { slot, reason } of missed.slice(from, from + AT_ONCE)) {
        recordMissed(db, { job, by, slot: slot.name, at: slot.at, reason, checks }, now);
      }
    });
  }
  return { checks: checks * missed.length };
}
