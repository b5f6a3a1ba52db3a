import { and, asc, desc, eq, gte, inArray, isNull, ne } from "drizzle-orm";
import type { FeedItem } from "../domain/observation.js";
import type { OrgNumber } from "../domain/org-number.js";
import { bySupplier } from "./by-supplier.js";
import type { Db } from "./open.js";
import { agreement, item, subject, supplier, supplierName, unit } from "./schema.js";

export type StoredItem = typeof item.$inferSelect & { readonly feed: string };

/** Keeps an entry of a feed; null when its address is known already. A new story has its own row's id as cluster. */
export function addItem(db: Db, feedId: number, entry: FeedItem, clusterId: number | null, now: Date): number | null {
  const { address, title, summary, publishedAt } = entry;
  const row = {
    feedId,
    address,
    title,
    summary,
    publishedAt: publishedAt?.getTime() ?? null,
    seenAt: now.getTime(),
    clusterId: clusterId ?? 0,
  };
  const added = db.insert(item).values(row).onConflictDoNothing().returning({ id: item.id }).get();
  if (added === undefined) return null;
  if (clusterId === null) db.update(item).set({ clusterId: added.id }).where(eq(item.id, added.id)).run();
  return added.id;
}

/** Whether an entry with this address is kept already: most of what a feed brings is. */
export function isKnownItem(db: Db, address: string): boolean {
  return db.select({ id: item.id }).from(item).where(eq(item.address, address)).get() !== undefined;
}

/** Entries seen since an instant, newest first. */
export function recentItems(db: Db, since: Date, limit: number) {
  return db.select().from(item).where(gte(item.seenAt, since.getTime())).orderBy(desc(item.id)).limit(limit).all();
}

/** Stories lately seen that were last searched for other names, with the feed that told them first; the oldest first. */
export function storiesToMatch(
  db: Db,
  names: string,
  since: Date,
  limit: number,
): readonly { readonly clusterId: number; readonly feedId: number }[] {
  const stories = db
    .selectDistinct({ clusterId: item.clusterId })
    .from(item)
    .where(and(gte(item.seenAt, since.getTime()), ne(item.names, names)))
    .orderBy(asc(item.clusterId))
    .limit(limit);
  return db
    .select({ clusterId: item.id, feedId: item.feedId })
    .from(item)
    .where(inArray(item.id, stories))
    .orderBy(asc(item.id))
    .all();
}

/** Remembers which names a story has been searched for. */
export function keepNames(db: Db, clusterId: number, names: string): void {
  db.update(item).set({ names }).where(eq(item.clusterId, clusterId)).run();
}

/** All entries of a story, the first one first. */
export function itemsOfStory(db: Db, clusterId: number): readonly StoredItem[] {
  return db
    .select({ item, feed: subject.key })
    .from(item)
    .innerJoin(subject, eq(subject.id, item.feedId))
    .where(eq(item.clusterId, clusterId))
    .orderBy(asc(item.id))
    .all()
    .map(({ item: row, feed }) => ({ ...row, feed: feed ?? "" }));
}

export function clusterOf(db: Db, itemId: number): number {
  return db.select({ clusterId: item.clusterId }).from(item).where(eq(item.id, itemId)).get()?.clusterId ?? itemId;
}

/** The register as the matcher reads it: names, places, services and units of every supplier. */
export function namesInRegister(db: Db) {
  const rows = db.select().from(supplier).where(isNull(supplier.removedAt)).orderBy(asc(supplier.orgNumber)).all();
  const names = bySupplier(db.select().from(supplierName).where(ne(supplierName.use, "legal")).all());
  const units = bySupplier(db.select().from(unit).where(isNull(unit.recordedTo)).all());
  const agreements = bySupplier(db.select().from(agreement).where(isNull(agreement.recordedTo)).all());
  return rows.map((row) => {
    const own = names.get(row.id) ?? [];
    const aliases = own.filter(({ use }) => use === "alias");
    return {
      orgNumber: row.orgNumber as OrgNumber,
      name: row.name,
      aliases: aliases.filter(({ place }) => place === "").map(({ form }) => form),
      bound: aliases.filter(({ place }) => place !== "").map(({ form, place }) => ({ form, place })),
      forbidden: own.filter(({ use }) => use === "forbidden").map(({ form }) => form),
      places: row.places,
      services: [...new Set((agreements.get(row.id) ?? []).map(({ service }) => service))],
      units: (units.get(row.id) ?? []).map(({ name, municipality }) => ({ name, municipality })),
    };
  });
}
