import { sql } from "drizzle-orm";
import type { Day } from "../domain/day.js";
import type { OrgNumber } from "../domain/org-number.js";
import type { Channel, Frozen, ItemState, SweepKind, SweepScope, SweepState } from "../domain/sweep.js";
import type { Db } from "./open.js";

/** How many items stand how. Each is counted once: one that waits past the due day is overdue. */
interface ItemCount {
  readonly items: number;
  readonly done: number;
  readonly notApplicable: number;
  readonly waiting: number;
  readonly overdue: number;
}

/** A sweep as the command line gives it. */
export interface SweepStatus extends ItemCount {
  readonly id: number;
  readonly kind: SweepKind;
  readonly state: SweepState;
  readonly scope: SweepScope;
  readonly cause: string | null;
  readonly due: Day;
  readonly owner: string;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly population: number;
  readonly populationSha256: string;
  /** Items of which two people have said different things: they wait until somebody has said what holds. */
  readonly conflicts: number;
  /** Of the items, those that came in after the population was frozen. */
  readonly joined: number;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly endedReason: string | null;
  readonly countersignedBy: string | null;
  readonly version: number;
  /** By name; null: nobody has been given them. */
  readonly handlers: readonly (ItemCount & { readonly handler: string | null })[];
}

type SweepRow = Omit<SweepStatus, "scope" | "startedAt" | "endedAt" | "handlers" | keyof ItemCount> & {
  readonly scope: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
};

/** Sweeps with how far they have come, the newest first: all, those under way, or one. */
export function listSweeps(db: Db, which: "all" | "under way" | number, today: Day): readonly SweepStatus[] {
  const only =
    which === "all" ? sql`1 = 1` : which === "under way" ? sql`s.state IN ('open', 'paused')` : sql`s.id = ${which}`;
  const sweeps = db.all<SweepRow>(sql`
    SELECT s.id, s.kind, s.state, s.scope, s.cause, s.due, s.owner, s.started_at AS "startedAt", s.started_by AS "startedBy",
      s.population, s.population_sha256 AS "populationSha256", s.ended_at AS "endedAt", s.ended_by AS "endedBy",
      s.ended_reason AS "endedReason", s.countersigned_by AS "countersignedBy", s.version,
      (SELECT count(DISTINCT c.item_id) FROM sweep_conflict c JOIN sweep_item i ON i.id = c.item_id
        WHERE i.sweep_id = s.id AND c.settled_version IS NULL) AS conflicts,
      (SELECT count(*) FROM sweep_item i WHERE i.sweep_id = s.id AND i.joined_at IS NOT NULL) AS joined
    FROM sweep s WHERE ${only} ORDER BY s.id DESC`);
  return sweeps.map(({ scope, startedAt, endedAt, ...row }) => {
    const handlers = handlersOf(db, row.id, row.due < today && row.state !== "closed");
    return {
      ...row,
      scope: JSON.parse(scope) as SweepScope,
      startedAt: new Date(startedAt).toISOString(),
      endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
      ...total(handlers),
      handlers,
    };
  });
}

/** How far one sweep has come; null when there is none. */
export function sweepStatus(db: Db, id: number, today: Day): SweepStatus | null {
  return listSweeps(db, id, today)[0] ?? null;
}

/** What stands of an item counts for nothing while two people say different things of it. */
const STATE = sql`CASE WHEN i.id IN (SELECT item_id FROM sweep_conflict WHERE settled_version IS NULL) THEN 'waiting' ELSE v.state END`;

function handlersOf(db: Db, sweepId: number, isLate: boolean): SweepStatus["handlers"] {
  const rows = db.all<{ handler: string | null; state: ItemState; n: number }>(sql`
    SELECT v.handler, ${STATE} AS state, count(*) AS n
    FROM sweep_item i JOIN sweep_item_version v ON v.item_id = i.id AND v.version = i.version
    WHERE i.sweep_id = ${sweepId} GROUP BY 1, 2 ORDER BY v.handler`);
  return [...new Set(rows.map(({ handler }) => handler))].map((handler) => {
    const of = (state: ItemState) => rows.find((row) => row.handler === handler && row.state === state)?.n ?? 0;
    const [waits, over] = [of("waiting"), of("overdue")];
    const count = { done: of("done"), notApplicable: of("not_applicable"), ...lateOf(waits, over, isLate) };
    return { handler, items: count.done + count.notApplicable + count.waiting + count.overdue, ...count };
  });
}

function lateOf(waits: number, over: number, isLate: boolean) {
  return isLate ? { waiting: 0, overdue: over + waits } : { waiting: waits, overdue: over };
}

function total(counts: readonly ItemCount[]): ItemCount {
  const sum = (of: keyof ItemCount) => counts.reduce((all, count) => all + count[of], 0);
  return {
    items: sum("items"),
    done: sum("done"),
    notApplicable: sum("notApplicable"),
    waiting: sum("waiting"),
    overdue: sum("overdue"),
  };
}

/** An item as the command line gives it. */
export type ItemRow = {
  readonly id: number;
  readonly subjectId: number;
  readonly orgNumber: OrgNumber;
  readonly supplier: string;
  readonly unit: string | null;
  readonly ivoId: string | null;
  readonly service: string | null;
  readonly role: string | null;
  readonly channel: Channel;
  readonly state: ItemState;
  readonly handler: string | null;
  readonly reason: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly by: string;
  readonly changedAt: string;
  readonly joined: boolean;
  readonly version: number;
};

/** A sweep's items in the order of their suppliers' numbers. */
export function listItems(db: Db, sweepId: number): readonly ItemRow[] {
  const rows = db.all<{
    id: number;
    subjectId: number;
    frozen: string;
    channel: Channel;
    joinedAt: number | null;
    version: number;
    state: ItemState;
    handler: string | null;
    reason: string | null;
    fields: string;
    by: string;
    at: number;
  }>(sql`
    SELECT i.id, i.subject_id AS "subjectId", i.frozen, i.channel, i.joined_at AS "joinedAt", i.version, ${STATE} AS state, v.handler, v.reason, v.fields,
      v.by_person AS by, v.at
    FROM sweep_item i JOIN sweep_item_version v ON v.item_id = i.id AND v.version = i.version
    WHERE i.sweep_id = ${sweepId} ORDER BY i.frozen ->> 'orgNumber', i.id`);
  return rows.map(({ frozen, fields, at, joinedAt, ...row }) => ({
    ...row,
    ...frozenColumns(JSON.parse(frozen) as Frozen),
    fields: JSON.parse(fields) as Readonly<Record<string, string>>,
    changedAt: new Date(at).toISOString(),
    joined: joinedAt !== null,
  }));
}

function frozenColumns(frozen: Frozen) {
  const { orgNumber, supplier } = frozen;
  const none = { unit: null, ivoId: null, service: null, role: null };
  if ("unit" in frozen) {
    const { unit, ivoId, service } = frozen;
    return { orgNumber, supplier, ...none, unit, ivoId, service };
  }
  return { orgNumber, supplier, ...none, ...("role" in frozen ? { role: frozen.role } : {}) };
}
