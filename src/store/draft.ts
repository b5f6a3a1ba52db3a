import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Day } from "../domain/day.js";
import type { Audience } from "../domain/inquiry.js";
import type { OrgNumber } from "../domain/org-number.js";
import type { Db } from "./open.js";
import { draft } from "./schema.js";

export interface NewDraft {
  /** What it is about: the same word to the same recipient is written once. */
  readonly occasion: string;
  readonly supplierId: number;
  readonly about: { readonly stopId: number } | { readonly inquiryId: number } | { readonly sweepId: number };
  readonly audience: Audience;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly dueDay: Day;
}

/** Writes a draft for a person to send; null: it was written already. Safe to call twice. */
export function writeDraft(db: Db, { about, ...row }: NewDraft, now: Date): number | null {
  const written = db
    .insert(draft)
    .values({ ...row, ...about, state: "draft", draftedAt: now.getTime() })
    .onConflictDoNothing()
    .returning({ id: draft.id })
    .get();
  return written?.id ?? null;
}

/** How a draft was settled: sent on a day, or dropped for a reason. */
export type Settled =
  | { readonly state: "sent"; readonly sentOn: Day; readonly note: string | null }
  | { readonly state: "dropped"; readonly note: string };

/** False: it was settled already. */
export function settleDraft(db: Db, id: number, settled: Settled, by: string, now: Date): boolean {
  const row = { ...settled, settledBy: by, settledAt: now.getTime() };
  const open = and(eq(draft.id, id), eq(draft.state, "draft"));
  return db.update(draft).set(row).where(open).run().changes === 1;
}

/** A draft as the command line gives it. */
export interface DraftItem {
  readonly id: number;
  readonly orgNumber: OrgNumber;
  readonly name: string;
  readonly stop: number | null;
  readonly inquiry: number | null;
  readonly sweep: number | null;
  readonly audience: Audience;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly state: "draft" | "sent" | "dropped";
  readonly dueDay: Day;
  readonly sentOn: Day | null;
  readonly settledBy: string | null;
  readonly note: string | null;
}

/** Drafts, the one that is due first on top; only those that wait to be sent unless all are wanted. */
export function listDrafts(db: Db, filter: { readonly all: boolean }): readonly DraftItem[] {
  return readDrafts(db, filter.all ? sql`1 = 1` : sql`d.state = 'draft'`);
}

export function draftById(db: Db, id: number): DraftItem | null {
  return readDrafts(db, sql`d.id = ${id}`)[0] ?? null;
}

/** What was told to whom about a stop. */
export function draftsOfStop(db: Db, stopId: number): readonly DraftItem[] {
  return readDrafts(db, sql`d.stop_id = ${stopId}`);
}

/** What was written about a sweep, and not dropped. */
export function draftsOfSweep(db: Db, sweepId: number): readonly DraftItem[] {
  return readDrafts(db, sql`d.sweep_id = ${sweepId} AND d.state <> 'dropped'`);
}

/** How many letters each supplier has been written in a sweep, and how many of them wait to be sent. */
export function lettersToSuppliers(db: Db, sweepId: number) {
  const rows = db.all<{ supplierId: number; written: number; unsent: number }>(sql`
    SELECT supplier_id AS "supplierId", count(*) AS written, sum(state = 'draft') AS unsent
    FROM draft WHERE sweep_id = ${sweepId} AND audience = 'leverantören' GROUP BY supplier_id`);
  return new Map(rows.map(({ supplierId, ...letters }) => [supplierId, letters]));
}

function readDrafts(db: Db, condition: SQL): readonly DraftItem[] {
  return db.all<DraftItem>(sql`
    SELECT d.id, p.org_number AS orgNumber, p.name, d.stop_id AS stop, d.inquiry_id AS inquiry, d.sweep_id AS sweep, d.audience, d.recipient,
      d.subject, d.text, d.state, d.due_day AS dueDay, d.sent_on AS sentOn, d.settled_by AS settledBy, d.note
    FROM draft d JOIN supplier p ON p.id = d.supplier_id WHERE ${condition} ORDER BY d.due_day, d.id`);
}
