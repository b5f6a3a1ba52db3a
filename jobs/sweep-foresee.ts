import { newestJudgement } from "../src/store/judgement.js";
import { listStops, type StopItem } from "../src/store/list-stops.js";
import { judgeWithin } from "./judge.js";
import type { JudgeDeps } from "./sitting.js";
import { type Applying, type Change, slicesOf, stateChanges } from "./sweep-apply.js";

/** Carries what was found out of a transaction that is taken back. */
class TakenBack extends Error {
  constructor(readonly stops: readonly StopItem[]) {
    super("taken back");
  }
}

/** The stops that these changes would start: what they state is written down and judged as it would be, and taken back. */
export function foreseeStops(
  deps: JudgeDeps,
  changes: readonly Change[],
  applying: Applying,
  now: Date,
): readonly StopItem[] {
  const stating = changes.filter(({ answered }) => answered.statement !== null);
  return slicesOf(stating).flatMap((slice) => foreseeSlice(deps, slice, applying, now));
}

function foreseeSlice(deps: JudgeDeps, slice: readonly Change[], applying: Applying, now: Date): readonly StopItem[] {
  try {
    return deps.store.write((db) => {
      const order = stateChanges(deps, db, slice, applying, now);
      if (order !== null) judgeWithin(deps, db, order, now);
      const judgement = newestJudgement(db);
      throw new TakenBack(listStops(db, { all: false, state: "provisional", supplier: null, judgement }));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.stops;
    throw error;
  }
}
