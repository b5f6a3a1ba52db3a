import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Day } from "../domain/day.js";
import { CHANNELS, type Frozen, ITEM_CAUSES, ITEM_STATES, SWEEP_KINDS, SWEEP_STATES } from "../domain/sweep.js";
import { REMINDERS } from "../domain/sweep-reminder.js";

export const sweep = sqliteTable("sweep", {
  id: integer().primaryKey(),
  kind: text({ enum: SWEEP_KINDS }).notNull(),
  scope: text().notNull(),
  cause: text(),
  state: text({ enum: SWEEP_STATES }).notNull(),
  due: text().notNull(),
  owner: text().notNull(),
  population: integer().notNull(),
  populationSha256: text().notNull(),
  startedAt: integer().notNull(),
  startedBy: text().notNull(),
  endedAt: integer(),
  endedBy: text(),
  endedReason: text(),
  countersignedAt: integer(),
  countersignedBy: text(),
  version: integer().notNull().default(1),
});

export const sweepItem = sqliteTable("sweep_item", {
  id: integer().primaryKey(),
  sweepId: integer().notNull(),
  supplierId: integer().notNull(),
  subjectId: integer().notNull(),
  channel: text({ enum: CHANNELS }).notNull(),
  joinedAt: integer(),
  frozen: text({ mode: "json" }).$type<Frozen>().notNull(),
  version: integer().notNull().default(1),
});

export const sweepItemVersion = sqliteTable(
  "sweep_item_version",
  {
    itemId: integer().notNull(),
    version: integer().notNull(),
    state: text({ enum: ITEM_STATES }).notNull(),
    handler: text(),
    reason: text(),
    fields: text({ mode: "json" }).$type<Readonly<Record<string, string>>>().notNull(),
    cause: text({ enum: ITEM_CAUSES }).notNull(),
    byPerson: text().notNull(),
    at: integer().notNull(),
    runId: integer(),
  },
  (t) => [primaryKey({ columns: [t.itemId, t.version] })],
);

export const sweepConflict = sqliteTable("sweep_conflict", {
  id: integer().primaryKey(),
  itemId: integer().notNull(),
  version: integer().notNull(),
  handler: text(),
  reason: text(),
  fields: text({ mode: "json" }).$type<Readonly<Record<string, string>>>().notNull(),
  digest: text().notNull(),
  byPerson: text().notNull(),
  at: integer().notNull(),
  settledVersion: integer(),
});

export const sweepReminder = sqliteTable("sweep_reminder", {
  trailSeq: integer().primaryKey(),
  kind: text({ enum: SWEEP_KINDS }).notNull(),
  sweepId: integer(),
  reminder: text({ enum: REMINDERS }).notNull(),
  due: text().$type<Day>().notNull(),
});
