import { sql } from "drizzle-orm";
import type { OrgNumber } from "../domain/org-number.js";
import type { AgreementForm } from "../domain/supplier.js";
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

/** How many those are: with the trail where it was, the same number means the same ones. */
export function countUntaken(db: Db, groupKey: string): number {
  const row = db.get<{ n: number }>(sql`
    SELECT count(*) AS n FROM notification n JOIN recipient_group g ON g.id = n.group_id
    WHERE n.message_id IS NULL AND g.key = ${groupKey}`);
  return row.n;
}

/** Whom something is about, in columns. */
export interface AboutRow {
  readonly supplierId: number;
  readonly orgNumber: OrgNumber;
  readonly name: string;
  readonly unit: string | null;
  readonly unitService: string | null;
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
export type Only = readonly number[] | null;

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
