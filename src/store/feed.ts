import { eq } from "drizzle-orm";
import type { Db } from "./open.js";
import { feed, source, subject } from "./schema.js";

export type FeedRow = typeof feed.$inferSelect;
export type FeedStanding = FeedRow & { readonly key: string };

/** How a feed stands; null before it was first asked. */
export function feedRow(db: Db, subjectId: number): FeedRow | null {
  return db.select().from(feed).where(eq(feed.subjectId, subjectId)).get() ?? null;
}

/** Writes down how a feed stands now. Safe to call twice. */
export function keepFeed(db: Db, row: FeedRow): void {
  db.insert(feed).values(row).onConflictDoUpdate({ target: feed.subjectId, set: row }).run();
}

/** The feeds of a source that have been asked, by id. */
export function feedsOfSource(db: Db, sourceKey: string): readonly FeedStanding[] {
  return db
    .select({ feed, key: subject.key })
    .from(feed)
    .innerJoin(subject, eq(subject.id, feed.subjectId))
    .innerJoin(source, eq(source.id, feed.sourceId))
    .where(eq(source.key, sourceKey))
    .orderBy(subject.key)
    .all()
    .map(({ feed: row, key }) => ({ ...row, key: key ?? "" }));
}
