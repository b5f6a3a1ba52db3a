import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** That people have asked a source about a supplier: what has not been answered since still waits. */
export const request = sqliteTable(
  "request",
  {
    sourceId: integer().notNull(),
    supplierId: integer().notNull(),
    day: text().notNull(),
    byPerson: text().notNull(),
    trailSeq: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.supplierId, t.day] })],
);
