import { and, eq, inArray, sql } from "drizzle-orm";
import type { Day } from "../domain/day.js";
import { canonicalJson, sha256 } from "../domain/digest.js";
import type { Channel, Frozen, ItemCause, ItemContent, SweepKind, SweepScope } from "../domain/sweep.js";
import type { Db } from "./open.js";
import { sweep, sweepItem, sweepItemVersion } from "./schema.js";

export type Sweep = typeof sweep.$inferSelect;

export interface NewItem {
  readonly supplierId: number;
  readonly subjectId: number;
  readonly channel: Channel;
  readonly frozen: Frozen;
  readonly handler: string | null;
}

export interface SweepOpening {
  readonly kind: SweepKind;
  readonly scope: SweepScope;
  readonly cause: string | null;
  readonly due: Day;
  readonly owner: string;
  readonly by: string;
  readonly items: readonly NewItem[];
}

/** The sweep of a kind and scope that is under way; null when there is none. */
export function sweepUnderWay(db: Db, kind: SweepKind, scope: SweepScope): Sweep | null {
  const same = and(eq(sweep.kind, kind), eq(sweep.scope, canonicalJson(scope)));
  const found = db
    .select()
    .from(sweep)
    .where(and(same, inArray(sweep.state, ["open", "paused"])))
    .get();
  return found ?? null;
}

/** Begins a sweep with its population frozen. One under way for each kind and scope: ask `sweepUnderWay` first. */
export function beginSweep(db: Db, { items, scope, by, ...opening }: SweepOpening, now: Date): Sweep {
  const begun = db
    .insert(sweep)
    .values({
      ...opening,
      scope: canonicalJson(scope),
      state: "open",
      population: items.length,
      populationSha256: populationDigest(items.map(({ frozen }) => frozen)),
      startedAt: now.getTime(),
      startedBy: by,
    })
    .returning()
    .get();
  const add = itemAdder(db);
  for (const item of items) add({ sweepId: begun.id, item, joinedAt: null, by, cause: "start" }, now);
  return begun;
}

/** Adds those who came while a sweep was under way. Gives the numbers of their items. */
export function joinSweep(db: Db, sweepId: number, items: readonly NewItem[], now: Date): readonly number[] {
  const add = itemAdder(db);
  return items.map((item) => add({ sweepId, item, joinedAt: now.getTime(), by: "basvakt", cause: "join" }, now));
}

/** The digest of a population: the same people in any order give the same. */
export function populationDigest(population: readonly Frozen[]): string {
  return sha256(population.map(canonicalJson).sort().join("\n"));
}

interface Addition {
  readonly sweepId: number;
  readonly item: NewItem;
  readonly joinedAt: number | null;
  readonly by: string;
  readonly cause: ItemCause;
}

/** Adds items with their first version. Its statements are prepared once: a population is large. */
function itemAdder(db: Db): (addition: Addition, now: Date) => number {
  const p = sql.placeholder;
  const addItem = db
    .insert(sweepItem)
    .values({
      sweepId: p("sweepId"),
      supplierId: p("supplierId"),
      subjectId: p("subjectId"),
      channel: sql`${p("channel")}`,
      joinedAt: sql`${p("joinedAt")}`,
      frozen: sql`${p("frozen")}`,
    })
    .returning({ id: sweepItem.id })
    .prepare();
  const addVersion = versionAdder(db);
  return ({ sweepId, item, joinedAt, by, cause }, now) => {
    const { supplierId, subjectId, channel, frozen, handler } = item;
    const row = { sweepId, supplierId, subjectId, channel, joinedAt, frozen: JSON.stringify(frozen) };
    const { id: itemId } = addItem.get(row);
    addVersion(
      { itemId, version: 1, state: "waiting", handler, reason: null, fields: {}, cause, by, runId: null },
      now,
    );
    return itemId;
  };
}

interface NewVersion extends ItemContent {
  readonly itemId: number;
  readonly version: number;
  readonly cause: ItemCause;
  readonly by: string;
  readonly runId: number | null;
}

/** Writes versions of items, with its statement prepared once. Their items must point at them: `versionWriter` sees to it. */
export function versionAdder(db: Db): (version: NewVersion, now: Date) => void {
  const p = sql.placeholder;
  const given = (name: string) => sql`${p(name)}`;
  const add = db
    .insert(sweepItemVersion)
    .values({
      itemId: p("itemId"),
      version: p("version"),
      state: given("state"),
      handler: given("handler"),
      reason: given("reason"),
      fields: given("fields"),
      cause: given("cause"),
      byPerson: p("by"),
      at: p("at"),
      runId: given("runId"),
    })
    .prepare();
  return (version, now) => {
    add.run({ ...version, fields: canonicalJson(version.fields), at: now.getTime() });
  };
}

/** A sweep; null when there is none. */
export function sweepById(db: Db, id: number): Sweep | null {
  return db.select().from(sweep).where(eq(sweep.id, id)).get() ?? null;
}

export type SweepChange = Partial<
  Pick<Sweep, "state" | "endedAt" | "endedBy" | "endedReason" | "countersignedAt" | "countersignedBy">
>;

/** Changes a sweep, provided it is as it was read. False: somebody was faster. */
export function changeSweep(db: Db, known: Pick<Sweep, "id" | "version">, change: SweepChange): boolean {
  const same = and(eq(sweep.id, known.id), eq(sweep.version, known.version));
  const row = { ...change, version: known.version + 1 };
  return db.update(sweep).set(row).where(same).run().changes === 1;
}
