import { sql } from "drizzle-orm";
import { SILENCES } from "../domain/silence.js";
import type { Db } from "./open.js";

/** How a source stands: its newest run, what is open against it, when it last answered. */
export interface SourceStanding {
  /** Of the newest run in which it was asked; null when it never was. Failures by reason, the commonest first. */
  readonly newest: {
    readonly asked: number;
    readonly failed: number;
    /** Failed without being asked: the circuit broke before their turn. */
    readonly unasked: number;
    readonly reasons: Readonly<Record<string, number>>;
  } | null;
  /** What else is open against it: an assertion that does not hold, a feed that is down. */
  readonly open: readonly string[];
  /** Why it is blind, when it is. */
  readonly blind: string | null;
  readonly credentialsRefused: boolean;
  readonly lastSuccess: Date | null;
}

/** In one word; null: it answers as it should, or has not been asked. A company that a source does not know is no fault of it. */
export function troubleOf({
  credentialsRefused,
  blind,
  newest,
  open,
}: SourceStanding): "failing" | "blind" | "refused" | null {
  if (credentialsRefused || blind === "refused") return "refused";
  if (blind !== null) return "blind";
  if (open.length > 0) return "failing";
  return newest !== null && Object.keys(newest.reasons).some((reason) => reason !== "empty") ? "failing" : null;
}

export function standingOf(db: Db, source: string): SourceStanding {
  const known = db.get<{ id: number; refused: string | null }>(
    sql`SELECT id, refused_credentials AS refused FROM source WHERE key = ${source}`,
  );
  if (known === undefined) {
    return { newest: null, open: [], blind: null, credentialsRefused: false, lastSuccess: null };
  }
  const { id, refused } = known;
  const causes = db
    .all<{ cause: string }>(
      sql`SELECT cause FROM incident WHERE kind = 'source' AND source_id = ${id} AND closed_at IS NULL ORDER BY id`,
    )
    .map(({ cause }) => cause);
  const isSilence = (cause: string) => (SILENCES as readonly string[]).includes(cause);
  return {
    newest: newestRun(db, id),
    open: causes.filter((cause) => !isSilence(cause)),
    blind: causes.find(isSilence) ?? null,
    credentialsRefused: refused !== null,
    lastSuccess: lastSuccess(db, id),
  };
}

/** Backwards from the newest run until one is found; those that never hold a check, most of all runs, are passed over. */
const ASKING = sql`r.job NOT IN ('tell', 'watch', 'housekeeping', 'digest', 'judge')`;

function newestRun(db: Db, sourceId: number): SourceStanding["newest"] {
  const run = db.get<{ id: number | null }>(sql`
    SELECT r.id FROM run r WHERE ${ASKING} AND EXISTS (
      SELECT 1 FROM "check" c WHERE c.run_id = r.id AND c.source_id = ${sourceId} AND c.outcome IN ('done', 'failed'))
    ORDER BY r.id DESC LIMIT 1`);
  if (run === undefined || run.id === null) return null;
  const rows = db.all<{ outcome: string; reason: string | null; n: number; unasked: number }>(sql`
    SELECT outcome, reason, count(*) AS n, sum(attempts = 0 AND outcome = 'failed') AS unasked FROM "check"
    WHERE run_id = ${run.id} AND source_id = ${sourceId} AND outcome IN ('done', 'failed')
    GROUP BY outcome, reason ORDER BY n DESC, reason`);
  const failures = rows.filter(({ outcome }) => outcome === "failed");
  const sum = (of: typeof rows) => of.reduce((total, { n }) => total + n, 0);
  const reasons = Object.fromEntries(failures.map(({ reason, n }) => [reason ?? "", n]));
  const unasked = rows.reduce((total, row) => total + row.unasked, 0);
  return { asked: sum(rows), failed: sum(failures), unasked, reasons };
}

function lastSuccess(db: Db, sourceId: number): Date | null {
  const row = db.get<{ at: number | null }>(sql`
    SELECT max(c.ended_s) AS at FROM "check" c WHERE c.source_id = ${sourceId} AND c.outcome = 'done' AND c.run_id = (
      SELECT r.id FROM run r WHERE ${ASKING} AND EXISTS (
        SELECT 1 FROM "check" d WHERE d.run_id = r.id AND d.source_id = ${sourceId} AND d.outcome = 'done')
      ORDER BY r.id DESC LIMIT 1)`);
  return row === undefined || row.at === null ? null : new Date(row.at * 1000);
}
