import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Json } from "../domain/digest.js";
import type { RunScope } from "./schema.js";

/** What somebody has asked a working daemon to run. */
export const runRequest = sqliteTable("run_request", {
  id: integer().primaryKey(),
  job: text().notNull(),
  scope: text({ mode: "json" }).$type<RunScope>().notNull(),
  byPerson: text().notNull(),
  requestedAt: integer().notNull(),
  beganAt: integer(),
  told: text({ mode: "json" }).$type<Json>(),
  fault: text(),
  endedAt: integer(),
});

/** Checks whose rows have been retired, counted by the day they were planned. */
export const coverageDay = sqliteTable(
  "coverage_day",
  {
    day: text().notNull(),
    sourceId: integer().notNull(),
    outcome: text({ enum: ["done", "failed", "skipped"] }).notNull(),
    reason: text().notNull(),
    n: integer().notNull(),
    unchanged: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.sourceId, t.outcome, t.reason] })],
);

/** Runs whose rows have been retired, counted by the day they were planned. */
export const slotDay = sqliteTable(
  "slot_day",
  {
    day: text().notNull(),
    job: text().notNull(),
    outcome: text({ enum: ["done", "partly", "failed", "missed", "skipped"] }).notNull(),
    reason: text().notNull(),
    n: integer().notNull(),
    /** How many checks the missed ones held. */
    checks: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.job, t.outcome, t.reason] })],
);
