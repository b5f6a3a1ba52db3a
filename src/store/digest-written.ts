import { sql } from "drizzle-orm";
import type { Db } from "./open.js";

/** An inquiry under way or a draft to send: whose it is, since when, and by which day. */
export interface WaitingWritten {
  readonly supplierId: number;
  /** Null: nobody has taken it on. */
  readonly who: string | null;
  readonly since: number;
  readonly dueDay: string;
}

export function waitingWritten(db: Db): {
  readonly inquiries: readonly WaitingWritten[];
  readonly drafts: readonly WaitingWritten[];
} {
  return {
    inquiries: db.all<WaitingWritten>(sql`
      SELECT i.supplier_id AS supplierId, i.handler AS who, i.opened_at AS since, i.due_day AS dueDay FROM inquiry i
      JOIN supplier p ON p.id = i.supplier_id WHERE i.outcome IS NULL AND p.removed_at IS NULL ORDER BY i.id`),
    drafts: db.all<WaitingWritten>(sql`
      SELECT d.supplier_id AS supplierId, NULL AS who, d.drafted_at AS since, d.due_day AS dueDay FROM draft d
      WHERE d.state = 'draft' ORDER BY d.id`),
  };
}
