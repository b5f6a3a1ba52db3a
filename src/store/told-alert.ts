import { sql } from "drizzle-orm";
import type { Action, Severity } from "../domain/severity.js";
import type { AlertState } from "../domain/supplier-case.js";
import { type AboutRow, about, type Only, untaken } from "./digest-told.js";
import type { Db } from "./open.js";

/** One thing that happened to an alert and that the group has not been told: enough to give it its place, however many. */
export interface ToldAlert {
  readonly seq: number;
  readonly verb: string;
  readonly at: number;
  readonly id: number;
  readonly severity: Severity;
  readonly orgNumber: string;
  /** 0: it ended, and nobody was ever told that it began (R40). */
  readonly known: 0 | 1;
}

/** News of alerts that a group has not been told, in the order they happened; not of who has left the register. */
export function toldAlerts(db: Db, groupKey: string, only: Only = null): readonly ToldAlert[] {
  return db.all<ToldAlert>(sql`
    SELECT t.seq, t.verb, t.at, a.id, a.severity, p.org_number AS orgNumber,
      CASE WHEN t.verb <> 'alert.resolved' THEN 1 ELSE EXISTS (
        SELECT 1 FROM trail b JOIN notification n ON n.trail_seq = b.seq JOIN recipient_group g ON g.id = n.group_id
        WHERE b.alert_id = t.alert_id AND b.verb IN ('alert.opened', 'alert.raised', 'alert.reopened')
          AND g.key = ${groupKey} AND (n.message_id IS NULL OR EXISTS (
            SELECT 1 FROM delivery d WHERE d.message_id = n.message_id AND d.state NOT IN ('rejected', 'dead')))) END AS known
    FROM ${untaken(groupKey, only)} JOIN alert a ON a.id = t.alert_id ${about(sql`a.subject_id`)}
    WHERE t.verb LIKE 'alert.%' AND p.removed_at IS NULL ORDER BY t.seq`);
}

/** An alert as it stands now, with all that a reader is shown of it. */
export interface AlertDetail extends AboutRow {
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

export function alertDetails(db: Db, ids: readonly number[]): ReadonlyMap<number, AlertDetail> {
  const rows = db.all<AlertDetail>(sql`
    SELECT a.id, a.rule, a.severity, a.action, a.state, a.title, a.because, a.observed, a.threshold,
      a.opened_at AS openedAt, p.id AS supplierId, p.org_number AS orgNumber, p.name, u.name AS unit,
      u.service AS unitService
    FROM alert a ${about(sql`a.subject_id`)} WHERE a.id IN ${[...ids]}`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What was new when an alert was opened, raised or opened again. */
export interface AlertNews {
  readonly seq: number;
  /** What was found then; null when the detail has been erased. */
  readonly observedThen: string | null;
  readonly severityThen: Severity | null;
  /** What was found the time before; null when it is the first, or erased. */
  readonly severityBefore: Severity | null;
  /** An independent source said the same, for the first time. */
  readonly seconded: 0 | 1;
}

export function alertNews(db: Db, seqs: readonly number[]): ReadonlyMap<number, AlertNews> {
  const rows = db.all<AlertNews>(sql`
    SELECT t.seq, d.detail ->> 'observed' AS observedThen, d.detail ->> 'severity' AS severityThen,
      CASE WHEN t.verb IN ('alert.raised', 'alert.reopened') THEN (
        SELECT e.detail ->> 'severity' FROM trail b JOIN trail_detail e ON e.seq = b.seq
        WHERE b.seq < t.seq AND b.alert_id = t.alert_id AND b.verb IN ('alert.opened', 'alert.raised', 'alert.reopened')
        ORDER BY b.seq DESC LIMIT 1) END AS severityBefore,
      EXISTS (SELECT 1 FROM json_each(d.detail, '$.news') WHERE value = 'second-source') AS seconded
    FROM trail t LEFT JOIN trail_detail d ON d.seq = t.seq
    WHERE t.seq IN (SELECT value FROM json_each(${JSON.stringify(seqs)}))`);
  return new Map(rows.map((row) => [row.seq, row]));
}
