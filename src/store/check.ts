import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "./open.js";
import { check, source } from "./schema.js";

/** When the next open check of a run and source may be asked; null when none is open. Real clock. */
export function nextClaimAt(db: Db, runId: number, sourceId: number): number | null {
  const row = db
    .select({
      n: sql<number>`count(*)`,
      at: sql<number>`min(max(coalesce(${check.nextAt}, 0), coalesce(${check.leaseUntil}, 0)))`,
    })
    .from(check)
    .where(and(eq(check.runId, runId), eq(check.sourceId, sourceId), isNull(check.outcome)))
    .get();
  return row === undefined || row.n === 0 ? null : row.at;
}

/** Ends open checks that will not be asked, with the reason. */
export function skipChecks(
  db: Db,
  keys: readonly { readonly runId: number; readonly sourceId: number; readonly subjectId: number }[],
  reason: string,
  now: Date,
): void {
  const p = sql.placeholder;
  const statement = db
    .update(check)
    .set({ outcome: "skipped", reason, endedS: Math.floor(now.getTime() / 1000), nextAt: null, leaseUntil: null })
    .where(
      and(
        eq(check.runId, p("runId")),
        eq(check.sourceId, p("sourceId")),
        eq(check.subjectId, p("subjectId")),
        isNull(check.outcome),
      ),
    )
    .prepare();
  for (const key of keys) statement.run({ ...key });
}

/** Gives back what a dead process had taken on. Only for who holds the store's lease. */
export function releaseClaims(db: Db, runId: number): void {
  db.update(check)
    .set({ leaseUntil: null, nextAt: null })
    .where(and(eq(check.runId, runId), isNull(check.outcome)))
    .run();
}

/** Sources of a run with checks that have no outcome yet. */
export function openSources(db: Db, runId: number): readonly { readonly id: number; readonly key: string }[] {
  return db
    .selectDistinct({ id: source.id, key: source.key })
    .from(check)
    .innerJoin(source, eq(source.id, check.sourceId))
    .where(and(eq(check.runId, runId), isNull(check.outcome)))
    .orderBy(asc(source.id))
    .all();
}

/** Sources that had anything due in a run. */
export function sourcesOfRun(db: Db, runId: number): readonly { readonly id: number; readonly key: string }[] {
  return db
    .selectDistinct({ id: source.id, key: source.key })
    .from(check)
    .innerJoin(source, eq(source.id, check.sourceId))
    .where(eq(check.runId, runId))
    .orderBy(asc(source.id))
    .all();
}

export interface SourceTally {
  readonly planned: number;
  readonly done: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly skipped: number;
  readonly reasons: Readonly<Record<string, number>>;
}

/** What became of a run's checks, per source. planned = done + failed + skipped when the run is finished. */
export function tallyOf(db: Db, runId: number): Readonly<Record<string, SourceTally>> {
  const rows = db
    .select({
      key: source.key,
      outcome: check.outcome,
      reason: check.reason,
      n: sql<number>`count(*)`,
      unchanged: sql<number>`sum(${check.unchanged})`,
    })
    .from(check)
    .innerJoin(source, eq(source.id, check.sourceId))
    .where(eq(check.runId, runId))
    .groupBy(source.key, check.outcome, check.reason)
    .orderBy(source.key)
    .all();
  const tally: Record<string, SourceTally> = {};
  for (const row of rows) {
    const sum = tally[row.key] ?? { planned: 0, done: 0, unchanged: 0, failed: 0, skipped: 0, reasons: {} };
    tally[row.key] = {
      planned: sum.planned + row.n,
      done: sum.done + (row.outcome === "done" ? row.n : 0),
      unchanged: sum.unchanged + row.unchanged,
      failed: sum.failed + (row.outcome === "failed" ? row.n : 0),
      skipped: sum.skipped + (row.outcome === "skipped" ? row.n : 0),
      reasons:
        row.reason === null ? sum.reasons : { ...sum.reasons, [row.reason]: (sum.reasons[row.reason] ?? 0) + row.n },
    };
  }
  return tally;
}
