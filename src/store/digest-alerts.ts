import { sql } from "drizzle-orm";
import type { AgreementForm } from "../domain/supplier.js";
import type { StopState } from "../domain/supplier-case.js";
import { about } from "./digest-told.js";
import type { Db } from "./open.js";

/** What an alert rests on, as a reader can find it again. */
export interface AlertGrounds {
  /** The newest pieces of evidence, in order. */
  readonly evidence: readonly number[];
  /** The source that spoke last; null when no observation is behind it. */
  readonly source: string | null;
  /** Of the newest article; what a service answered has no address that a person can open. */
  readonly address: string | null;
}

const EVIDENCE_NAMED = 5;

interface GroundRow {
  readonly alertId: number;
  readonly source: string;
  readonly kind: string;
  readonly evidenceId: number | null;
  readonly address: string | null;
}

/** Evidence and source of these alerts; an alert that rests on other alerts alone is not among them. */
export function groundsOf(db: Db, alertIds: readonly number[]): ReadonlyMap<number, AlertGrounds> {
  const rows = db.all<GroundRow>(sql`
    SELECT ao.alert_id AS alertId, s.key AS source, f.kind, e.id AS evidenceId, e.address
    FROM alert_observation ao JOIN observation o ON o.id = ao.observation_id JOIN fact f ON f.id = o.fact_id
    JOIN source s ON s.id = f.source_id LEFT JOIN observation_evidence oe ON oe.observation_id = o.id
    LEFT JOIN evidence e ON e.id = oe.evidence_id
    WHERE ao.alert_id IN ${[...alertIds]} ORDER BY o.id DESC, e.id DESC`);
  const byAlert = new Map<number, GroundRow[]>();
  for (const row of rows) byAlert.set(row.alertId, [...(byAlert.get(row.alertId) ?? []), row]);
  return new Map([...byAlert].map(([id, own]) => [id, grounds(own)]));
}

function grounds(rows: readonly GroundRow[]): AlertGrounds {
  const ids = [...new Set(rows.flatMap(({ evidenceId }) => (evidenceId === null ? [] : [evidenceId])))];
  const article = rows.find(({ kind, address }) => kind === "media" && address !== null);
  return {
    evidence: ids.slice(0, EVIDENCE_NAMED).sort((a, b) => a - b),
    source: rows[0]?.source ?? null,
    address: article?.address ?? null,
  };
}

export interface StopOfTold {
  readonly alertId: number;
  readonly state: StopState;
  readonly form: AgreementForm;
  readonly service: string;
  readonly buyer: string;
  readonly owner: string;
}

/** The stops that these alerts have led to, whatever their state. */
export function stopsLedTo(db: Db, alertIds: readonly number[]): readonly StopOfTold[] {
  return db.all<StopOfTold>(sql`
    SELECT s.alert_id AS alertId, s.state, g.form, g.service, g.buyer, g.owner FROM stop s JOIN agreement g ON g.id = s.agreement_id
    WHERE s.alert_id IN ${[...alertIds]} ORDER BY s.id`);
}

/** Alerts that nobody has closed and that wait for the same: of one supplier, with one handler. */
export interface WaitingAlerts {
  readonly supplierId: number;
  readonly unitService: string | null;
  readonly assignee: string | null;
  /** 1: what gave them is gone. */
  readonly gone: 0 | 1;
  /** 1: opened before the time that was asked about. */
  readonly old: 0 | 1;
  readonly n: number;
  /** From when the one that has waited longest has waited. */
  readonly since: number;
  /** The first of the dates that somebody set. */
  readonly dueAt: number | null;
}

/** What waits for a person, of suppliers in the register; counted in the store, however many alerts there are. */
export function waitingAlerts(db: Db, oldBefore: Date): readonly WaitingAlerts[] {
  return db.all<WaitingAlerts>(sql`
    SELECT p.id AS supplierId, u.service AS unitService, a.assignee, a.gone_at IS NOT NULL AS gone,
      a.opened_at < ${oldBefore.getTime()} AS old, count(*) AS n, min(coalesce(a.gone_at, a.opened_at)) AS since,
      min(a.due_at) AS dueAt
    FROM alert a ${about(sql`a.subject_id`)}
    WHERE a.state IN ('open', 'acknowledged') AND a.action <> 'log' AND p.removed_at IS NULL
    GROUP BY 1, 2, 3, 4, 5 ORDER BY since, supplierId`);
}
