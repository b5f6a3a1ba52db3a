import { sql } from "drizzle-orm";
import type { Db } from "./open.js";

/** How many of each wait or hold just now. */
export function standingFigures(db: Db) {
  return {
    incidents: countBy(db, "SELECT kind AS word, count(*) AS n FROM incident WHERE closed_at IS NULL GROUP BY kind"),
    stops: countBy(
      db,
      "SELECT state AS word, count(*) AS n FROM stop WHERE state NOT IN ('lifted', 'rejected') GROUP BY state",
    ),
    alerts: count(db, "SELECT count(*) AS n FROM alert WHERE state = 'open' AND action <> 'log'"),
    undelivered: count(db, "SELECT count(*) AS n FROM delivery WHERE state IN ('due', 'sending')"),
  };
}

function countBy(db: Db, query: string): Readonly<Record<string, number>> {
  const rows = db.all<{ word: string; n: number }>(sql.raw(query));
  return Object.fromEntries(rows.map(({ word, n }) => [word, n]));
}

function count(db: Db, query: string): number {
  return db.get<{ n: number }>(sql.raw(query))?.n ?? 0;
}
