import { setImmediate } from "node:timers/promises";
import type { SupplierCase } from "../src/domain/supplier-case.js";
import { type Found, find, type Layer } from "../src/judgement/find.js";
import { findingsMoved } from "../src/judgement/mass-change.js";
import { suppliersWithLiveAlerts } from "../src/store/alert.js";
import { loadCases, supplierIds, suppliersToJudge } from "../src/store/case.js";
import { trailPosition } from "../src/store/judgement.js";
import type { Db } from "../src/store/open.js";
import type { JudgeDeps } from "./sitting.js";
import { canShowMassChange } from "./take-in.js";

/** What is judged: one source's new answers in a run, or the whole register on what is current. */
export interface JudgeOrder {
  readonly runId: number;
  readonly sourceId: number;
  /** Null: everybody, on current facts alone. */
  readonly source: string | null;
  /** False when a person has released what the interlock held. */
  readonly interlock: boolean;
  /** What people have stated one by one: the stops it starts are not counted by the day's cap. */
  readonly stated?: true;
}

export interface Considered {
  readonly subject: SupplierCase;
  readonly found: Found;
}

export interface Consideration {
  readonly position: number;
  readonly considered: readonly Considered[];
  readonly moved: ReadonlySet<number>;
}

const SLICE = 100;

/** The rules' part, outside the transaction and in slices: only what leads to something is kept. */
export async function consider(deps: JudgeDeps, order: JudgeOrder, now: Date): Promise<Consideration> {
  const slices = slicesOf(deps, deps.store.db, order, now);
  for (;;) {
    const { done, value } = slices.next();
    if (done === true) return value;
    await setImmediate();
  }
}

/** The same at once, for a transaction that nobody may come between. */
export function considerAtOnce(deps: JudgeDeps, db: Db, order: JudgeOrder, now: Date): Consideration {
  const slices = slicesOf(deps, db, order, now);
  for (;;) {
    const { done, value } = slices.next();
    if (done === true) return value;
  }
}

function* slicesOf(deps: JudgeDeps, db: Db, order: JudgeOrder, now: Date): Generator<undefined, Consideration> {
  const { rules, policy } = deps;
  const position = trailPosition(db);
  const ids = order.source === null ? supplierIds(db) : suppliersToJudge(db, order.sourceId);
  const alerted = suppliersWithLiveAlerts(db);
  const layer: Layer = order.source === null ? { over: "nothing" } : { over: "source", source: order.source };
  // Where too few had answered before, no change is a mass change, and nobody's findings need be compared.
  const counted = isCounted(order) && canShowMassChange(deps, db, order.sourceId);
  const looksBack = Math.max(0, ...rules.map((rule) => rule.looksBack));
  const considered: Considered[] = [];
  const moved = new Set<number>();
  for (let from = 0; from < ids.length; from += SLICE) {
    for (const subject of loadCases(db, ids.slice(from, from + SLICE), looksBack, now)) {
      const found = find(subject, layer, rules, policy, now);
      if (counted) {
        const before = find(subject, { over: "nothing" }, rules, policy, now);
        if (findingsMoved(before.findings, found.findings)) moved.add(subject.supplierId);
      }
      if (found.findings.length > 0 || alerted.has(subject.supplierId)) {
        considered.push({ subject: { ...subject, facts: [] }, found });
      }
    }
    yield;
  }
  return { position, considered, moved };
}

/** Whether a mass interlock looks at it. */
export function isCounted({ source, interlock }: JudgeOrder): boolean {
  return source !== null && interlock;
}
