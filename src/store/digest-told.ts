import { sql } from "drizzle-orm";
import type { OrgNumber } from "../domain/org-number.js";
import type { Action, Severity } from "../domain/severity.js";
import type { AgreementForm } from "../domain/supplier.js";
import type { AlertState } from "../domain/supplier-case.js";
import type { Db } from "./open.js";

/** A notification of a group that no message has taken; of whichever version of the group it was written for. */
export interface Untaken {
  readonly trailSeq: number;
  readonly groupId: number;
}

export function untakenOf(db: Db, groupKey: string): readonly Untaken[] {
  return db.all<Untaken>(sql`
    SELECT n.trail_seq AS trailSeq, n.group_id AS groupId FROM notification n
    JOIN recipient_group g ON g.id = n.group_id
    WHERE n.message_id IS NULL AND g.key = ${groupKey} ORDER BY n.trail_seq, n.group_id`);
}

/** Whom something is about, in columns. */
export interface AboutRow {
  readonly supplierId: number;
  readonly orgNumber: OrgNumber;
  readonly name: string;
  readonly unit: string | null;
  readonly unitService: string | null;
}

/** One thing that happened to an alert and that the group has not been told; the alert as it stands now. */
export interface ToldAlert extends AboutRow {
  readonly seq: number;
  readonly verb: string;
  readonly at: number;
  /** What was found then; null when the detail has been erased. */
  readonly observedThen: string | null;
  readonly severityThen: Severity | null;
  /** What was found the time before; null when it is the first, or erased. */
  readonly severityBefore: Severity | null;
  /** An independent source said the same, for the first time. */
  readonly seconded: 0 | 1;
  readonly id: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly action: Action;
  readonly state: AlertState;
  readonly title: string;
  readonly because: string;
  readonly observed: string;
  readonly threshold: string | null;
  readonly openedAt: number;
}

/** News of alerts that a group has not been told, in the order they happened; not of who has left the register. */
export function toldAlerts(db: Db, groupKey: string, only: Only = null): readonly ToldAlert[] {
  return db.all<ToldAlert>(sql`
    SELECT t.seq, t.verb, t.at, d.detail ->> 'observed' AS observedThen, d.detail ->> 'severity' AS severityThen,
      CASE WHEN t.verb IN ('alert.raised', 'alert.reopened') THEN (
        SELECT e.detail ->> 'severity' FROM trail b JOIN trail_detail e ON e.seq = b.seq
        WHERE b.seq < t.seq AND b.alert_id = t.alert_id AND b.verb IN ('alert.opened', 'alert.raised', 'alert.reopened')
        ORDER BY b.seq DESC LIMIT 1) END AS severityBefore,
      EXISTS (SELECT 1 FROM json_each(d.detail, '$.news') WHERE value = 'second-source') AS seconded,
      a.id, a.rule, a.severity, a.action, a.state, a.title, a.because, a.observed, a.threshold, a.opened_at AS openedAt,
      p.id AS supplierId, p.org_number AS orgNumber, p.name, u.name AS unit, u.service AS unitService
    FROM ${untaken(groupKey, only)} JOIN alert a ON a.id = t.alert_id ${about(sql`a.subject_id`)}
    LEFT JOIN trail_detail d ON d.seq = t.seq
    WHERE t.verb LIKE 'alert.%' AND p.removed_at IS NULL ORDER BY t.seq`);
}

/** One thing that happened to a stop and that the group has not been told. */
export interface ToldStop extends AboutRow {
  readonly seq: number;
  readonly verb: string;
  readonly at: number;
  readonly stop: number;
  readonly form: AgreementForm;
  readonly service: string;
  readonly buyer: string;
  readonly by: string;
  /** Of the person who decided; null when nobody did. */
  readonly reason: string | null;
}

/** News of stops that a group has not been told, in the order they happened; not of who has left the register. */
export function toldStops(db: Db, groupKey: string, only: Only = null): readonly ToldStop[] {
  return db.all<ToldStop>(sql`
    SELECT t.seq, t.verb, t.at, s.id AS stop, g.form, g.service, g.buyer, t.actor AS by, e.reason,
      p.id AS supplierId, p.org_number AS orgNumber, p.name, u.name AS unit, u.service AS unitService
    FROM ${untaken(groupKey, only)} JOIN stop s ON s.id = t.stop_id JOIN agreement g ON g.id = s.agreement_id
    LEFT JOIN decision e ON e.trail_seq = t.seq AND e.stop_id = s.id ${about(sql`s.subject_id`)}
    WHERE t.verb LIKE 'stop.%' AND p.removed_at IS NULL ORDER BY t.seq`);
}

/** Whether the stop came into force by it: started by the machine, or imposed by a person. */
export function cameIntoForce({ verb }: ToldStop): boolean {
  return verb === "stop.started" || verb === "stop.imposed";
}

/** Anything that happened and that the group has not been told. */
export interface ToldEvent {
  readonly verb: string;
  readonly at: number;
  readonly actor: string;
  readonly incidentId: number | null;
}

/** All that a group has not been told, in the order it happened. */
export function toldEvents(db: Db, groupKey: string, only: Only = null): readonly ToldEvent[] {
  return db.all<ToldEvent>(sql`
    SELECT t.verb, t.at, t.actor, t.incident_id AS incidentId FROM ${untaken(groupKey, only)} ORDER BY t.seq`);
}

/** Of all that has not been told, only these links of the trail; null: all. */
type Only = readonly number[] | null;

/** The links of the trail that a group has not been told of. */
export function untaken(groupKey: string, only: Only = null) {
  const among = only === null ? sql`` : sql`AND n.trail_seq IN (SELECT value FROM json_each(${JSON.stringify(only)}))`;
  return sql`(SELECT DISTINCT n.trail_seq FROM notification n JOIN recipient_group g ON g.id = n.group_id
    WHERE n.message_id IS NULL AND g.key = ${groupKey} ${among}) w JOIN trail t ON t.seq = w.trail_seq`;
}

/** Supplier and unit of a subject. */
export function about(subjectId: ReturnType<typeof sql>) {
  return sql`JOIN subject j ON j.id = ${subjectId} JOIN supplier p ON p.id = coalesce(j.supplier_id, j.id)
    LEFT JOIN unit u ON u.id = j.id`;
}
