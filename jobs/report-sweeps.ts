import { type ItemState, SWEEP_TITLE, type SweepState } from "../src/domain/sweep.js";
import type { Db } from "../src/store/open.js";
import type { Figure, Period } from "../src/store/report.js";
import { itemsClosedIn, sweepsIn } from "../src/store/sweep-report.js";

const STATE: Readonly<Record<SweepState, string>> = {
  open: "pågick när tiden tog slut",
  paused: "pågick när tiden tog slut",
  cancelled: "avbrutet",
  closed: "avslutat",
};

const ITEM: Readonly<Record<ItemState, string>> = {
  done: "redovisade",
  not_applicable: "ej aktuella",
  overdue: "ej redovisade, med skäl",
  waiting: "ej redovisade",
};

/** Sweeps of a period by kind, and how they stood when it ended. */
export function sweepFigures(db: Db, period: Period): readonly Figure[] {
  return added(sweepsIn(db, period).map(({ kind, state, n }) => figure(`${SWEEP_TITLE[kind]}: ${STATE[state]}`, n)));
}

/** What became of those who were in the sweeps that were closed. */
export function sweepItemFigures(db: Db, period: Period): readonly Figure[] {
  return itemsClosedIn(db, period).map(({ kind, state, n }) => figure(`${SWEEP_TITLE[kind]}: ${ITEM[state]}`, n));
}

export function sweepSentence(db: Db, period: Period): readonly string[] {
  const closed = sweepsIn(db, period).filter(({ state }) => state === "closed");
  if (closed.length === 0) return ["Inget svep avslutades."];
  const items = itemsClosedIn(db, period);
  const sum = (rows: readonly { readonly n: number }[]) => rows.reduce((total, { n }) => total + n, 0);
  const accounted = sum(items.filter(({ state }) => state === "done" || state === "not_applicable"));
  const kinds = closed.map(({ kind, n }) => `${SWEEP_TITLE[kind]} (${n})`).join(", ");
  return [`${sum(closed)} svep avslutades: ${kinds}. ${accounted} av ${sum(items)} poster redovisades.`];
}

function figure(what: string, n: number): Figure {
  return { what, service: "", form: "", n };
}

/** One figure for what is said in the same words. */
function added(figures: readonly Figure[]): readonly Figure[] {
  const whats = [...new Set(figures.map(({ what }) => what))];
  return whats.map((what) =>
    figure(
      what,
      figures.filter((one) => one.what === what).reduce((total, { n }) => total + n, 0),
    ),
  );
}
