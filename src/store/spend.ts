import { and, eq, sql } from "drizzle-orm";
import type { Day } from "../domain/day.js";
import type { Db } from "./open.js";
import { spend } from "./schema.js";

export interface SpendKey {
  readonly runId: number;
  readonly sourceId: number;
  readonly subjectId: number;
}

/** Sets one unit aside for each before it is asked for: what a crash leaves is a known debt (law 4). */
export function reserve(db: Db, keys: readonly SpendKey[], day: Day): void {
  const insert = db
    .insert(spend)
    .values({
      runId: sql.placeholder("runId"),
      sourceId: sql.placeholder("sourceId"),
      subjectId: sql.placeholder("subjectId"),
      day,
      amount: 1,
      state: "reserved",
    })
    .onConflictDoUpdate({
      target: [spend.runId, spend.sourceId, spend.subjectId],
      set: { amount: sql`${spend.amount} + 1`, state: "reserved" },
    })
    .prepare();
  for (const key of keys) insert.run({ ...key });
}

/** What asking came to: the unit set aside is spent or given back; with `again`, one stays aside for the next attempt. */
export type Settler = (key: SpendKey, cost: number, again: boolean) => void;

/** A settler with its statement prepared: made once, used for a whole run, inside the store's transactions. */
export function settler(db: Db): Settler {
  const given = (name: string) => sql`${sql.placeholder(name)}`;
  const left = sql`${spend.amount} + ${given("cost")} - ${given("taken")}`;
  const statement = db
    .update(spend)
    .set({
      amount: left,
      state: sql`CASE WHEN ${given("taken")} = 0 THEN 'reserved' WHEN ${left} > 0 THEN 'spent' ELSE 'returned' END`,
    })
    .where(
      and(
        eq(spend.runId, given("runId")),
        eq(spend.sourceId, given("sourceId")),
        eq(spend.subjectId, given("subjectId")),
        eq(spend.state, "reserved"),
      ),
    )
    .prepare();
  return (key, cost, again) => void statement.run({ ...key, cost, taken: again ? 0 : 1 });
}

/** Gives back what is set aside in a run and has not been asked for. Safe to call twice. */
export function giveBack(db: Db, runId: number, sourceId: number): void {
  db.run(sql`
    UPDATE spend SET amount = amount - 1, state = CASE WHEN amount > 1 THEN 'spent' ELSE 'returned' END
    WHERE run_id = ${runId} AND source_id = ${sourceId} AND state = 'reserved'`);
}

/** A process died while it asked: what was under way may have been bought, and will be asked for once more. */
export function countLost(db: Db, runId: number): void {
  db.run(sql`
    UPDATE spend SET amount = amount + 1 WHERE run_id = ${runId} AND state = 'reserved' AND EXISTS (
      SELECT 1 FROM "check" c WHERE c.run_id = spend.run_id AND c.source_id = spend.source_id
        AND c.subject_id = spend.subject_id AND c.outcome IS NULL AND c.lease_until IS NOT NULL)`);
}

export interface Spent {
  readonly today: number;
  readonly month: number;
  readonly total: number;
}

/** What a source has cost, what is set aside included. */
export function spentOn(db: Db, source: string, day: Day): Spent {
  const row = db.get<Spent>(sql`
    SELECT coalesce(sum(amount) FILTER (WHERE day = ${day}), 0) AS today,
      coalesce(sum(amount) FILTER (WHERE substr(day, 1, 7) = ${day.slice(0, 7)}), 0) AS month,
      coalesce(sum(amount), 0) AS total FROM spend WHERE source_id = (SELECT id FROM source WHERE key = ${source})`);
  return row ?? { today: 0, month: 0, total: 0 };
}
