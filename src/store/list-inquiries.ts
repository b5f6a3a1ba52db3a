import { asc, eq, type SQL, sql } from "drizzle-orm";
import type { InquiryOutcome } from "../domain/inquiry.js";
import type { OrgNumber } from "../domain/org-number.js";
import type { Db } from "./open.js";
import { inquiryNote, inquiryStep } from "./schema.js";

/** An inquiry as the command line gives it. */
export interface InquiryItem {
  readonly id: number;
  readonly orgNumber: OrgNumber;
  readonly name: string;
  readonly state: "open" | "closed";
  readonly reason: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly handler: string | null;
  readonly dueDay: string;
  readonly outcome: InquiryOutcome | null;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly closingReason: string | null;
  readonly caseNumber: string | null;
  readonly delegation: string | null;
  readonly alerts: readonly number[];
  readonly version: number;
}

export interface InquiryFilter {
  /** Also those that are closed, and those of suppliers that have left the register. */
  readonly all: boolean;
  readonly supplier: string | null;
}

/** Inquiries, the one that is due first on top. */
export function listInquiries(db: Db, { all, supplier }: InquiryFilter): readonly InquiryItem[] {
  return readInquiries(db, [
    ...(all ? [] : [sql`i.outcome IS NULL`, sql`p.removed_at IS NULL`]),
    ...(supplier === null ? [] : [sql`p.org_number = ${supplier}`]),
  ]);
}

interface InquiryRow extends Omit<InquiryItem, "state" | "openedAt" | "closedAt" | "alerts"> {
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly alerts: string;
}

function readInquiries(db: Db, conditions: readonly SQL[]): readonly InquiryItem[] {
  return db
    .all<InquiryRow>(sql`
      SELECT i.id, p.org_number AS orgNumber, p.name, i.reason, i.opened_at AS openedAt, i.opened_by AS openedBy,
        i.handler, i.due_day AS dueDay, i.outcome, i.closed_at AS closedAt, i.closed_by AS closedBy,
        i.closing_reason AS closingReason, i.case_number AS caseNumber, i.delegation, i.version,
        (SELECT json_group_array(a.alert_id) FROM inquiry_alert a WHERE a.inquiry_id = i.id) AS alerts
      FROM inquiry i JOIN supplier p ON p.id = i.supplier_id
      WHERE ${sql.join([sql`1 = 1`, ...conditions], sql` AND `)} ORDER BY i.outcome IS NOT NULL, i.due_day, i.id`)
    .map(({ openedAt, closedAt, alerts, ...row }) => ({
      ...row,
      state: row.outcome === null ? "open" : "closed",
      openedAt: new Date(openedAt).toISOString(),
      closedAt: closedAt === null ? null : new Date(closedAt).toISOString(),
      alerts: JSON.parse(alerts) as readonly number[],
    }));
}

export type ShownInquiry = NonNullable<ReturnType<typeof showInquiry>>;

/** One inquiry with its checklist and what was written in it; null when there is none. */
export function showInquiry(db: Db, id: number) {
  const [item] = readInquiries(db, [sql`i.id = ${id}`]);
  if (item === undefined) return null;
  const steps = db
    .select()
    .from(inquiryStep)
    .where(eq(inquiryStep.inquiryId, id))
    .orderBy(asc(inquiryStep.place))
    .all();
  const notes = db.select().from(inquiryNote).where(eq(inquiryNote.inquiryId, id)).orderBy(asc(inquiryNote.id)).all();
  return {
    ...item,
    checklist: steps.map(({ step, done }) => ({ step, done: done === null ? null : done === 1 })),
    notes: notes.map(({ kind, step, done, text, byPerson, at }) => ({
      kind,
      step,
      done: done === null ? null : done === 1,
      text,
      by: byPerson,
      at: new Date(at).toISOString(),
    })),
  };
}
