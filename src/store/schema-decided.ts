import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ENDED_HOW, GROUNDS, ORIGINS } from "../domain/ground.js";

/* What people decide and write down beside the machine's own findings. */

export const ending = sqliteTable("ending", {
  id: integer().primaryKey(),
  supplierId: integer().notNull(),
  agreementId: integer(),
  how: text({ enum: ENDED_HOW }),
  ground: text({ enum: GROUNDS }).notNull(),
  origin: text({ enum: ORIGINS }).notNull(),
  reason: text().notNull(),
  decidedBy: text().notNull(),
  byPerson: text().notNull(),
  caseNumber: text(),
  delegation: text(),
  day: text().notNull(),
  at: integer().notNull(),
  trailSeq: integer().notNull(),
});
