import { canonicalJson, sha256 } from "../src/domain/digest.js";
import { Conflict } from "../src/domain/refusal.js";
import type { ItemCause } from "../src/domain/sweep.js";
import type { RowContent } from "../src/domain/sweep-merge.js";
import type { Db } from "../src/store/open.js";
import { type KnownItem, settleConflicts, versionWriter } from "../src/store/sweep-items.js";
import { type JudgeOrder, type JudgeSummary, judge } from "./judge.js";
import { recordStated } from "./record-stated.js";
import { type JudgeDeps, tellOf } from "./sitting.js";
import type { Answered } from "./sweep-answer.js";

/** An item's new content, read and found right. */
export interface Change {
  readonly item: KnownItem;
  readonly content: RowContent;
  readonly answered: Answered;
}

export interface Applying {
  /** Id of the worklist's adapter. */
  readonly source: string;
  readonly sweepId: number;
  readonly by: string;
  readonly cause: ItemCause;
}

/** So many in one transaction: others write between two of them, and what is written is not written again. */
const SLICE = 500;

/** Writes changes down with what they state, then judges it. A process that ends in between loses nothing: the rest is given again. */
export async function applyChanges(
  deps: JudgeDeps,
  changes: readonly Change[],
  applying: Applying,
  now: Date,
): Promise<JudgeSummary | null> {
  let order: JudgeOrder | null = null;
  for (const slice of slicesOf(changes)) {
    order = deps.store.write((db) => writeChanges(deps, db, slice, applying, now)) ?? order;
  }
  return order === null ? null : await judge(deps, order, now);
}

export function slicesOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  return Array.from({ length: Math.ceil(changes.length / SLICE) }, (_, n) => changes.slice(n * SLICE, (n + 1) * SLICE));
}

function writeChanges(
  deps: JudgeDeps,
  db: Db,
  changes: readonly Change[],
  applying: Applying,
  now: Date,
): JudgeOrder | null {
  const order = stateChanges(deps, db, changes, applying, now);
  const write = versionWriter(db);
  for (const { item, content, answered } of changes) {
    const runId = answered.statement === null ? null : (order?.runId ?? null);
    const { by, cause } = applying;
    const isLast = write({ item, ...content, state: answered.state, cause, by, runId }, now);
    if (!isLast) throw new Conflict(`post ${item.id} ändrades av någon annan under tiden; gör om`);
    if (cause === "record") settleConflicts(db, item.id, item.version + 1);
  }
  noteChanges(deps, db, changes, applying, now);
  return order;
}

/** Writes down what the changes state, in the caller's transaction. Gives what is then to be judged; null: nothing was stated. */
export function stateChanges(
  deps: Pick<JudgeDeps, "clock">,
  db: Db,
  changes: readonly Change[],
  { source, by }: Applying,
  now: Date,
): JudgeOrder | null {
  const stated = changes.flatMap(({ item: { subjectId }, answered: { statement } }) =>
    statement === null ? [] : [{ ...statement, subjectId }],
  );
  if (stated.length === 0) return null;
  const run = recordStated(db, source, stated, by, { now, clock: deps.clock() });
  return { ...run, interlock: false, stated: true };
}

/** One row of the trail for what was written together, with a digest by which it can be proved. */
function noteChanges(
  deps: JudgeDeps,
  db: Db,
  changes: readonly Change[],
  { sweepId, by, cause }: Applying,
  now: Date,
): void {
  const written = changes.map(({ item, content, answered: { state } }) => ({
    ...{ item: item.id, version: item.version + 1, state },
    ...content,
  }));
  const [only] = changes;
  const detail = {
    ...{ sweep: sweepId, cause, items: changes.length, sha256: sha256(canonicalJson(written)) },
    ...(changes.length === 1 && only !== undefined ? { item: only.item.id, version: only.item.version + 1 } : {}),
  };
  const told = { actor: by, verb: "sweep.answered", detail, about: "incident", agreements: [] } as const;
  tellOf({ deps, db, moment: { now, clock: deps.clock() } }, { ...told, urgent: false, tell: false });
}
