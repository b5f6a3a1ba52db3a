import { and, eq, isNull, sql } from "drizzle-orm";
import { canonicalJson, sha256 } from "../domain/digest.js";
import type { Channel, Frozen, ItemCause, ItemContent, SweepKind, SweepState } from "../domain/sweep.js";
import type { RowContent, RowVersion } from "../domain/sweep-merge.js";
import type { Db } from "./open.js";
import { representative, supplier, sweep, sweepConflict, sweepItem, sweepItemVersion, unit } from "./schema.js";
import { versionAdder } from "./sweep.js";

/** An item with all that it has been, oldest first. */
export interface KnownItem {
  readonly id: number;
  readonly sweepId: number;
  readonly kind: SweepKind;
  readonly sweepState: SweepState;
  readonly supplierId: number;
  readonly subjectId: number;
  readonly channel: Channel;
  readonly frozen: Frozen;
  readonly version: number;
  readonly history: readonly RowVersion[];
}

/** Items with their history, by number: all of a sweep's, or one. */
export function knownItems(db: Db, of: { readonly sweep: number } | { readonly item: number }) {
  const only = "sweep" in of ? eq(sweepItem.sweepId, of.sweep) : eq(sweepItem.id, of.item);
  const versions = new Map<number, RowVersion[]>();
  const rows = db
    .select()
    .from(sweepItemVersion)
    .innerJoin(sweepItem, eq(sweepItem.id, sweepItemVersion.itemId))
    .innerJoin(sweep, eq(sweep.id, sweepItem.sweepId))
    .where(only)
    .orderBy(sweepItemVersion.itemId, sweepItemVersion.version)
    .all();
  const items = new Map<number, KnownItem>();
  for (const {
    sweep_item_version: { itemId, byPerson: by, ...rest },
    sweep_item: item,
    sweep: of,
  } of rows) {
    const { version, state, handler, reason, fields } = rest;
    const told = { version, state, handler, reason, fields, by };
    const known = versions.get(itemId);
    if (known !== undefined) {
      known.push(told);
      continue;
    }
    const history = [told];
    versions.set(itemId, history);
    items.set(itemId, { ...item, kind: of.kind, sweepState: of.state, history });
  }
  return items as ReadonlyMap<number, KnownItem>;
}

/** The newest of what an item has been. */
export function contentNow({ history, id }: KnownItem): RowVersion {
  const newest = history.at(-1);
  if (newest === undefined) throw new Error(`Item ${id} has no version`);
  return newest;
}

/** Whom an item is about as the register has it now; null when it has nobody of that number any more. */
export type Asked =
  | { readonly unit: { readonly name: string; readonly ivoId: string | null } }
  | { readonly representative: { readonly key: string; readonly role: string; readonly name: string } };

/** Everybody in the register who can be asked about, by the number of their subject. */
export function askedNow(db: Db, kind: SweepKind): ReadonlyMap<number, Asked> {
  const listed = isNull(supplier.removedAt);
  if (kind === "ivo") {
    const { id, name, ivoId } = unit;
    const rows = db
      .select({ id, name, ivoId })
      .from(unit)
      .innerJoin(supplier, eq(supplier.id, unit.supplierId))
      .where(and(isNull(unit.recordedTo), listed))
      .all();
    return new Map(rows.map(({ id: subjectId, ...home }) => [subjectId, { unit: home }]));
  }
  const { id, role, name } = representative;
  const rows = db
    .select({ id, role, name })
    .from(representative)
    .innerJoin(supplier, eq(supplier.id, representative.supplierId))
    .where(and(isNull(representative.recordedTo), listed))
    .all();
  return new Map(rows.map((one) => [one.id, { representative: { key: `${one.id}`, role: one.role, name: one.name } }]));
}

export interface ItemChange extends ItemContent {
  readonly item: Pick<KnownItem, "id" | "version">;
  readonly cause: ItemCause;
  readonly by: string;
  readonly runId: number | null;
}

/** Gives an item its next version, provided it is as it was read. False: somebody was faster. */
export function addVersion(db: Db, change: ItemChange, now: Date): boolean {
  return versionWriter(db)(change, now);
}

/** The same with its statements prepared: made once, used for many items. */
export function versionWriter(db: Db): (change: ItemChange, now: Date) => boolean {
  const p = sql.placeholder;
  const known = and(eq(sweepItem.id, p("itemId")), eq(sweepItem.version, p("known")));
  const step = db
    .update(sweepItem)
    .set({ version: sql`${p("version")}` })
    .where(known)
    .prepare();
  const add = versionAdder(db);
  return ({ item, ...version }, now) => {
    const next = item.version + 1;
    if (step.run({ itemId: item.id, known: item.version, version: next }).changes === 0) return false;
    add({ ...version, itemId: item.id, version: next }, now);
    return true;
  };
}

export interface Conflicting {
  readonly item: Pick<KnownItem, "id" | "version">;
  readonly content: RowContent;
  readonly by: string;
}

/** Remembers that somebody filled in something else than what stands. Safe to call twice. */
export function noteConflict(db: Db, { item, content, by }: Conflicting, now: Date): void {
  const { handler, reason, fields } = content;
  const row = { itemId: item.id, version: item.version, handler, reason, fields, byPerson: by, at: now.getTime() };
  db.insert(sweepConflict)
    .values({ ...row, digest: conflictDigest(content, by) })
    .onConflictDoNothing()
    .run();
}

/** What a conflict is known by: the same file again brings the same. */
export function conflictDigest(content: RowContent, by: string): string {
  return sha256(canonicalJson({ ...content, by }));
}

/** Conflicts of an item that a version by a person settles. */
export function settleConflicts(db: Db, itemId: number, version: number): void {
  const open = and(eq(sweepConflict.itemId, itemId), isNull(sweepConflict.settledVersion));
  db.update(sweepConflict).set({ settledVersion: version }).where(open).run();
}

/** Digests of a sweep's conflicts that somebody has settled, by item. */
export function settledConflicts(db: Db, sweepId: number): ReadonlySet<string> {
  const rows = db.all<{ key: string }>(sql`
    SELECT c.item_id || ' ' || c.digest AS key FROM sweep_conflict c JOIN sweep_item i ON i.id = c.item_id
    WHERE i.sweep_id = ${sweepId} AND c.settled_version IS NOT NULL`);
  return new Set(rows.map(({ key }) => key));
}

/** Items of which two people have said different things, and nobody what holds. */
export function openConflicts(db: Db, sweepId: number): readonly number[] {
  const rows = db.all<{ id: number }>(sql`
    SELECT DISTINCT c.item_id AS id FROM sweep_conflict c JOIN sweep_item i ON i.id = c.item_id
    WHERE i.sweep_id = ${sweepId} AND c.settled_version IS NULL ORDER BY 1`);
  return rows.map(({ id }) => id);
}
