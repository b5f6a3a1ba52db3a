import { sql } from "drizzle-orm";
import type { AgreementForm } from "../domain/supplier.js";
import type { StopState } from "../domain/supplier-case.js";
import type { Db } from "./open.js";

/** What happened to a stop, as another system is told of it: no reasons, no persons. */
export interface StopEvent {
  readonly seq: number;
  readonly verb: string;
  readonly at: number;
  readonly stop: number;
  /** As it is now; a later event may have been told meanwhile. */
  readonly state: StopState;
  readonly orgNumber: string;
  readonly name: string;
  readonly unit: string | null;
  readonly ivoId: string | null;
  readonly service: string;
  readonly buyer: string;
  readonly owner: string;
  readonly form: AgreementForm;
  readonly number: string;
}

const AT_A_TIME = 500;

/** What a group has not been told of stops, in the order it happened. */
export function untoldStopEvents(db: Db, groupKey: string): readonly StopEvent[] {
  return db.all<StopEvent>(sql`
    SELECT DISTINCT t.seq, t.verb, t.at, s.id AS stop, s.state, p.org_number AS orgNumber, p.name, u.name AS unit,
      u.ivo_id AS ivoId, g.service, g.buyer, g.owner, g.form, g.number
    FROM notification n JOIN recipient_group r ON r.id = n.group_id JOIN trail t ON t.seq = n.trail_seq
    JOIN stop s ON s.id = t.stop_id JOIN agreement g ON g.id = s.agreement_id JOIN subject j ON j.id = s.subject_id
    JOIN supplier p ON p.id = coalesce(j.supplier_id, j.id) LEFT JOIN unit u ON u.id = j.id
    WHERE n.urgency = 'now' AND n.at_once_id IS NULL AND r.key = ${groupKey} ORDER BY t.seq LIMIT ${AT_A_TIME}`);
}
