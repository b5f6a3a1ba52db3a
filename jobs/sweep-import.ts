import { formatOrgNumber, type OrgNumber } from "../src/domain/org-number.js";
import { type Fault, Refusal } from "../src/domain/refusal.js";
import { mergeRow, type RowContent, type RowVersion } from "../src/domain/sweep-merge.js";
import type { StopItem } from "../src/store/list-stops.js";
import type { Sweep } from "../src/store/sweep.js";
import {
  askedNow,
  conflictDigest,
  type KnownItem,
  knownItems,
  noteConflict,
  settledConflicts,
} from "../src/store/sweep-items.js";
import type { JudgeSummary } from "./judge.js";
import { type JudgeDeps, tellOf } from "./sitting.js";
import { type Answering, answerOf, type SweepReader } from "./sweep-answer.js";
import { applyChanges, type Change } from "./sweep-apply.js";
import { foreseeStops } from "./sweep-foresee.js";

/** A row of a worklist that came back. */
export interface ReturnedRow {
  readonly line: number;
  readonly item: number;
  /** How the item was when the row was written out. */
  readonly version: number;
  readonly orgNumber: string;
  readonly content: RowContent;
}

export interface ImportOrder {
  readonly rows: readonly ReturnedRow[];
  /** What is wrong in rows that could not be read. */
  readonly faults: readonly Fault[];
  readonly by: string;
  /** The stops that the file starts are known and meant. */
  readonly confirmStops: boolean;
  /** Where a fault in a row stands in the file. */
  readonly place: (line: number, column: string | undefined, message: string) => Fault;
}

export interface RowConflict {
  readonly line: number;
  readonly item: KnownItem;
  readonly mine: RowContent;
  readonly theirs: RowVersion;
}

export interface Imported {
  readonly changed: number;
  readonly unchanged: number;
  /** Of the unchanged, rows that were filled in otherwise before: an old copy. */
  readonly old: number;
  readonly conflicts: readonly RowConflict[];
  readonly judged: JudgeSummary | null;
  /** What it would start; with any, nothing has been written until it is confirmed. */
  readonly stops: readonly StopItem[];
  readonly written: boolean;
}

interface Sorted {
  readonly changes: readonly Change[];
  readonly conflicts: readonly RowConflict[];
  readonly unchanged: number;
  readonly old: number;
  readonly faults: readonly Fault[];
}

/** Takes a worklist in: all its rows are right, or nothing of it is. Rows that nobody has touched change nothing. */
export async function importWorklist(
  deps: JudgeDeps,
  reader: SweepReader,
  sweep: Sweep,
  order: ImportOrder,
  now: Date,
): Promise<Imported | { readonly faults: readonly Fault[] }> {
  const answering = { reader, asked: askedNow(deps.store.db, sweep.kind), by: order.by, now };
  const { changes, conflicts, unchanged, old, faults } = await sortRows(deps, answering, sweep, order);
  if (faults.length > 0) return { faults };
  const applying = { source: reader.id, sweepId: sweep.id, by: order.by, cause: "worklist" } as const;
  const stops = order.confirmStops ? [] : foreseeStops(deps, changes, applying, now);
  const counted = { changed: changes.length, unchanged, old, conflicts, stops };
  if (stops.length > 0) return { ...counted, judged: null, written: false };
  const judged = await applyChanges(deps, changes, applying, now);
  if (conflicts.length > 0) noteConflicts(deps, sweep, conflicts, order.by, now);
  return { ...counted, judged, written: true };
}

async function sortRows(
  deps: JudgeDeps,
  answering: Answering,
  sweep: Sweep,
  { rows, faults, by, place }: ImportOrder,
): Promise<Sorted> {
  const items = knownItems(deps.store.db, { sweep: sweep.id });
  const settled = settledConflicts(deps.store.db, sweep.id);
  const sorted = {
    changes: [] as Change[],
    conflicts: [] as RowConflict[],
    unchanged: 0,
    old: 0,
    faults: [...faults],
  };
  for (const row of rows) {
    const item = items.get(row.item);
    const wrong = wrongRow(row, item, sweep.id);
    if (item === undefined || wrong !== null) {
      sorted.faults.push(place(row.line, wrong?.column, wrong?.message ?? "posten finns inte"));
      continue;
    }
    const merged = mergeRow(row.content, row.version, item.history, by);
    if (merged.outcome === "changed") {
      const { content } = merged;
      const answered = await answerOf(answering, item, content, false).catch((error: unknown) => error);
      if (answered instanceof Refusal) sorted.faults.push(...faultsOf(answered, row.line, place));
      else if (answered instanceof Error) throw answered;
      else sorted.changes.push({ item, content, answered: answered as Change["answered"] });
    } else if (merged.outcome === "conflict" && !settled.has(`${item.id} ${conflictDigest(row.content, by)}`)) {
      sorted.conflicts.push({ line: row.line, item, mine: row.content, theirs: merged.with });
    } else {
      sorted.unchanged += 1;
      if (merged.outcome === "conflict" || merged.isOld) sorted.old += 1;
    }
  }
  return sorted;
}

/** Rows that were sorted apart from their numbers, or that belong elsewhere. */
function wrongRow(row: ReturnedRow, item: KnownItem | undefined, sweepId: number): Fault | null {
  if (item === undefined) return { column: "post", message: `posten finns inte i svep ${sweepId}` };
  const { orgNumber } = item.frozen;
  if (row.orgNumber.replace(/\D/g, "") !== orgNumber) {
    const whose = formatOrgNumber(orgNumber as OrgNumber);
    return { column: "orgnr", message: `post ${item.id} gäller ${whose}: rader har förskjutits, hämta listan på nytt` };
  }
  const known = item.history.some(({ version }) => version === row.version);
  return known ? null : { column: "version", message: `post ${item.id} har aldrig haft den versionen` };
}

function faultsOf({ message, faults }: Refusal, line: number, place: ImportOrder["place"]): readonly Fault[] {
  return faults.length === 0
    ? [place(line, undefined, message)]
    : faults.map((fault) => place(line, fault.column, fault.message));
}

/** Neither wins: what stood stands, and counts no more until somebody has said what holds. */
function noteConflicts(deps: JudgeDeps, sweep: Sweep, conflicts: readonly RowConflict[], by: string, now: Date): void {
  deps.store.write((db) => {
    for (const { item, mine } of conflicts) {
      noteConflict(db, { item, content: mine, by }, now);
    }
    const detail = { sweep: sweep.id, items: conflicts.map(({ item }) => item.id) };
    const told = { actor: by, verb: "sweep.conflicting", detail, about: "incident", agreements: [] } as const;
    tellOf({ deps, db, moment: { now, clock: deps.clock() } }, { ...told, urgent: false, tell: false });
  });
}
