import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Json } from "../domain/digest.js";
import type { OrgNumber } from "../domain/org-number.js";
import type { Db } from "./open.js";
import { check, report, source, supplier } from "./schema.js";

export interface OpenCheck {
  readonly subjectId: number;
  readonly orgNumber: OrgNumber;
}

/** Suppliers that a run has still to ask a source about, in the order of their numbers. */
export function openSuppliers(db: Db, runId: number, sourceId: number): readonly OpenCheck[] {
  return db
    .select({ subjectId: check.subjectId, orgNumber: supplier.orgNumber })
    .from(check)
    .innerJoin(supplier, eq(supplier.id, check.subjectId))
    .where(and(eq(check.runId, runId), eq(check.sourceId, sourceId), isNull(check.outcome)))
    .orderBy(supplier.orgNumber)
    .all()
    .map((row) => ({ ...row, orgNumber: row.orgNumber as OrgNumber }));
}

/** Suppliers that have left the register. */
export function formerSuppliers(db: Db): readonly OrgNumber[] {
  const left = db.select({ orgNumber: supplier.orgNumber }).from(supplier).where(isNotNull(supplier.removedAt)).all();
  return left.map(({ orgNumber }) => orgNumber as OrgNumber);
}

/** What the last triage of a source wanted remembered. */
export function triageBookmark(db: Db, sourceId: number): Json | null {
  return db.select({ triage: source.triage }).from(source).where(eq(source.id, sourceId)).get()?.triage ?? null;
}

export interface Told {
  readonly watched: readonly OrgNumber[];
  readonly added: readonly OrgNumber[];
  readonly happened: readonly OrgNumber[];
  readonly bookmark: Json | null;
}

/** Writes down what a triage told: whom the source watches, and since when without a break; to whom something happened. */
export function noteTriage(db: Db, sourceId: number, { watched, added, happened, bookmark }: Told, now: Date): void {
  const at = now.getTime();
  const numbers = (list: readonly OrgNumber[]) => sql`(SELECT value FROM json_each(${JSON.stringify(list)}))`;
  db.run(sql`
    INSERT INTO report (source_id, subject_id) SELECT ${sourceId}, id FROM supplier
    WHERE org_number IN ${numbers([...watched, ...happened])} ON CONFLICT DO NOTHING`);
  const ids = (list: readonly OrgNumber[]) => sql`(SELECT id FROM supplier WHERE org_number IN ${numbers(list)})`;
  db.run(sql`
    UPDATE report SET watched_since = CASE
      WHEN subject_id NOT IN ${ids(watched)} THEN NULL
      WHEN subject_id IN ${ids(added)} THEN ${at} ELSE coalesce(watched_since, ${at}) END
    WHERE source_id = ${sourceId}`);
  db.run(sql`
    UPDATE report SET happened_at = coalesce(happened_at, ${at})
    WHERE source_id = ${sourceId} AND subject_id IN ${ids(happened)}`);
  if (bookmark !== null) db.update(source).set({ triage: bookmark }).where(eq(source.id, sourceId)).run();
}

export type ReportRow = typeof report.$inferSelect;

/** What is known of each supplier at the source, by subject. */
export function reportsOf(db: Db, sourceId: number): ReadonlyMap<number, ReportRow> {
  const rows = db.select().from(report).where(eq(report.sourceId, sourceId)).all();
  return new Map(rows.map((row) => [row.subjectId, row]));
}

/** A report came: what happened before it is known now. Prepared: made once, used for a whole run. */
export function reportNoter(
  db: Db,
): (key: { readonly sourceId: number; readonly subjectId: number }, complete: boolean, now: Date) => void {
  const came = {
    happenedAt: null,
    reportedAt: sql`${sql.placeholder("at")}`,
    complete: sql`${sql.placeholder("complete")}`,
  };
  const statement = db
    .insert(report)
    .values({ sourceId: sql.placeholder("sourceId"), subjectId: sql.placeholder("subjectId"), ...came })
    .onConflictDoUpdate({ target: [report.sourceId, report.subjectId], set: came })
    .prepare();
  return ({ sourceId, subjectId }, complete, now) =>
    void statement.run({ sourceId, subjectId, at: now.getTime(), complete: complete ? 1 : 0 });
}
