import { eq, isNull, sql } from "drizzle-orm";
import type { ComplaintClosing, ComplaintKind } from "../domain/complaint.js";
import type { Day } from "../domain/day.js";
import { canonicalJson, sha256 } from "../domain/digest.js";
import type { OrgNumber } from "../domain/org-number.js";
import type { Db } from "./open.js";
import { complaint } from "./schema.js";

export interface NewComplaint {
  readonly subjectId: number;
  readonly supplierId: number;
  readonly kind: ComplaintKind;
  readonly serious: boolean;
  readonly text: string;
  readonly receivedOn: Day;
  readonly reporterRole: string | null;
  readonly reporterOrganisation: string | null;
  readonly receivedBy: string | null;
}

/** Registers a complaint. Null: the very same is registered already. */
export function registerComplaint(db: Db, told: NewComplaint, by: string, now: Date): number | null {
  const digest = sha256(canonicalJson(told));
  const row = db
    .insert(complaint)
    .values({ ...told, serious: told.serious ? 1 : 0, digest, registeredBy: by, registeredAt: now.getTime() })
    .onConflictDoNothing()
    .returning({ id: complaint.id })
    .get();
  return row?.id ?? null;
}

export type Complaint = typeof complaint.$inferSelect;

export function complaintById(db: Db, id: number): Complaint | null {
  return db.select().from(complaint).where(eq(complaint.id, id)).get() ?? null;
}

interface Closing {
  readonly closing: ComplaintClosing;
  readonly reason: string;
  readonly by: string;
}

/** False: it was closed already. */
export function closeComplaint(db: Db, id: number, { closing, reason, by }: Closing, now: Date): boolean {
  const open = sql`${eq(complaint.id, id)} AND ${isNull(complaint.closing)}`;
  const ended = { closing, closingReason: reason, closedBy: by, closedAt: now.getTime() };
  return db.update(complaint).set(ended).where(open).run().changes === 1;
}

/** A complaint as the command line gives it. */
export interface ComplaintItem {
  readonly id: number;
  readonly orgNumber: OrgNumber;
  readonly name: string;
  readonly unit: string | null;
  readonly kind: ComplaintKind;
  readonly serious: boolean;
  readonly text: string;
  readonly receivedOn: Day;
  readonly reporterRole: string | null;
  readonly reporterOrganisation: string | null;
  readonly receivedBy: string | null;
  readonly registeredBy: string;
  readonly closing: ComplaintClosing | null;
  readonly closingReason: string | null;
}

export interface ComplaintFilter {
  /** Also those that are closed. */
  readonly all: boolean;
  readonly supplier: string | null;
}

/** Complaints, the newest first. */
export function listComplaints(db: Db, { all, supplier }: ComplaintFilter): readonly ComplaintItem[] {
  const wanted = [
    sql`1 = 1`,
    ...(all ? [] : [sql`c.closing IS NULL`]),
    ...(supplier === null ? [] : [sql`p.org_number = ${supplier}`]),
  ];
  return db
    .all<Omit<ComplaintItem, "serious"> & { serious: number }>(sql`
      SELECT c.id, p.org_number AS orgNumber, p.name, coalesce(u.ivo_id, u.name) AS unit, c.kind, c.serious, c.text,
        c.received_on AS receivedOn, c.reporter_role AS reporterRole, c.reporter_organisation AS reporterOrganisation,
        c.received_by AS receivedBy, c.registered_by AS registeredBy, c.closing, c.closing_reason AS closingReason
      FROM complaint c JOIN supplier p ON p.id = c.supplier_id LEFT JOIN unit u ON u.id = c.subject_id
      WHERE ${sql.join(wanted, sql` AND `)} ORDER BY c.received_on DESC, c.id DESC`)
    .map((row) => ({ ...row, serious: row.serious === 1 }));
}
