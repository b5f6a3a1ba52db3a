import { type SQL, sql } from "drizzle-orm";
import type { Severity } from "../domain/severity.js";
import type { AlertState } from "../domain/supplier-case.js";
import type { Db } from "./open.js";

/** An alert as the command line gives it. */
export interface AlertItem {
  readonly id: number;
  readonly orgNumber: string;
  /** IVO's id of the unit, else its name; null for the supplier as a whole. */
  readonly unit: string | null;
  readonly rule: string;
  readonly key: string;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly title: string;
  readonly because: string;
  readonly evidence: readonly number[];
  readonly openedAt: string;
  readonly lastSeenAt: string;
  readonly version: number;
}

export interface AlertFilter {
  /** Also those that are settled: resolved and dismissed; and those of suppliers that have left the register. */
  readonly all: boolean;
  readonly supplier: string | null;
  readonly severity?: Severity | null;
  readonly rule?: string | null;
  readonly state?: AlertState | null;
  readonly order?: AlertOrder;
  /** Null: all of them. */
  readonly page?: { readonly size: number; readonly skip: number } | null;
  /** Only those that somebody handles. */
  readonly assigned?: boolean;
  /** Only those that stand although what gave them is gone. */
  readonly gone?: boolean;
  /** Only those opened before then, whose cause stands and that nobody handles. */
  readonly unhandledBefore?: Date | null;
  /** Only those to which this has happened, at that time or later. */
  readonly happened?: { readonly what: AlertNews; readonly since: Date } | null;
}

/** How a list may be ordered; the gravest first is usual. */
export type AlertOrder = keyof typeof ORDERS;

const GRAVEST = sql.raw("CASE a.severity WHEN 'critical' THEN 0 WHEN 'serious' THEN 1 WHEN 'notice' THEN 2 ELSE 3 END");
const ORDERS = {
  severity: sql`${GRAVEST}, p.org_number, a.id`,
  opened: sql`a.opened_at DESC, a.id DESC`,
  seen: sql`a.last_seen_at DESC, a.id DESC`,
  supplier: sql`p.org_number, ${GRAVEST}, a.id`,
} as const;

export const ALERT_ORDERS = Object.keys(ORDERS) as readonly AlertOrder[];

/** What may have happened to an alert, by the verbs of the trail. */
export type AlertNews = keyof typeof NEWS;

const NEWS = {
  opened: ["alert.opened"],
  changed: ["alert.raised", "alert.reopened"],
  resolved: ["alert.resolved"],
} as const;

export const ALERT_NEWS = Object.keys(NEWS) as readonly AlertNews[];

/** Alerts with their supplier's name: the gravest first, then by organisation number. */
export function listAlerts(
  db: Db,
  filter: AlertFilter,
): readonly { readonly item: AlertItem; readonly name: string }[] {
  const { all, supplier, severity = null, rule = null, assigned = false, happened = null, state = null } = filter;
  const { gone = false, unhandledBefore = null } = filter;
  const wanted = [
    all ? null : sql`a.state NOT IN ('resolved', 'dismissed') AND p.removed_at IS NULL`,
    supplier === null ? null : sql`p.org_number = ${supplier}`,
    severity === null ? null : sql`a.severity = ${severity}`,
    rule === null ? null : sql`a.rule = ${rule}`,
    state === null ? null : sql`a.state = ${state}`,
    assigned ? sql`a.assignee IS NOT NULL` : null,
    gone ? sql`a.gone_at IS NOT NULL AND a.action <> 'log'` : null,
    unhandledBefore === null
      ? null
      : sql`a.opened_at < ${unhandledBefore.getTime()} AND a.assignee IS NULL AND a.gone_at IS NULL AND a.action <> 'log'`,
    happened === null
      ? null
      : sql`a.id IN (SELECT alert_id FROM trail WHERE verb IN ${[...NEWS[happened.what]]} AND at >= ${happened.since.getTime()})`,
  ];
  return readAlerts(
    db,
    wanted.filter((condition) => condition !== null),
    filter,
  );
}

interface AlertRow extends Omit<AlertItem, "evidence" | "openedAt" | "lastSeenAt"> {
  readonly name: string;
  readonly evidence: string;
  readonly openedAt: number;
  readonly lastSeenAt: number;
}

/** Alerts that meet every condition, on the tables a (alert) and p (supplier). */
export function readAlerts(
  db: Db,
  conditions: readonly SQL[],
  { order = "severity", page = null }: Pick<AlertFilter, "order" | "page"> = {},
) {
  const part = page === null ? sql`` : sql`LIMIT ${page.size} OFFSET ${page.skip}`;
  const where = sql.join([sql`1 = 1`, ...conditions], sql` AND `);
  const rows = db.all<AlertRow>(sql`
    SELECT a.id, p.org_number AS orgNumber, coalesce(u.ivo_id, u.name) AS unit, a.rule, a.event_key AS key, a.severity,
      a.state, a.title, a.because, a.opened_at AS openedAt, a.last_seen_at AS lastSeenAt, a.version, p.name,
      (SELECT json_group_array(DISTINCT oe.evidence_id) FROM alert_observation ao
        JOIN observation_evidence oe ON oe.observation_id = ao.observation_id WHERE ao.alert_id = a.id) AS evidence
    FROM alert a JOIN subject j ON j.id = a.subject_id JOIN supplier p ON p.id = coalesce(j.supplier_id, j.id)
    LEFT JOIN unit u ON u.id = j.id
    WHERE ${where}
    ORDER BY ${ORDERS[order]} ${part}`);
  return rows.map(({ name, ...row }) => ({ name, item: itemOf(row) }));
}

function itemOf(row: Omit<AlertRow, "name">): AlertItem {
  const { id, orgNumber, unit, rule, key, severity, state, title, because, version } = row;
  return {
    id,
    orgNumber,
    unit,
    rule,
    key,
    severity,
    state,
    title,
    because,
    evidence: evidenceIds(row.evidence),
    openedAt: new Date(row.openedAt).toISOString(),
    lastSeenAt: new Date(row.lastSeenAt).toISOString(),
    version,
  };
}

/** Ids out of a JSON array that the database put together, in order. */
export function evidenceIds(json: string): readonly number[] {
  return (JSON.parse(json) as readonly number[]).toSorted((a, b) => a - b);
}
