import { type Day, dayOf } from "../src/domain/day.js";
import { canonicalJson, sha256 } from "../src/domain/digest.js";
import { Conflict } from "../src/domain/refusal.js";
import type { ItemCause } from "../src/domain/sweep.js";
import type { RowContent } from "../src/domain/sweep-merge.js";
import type { Db } from "../src/store/open.js";
import { sourceIdOf } from "../src/store/subject.js";
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
  const { runs, order } = stateChanges(deps, db, changes, applying, now);
  const write = versionWriter(db);
  for (const { item, content, answered } of changes) {
    const runId = answered.statement === null ? null : (runs.get(answered.lookedOn) ?? null);
    const { by, cause } = applying;
    const isLast = write({ item, ...content, state: answered.state, cause, by, runId }, now);
    if (!isLast) throw new Conflict(`post ${item.id} ändrades av någon annan under tiden; gör om`);
    if (cause === "record") settleConflicts(db, item.id, item.version + 1);
  }
  noteChanges(deps, db, changes, applying, now);
  return order;
}

interface Stating {
  /** The run of each day on which somebody looked. */
  readonly runs: ReadonlyMap<Day, number>;
  /** What is then to be judged; null when nothing was stated. */
  readonly order: JudgeOrder | null;
}

/** Writes down what the changes state, in the caller's transaction. */
export function stateChanges(
  deps: Pick<JudgeDeps, "clock">,
  db: Db,
  changes: readonly Change[],
  { source, by }: Applying,
  now: Date,
): Stating {
  const runs = new Map<Day, number>();
  const stating = changes.filter(({ answered }) => answered.statement !== null);
  for (const day of [...new Set(stating.map(({ answered }) => answered.lookedOn))].sort()) {
    const stated = stating.flatMap(({ item: { subjectId }, answered: { statement, lookedOn } }) =>
      statement === null || lookedOn !== day ? [] : [{ ...statement, subjectId }],
    );
    const moment = { now: whenLooked(day, now), clock: deps.clock() };
    runs.set(day, recordStated(db, source, stated, by, moment).runId);
  }
  const last = [...runs.values()].at(-1);
  if (last === undefined) return { runs, order: null };
  return { runs, order: { runId: last, sourceId: sourceIdOf(db, source), source, interlock: false, stated: true } };
}

/** What somebody saw on an earlier day is no look of today's. */
function whenLooked(day: Day, now: Date): Date {
  return day === dayOf(now) ? now : new Date(`${day}T12:00:00Z`);
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
