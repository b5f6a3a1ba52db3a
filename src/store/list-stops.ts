import { type SQL, sql } from "drizzle-orm";
import type { Severity } from "../domain/severity.js";
import type { AgreementForm } from "../domain/supplier.js";
import type { StopState } from "../domain/supplier-case.js";
import { evidenceIds } from "./list-alerts.js";
import type { Db } from "./open.js";

/** What a stop concerns: a supplier or one of its units, for a service, under one agreement. */
interface StopScope {
  readonly kind: "supplier" | "unit";
  /** IVO's id of the unit, else its name. */
  readonly unit: string | null;
  readonly service: string;
  readonly agreement: {
    readonly buyer: string;
    readonly owner: string;
    readonly form: AgreementForm;
    readonly number: string;
  };
}

/** A stop as the command line gives it. */
export interface StopItem {
  readonly id: number;
  readonly orgNumber: string;
  readonly name: string;
  readonly scope: StopScope;
  readonly state: StopState;
  readonly severity: Severity;
  readonly reason: string;
  readonly ground: string | null;
  readonly origin: string;
  /** Null when a person imposed it without an alert. */
  readonly rule: string | null;
  readonly alert: number | null;
  /** Digest of the policy it was started under. */
  readonly policy: string | null;
  readonly evidence: readonly number[];
  readonly startedAt: string;
  readonly startedBy: string;
  /** Null when no decision is waited for. */
  readonly confirmBy: string | null;
  readonly confirmRole: string | null;
  readonly version: number;
}

export interface StopFilter {
  /** Also those that are settled: lifted and rejected; and those of suppliers that have left the register. */
  readonly all: boolean;
  readonly state?: StopState | null;
  /** Only those that wait for somebody's decision. */
  readonly undecided?: boolean;
  /** Only those in force with every fact behind them gone. */
  readonly liftable?: boolean;
  readonly supplier: string | null;
  /** Only those under agreements of this owner. */
  readonly owner?: string | null;
  /** Only those that came into force at this time or later. */
  readonly since?: Date | null;
  /** Only those that one judgement began. */
  readonly judgement?: number | null;
}

const WAITING = ["held", "proposed", "provisional"];

/** Stops: the gravest first, then by organisation number. */
export function listStops(db: Db, filter: StopFilter): readonly StopItem[] {
  const { all, state = null, undecided = false, liftable = false, supplier, since = null, judgement = null } = filter;
  const { owner = null } = filter;
  const wanted = [
    all ? null : sql`p.removed_at IS NULL`,
    all || state !== null ? null : sql`s.state NOT IN ('lifted', 'rejected')`,
    state === null ? null : sql`s.state = ${state}`,
    undecided ? sql`s.state IN ('held', 'proposed', 'provisional')` : null,
    liftable ? sql`s.state IN ('provisional', 'confirmed') AND a.gone_at IS NOT NULL` : null,
    supplier === null ? null : sql`p.org_number = ${supplier}`,
    owner === null ? null : sql`g.owner = ${owner}`,
    judgement === null ? null : sql`s.judgement_id = ${judgement}`,
    since === null
      ? null
      : sql`s.id IN (SELECT stop_id FROM trail WHERE verb IN ('stop.started', 'stop.imposed') AND at >= ${since.getTime()})`,
  ];
  return readStops(
    db,
    wanted.filter((condition) => condition !== null),
  );
}

/** One stop; null when there is none. */
export function stopItem(db: Db, id: number): StopItem | null {
  return readStops(db, [sql`s.id = ${id}`])[0] ?? null;
}

/** Stops on the same finding that wait for the owner of another agreement. */
export function ownerStops(db: Db, { alert }: StopItem): readonly StopItem[] {
  return alert === null ? [] : readStops(db, [sql`s.alert_id = ${alert}`, sql`s.state = 'proposed'`]);
}

interface StopRow extends Omit<StopItem, "scope" | "evidence" | "startedAt" | "confirmBy"> {
  readonly unit: string | null;
  readonly service: string;
  readonly buyer: string;
  readonly owner: string;
  readonly form: AgreementForm;
  readonly number: string;
  readonly evidence: string;
  readonly startedAt: number;
  readonly confirmBy: number | null;
}

/** Stops that meet every condition, on the tables s (stop), a (alert, may be missing) and p (supplier). */
export function readStops(db: Db, conditions: readonly SQL[]): readonly StopItem[] {
  const where = sql.join([sql`1 = 1`, ...conditions], sql` AND `);
  return db
    .all<StopRow>(sql`
      SELECT s.id, p.org_number AS orgNumber, p.name, coalesce(u.ivo_id, u.name) AS unit, g.service, g.buyer, g.owner,
        g.form, g.number, s.state, s.severity, s.reason, s.ground, s.origin, a.rule, s.alert_id AS alert,
        y.sha256 AS policy, s.started_at AS startedAt, s.started_by AS startedBy, s.confirm_by AS confirmBy,
        s.confirm_role AS confirmRole, s.version,
        (SELECT json_group_array(e.evidence_id) FROM stop_evidence e WHERE e.stop_id = s.id) AS evidence
      FROM stop s JOIN agreement g ON g.id = s.agreement_id JOIN subject j ON j.id = s.subject_id
      JOIN supplier p ON p.id = coalesce(j.supplier_id, j.id) LEFT JOIN unit u ON u.id = j.id
      LEFT JOIN alert a ON a.id = s.alert_id LEFT JOIN policy y ON y.id = s.policy_id
      WHERE ${where}
      ORDER BY CASE s.severity WHEN 'critical' THEN 0 WHEN 'serious' THEN 1 WHEN 'notice' THEN 2 ELSE 3 END,
        p.org_number, s.id`)
    .map(itemOf);
}

function itemOf(row: StopRow): StopItem {
  const { unit, service, buyer, owner, form, number, evidence, startedAt, confirmBy, version, ...rest } = row;
  const waits = WAITING.includes(row.state) && confirmBy !== null;
  return {
    ...rest,
    scope: { kind: unit === null ? "supplier" : "unit", unit, service, agreement: { buyer, owner, form, number } },
    evidence: evidenceIds(evidence),
    startedAt: new Date(startedAt).toISOString(),
    confirmBy: waits ? new Date(confirmBy).toISOString() : null,
    confirmRole: waits ? row.confirmRole : null,
    version,
  };
}
