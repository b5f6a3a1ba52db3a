import { massLimit } from "../src/policy/interlock.js";
import { answeredBefore } from "../src/store/case.js";
import type { Db } from "../src/store/open.js";
import { makeCurrent } from "../src/store/version.js";
import type { JudgeDeps } from "./sitting.js";

/** Whether so many suppliers had answered a source before that a change of many at once can be told from news. */
export function canShowMassChange({ policy }: Pick<JudgeDeps, "policy">, db: Db, sourceId: number): boolean {
  return massLimit(policy, answeredBefore(db, sourceId)) !== null;
}

/**
 * A source's first answers count at once, in a run that ends by judging everybody: with nothing to compare them with, to
 * judge a new register once on all that is known gives the same as once for each source, and the day's cap goes to the
 * gravest of all. False when the source must be judged by itself.
 */
export function takeIn(deps: JudgeDeps, sourceId: number): boolean {
  return deps.store.write((db) => {
    if (canShowMassChange(deps, db, sourceId)) return false;
    makeCurrent(db, sourceId);
    return true;
  });
}
