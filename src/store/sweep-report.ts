import { sql } from "drizzle-orm";
import type { OrgNumber } from "../domain/org-number.js";
import type { AgreementForm } from "../domain/supplier.js";
import type { ItemState, SweepKind, SweepState } from "../domain/sweep.js";
import type { Db } from "./open.js";
import type { Period } from "./report.js";
import type { Sweep } from "./sweep.js";

/** A stop that what was found in a sweep led to, with what had happened to it until then. */
export interface StopThatFollowed {
  readonly id: number;
  readonly orgNumber: OrgNumber;
  readonly supplier: string;
  readonly unit: string | null;
  readonly form: AgreementForm;
  readonly rule: string;
  readonly reason: string;
  readonly startedAt: number;
  readonly startedBy: string;
  /** The last that had happened to it. */
  readonly last: string;
  readonly lastBy: string;
}

/** Stops that rest on what was stated in the sweep and began while it lasted, as they stood at its end or stand now. */
export function stopsThatFollowed(db: Db, { id, startedAt, endedAt }: Sweep): readonly StopThatFollowed[] {
  const until = endedAt ?? Number.MAX_SAFE_INTEGER;
  const last = (column: string) => sql`(SELECT ${sql.raw(column)} FROM trail t WHERE t.stop_id = s.id
    AND t.verb LIKE 'stop.%' AND t.verb <> 'stop.overdue' AND t.at <= ${until} ORDER BY t.seq DESC LIMIT 1)`;
  return db.all(sql`
    SELECT s.id, p.org_number AS "orgNumber", p.name AS supplier, u.name AS unit, g.form, a.rule, s.reason,
      s.started_at AS "startedAt", s.started_by AS "startedBy", ${last("t.verb")} AS last, ${last("t.actor")} AS "lastBy"
    FROM stop s JOIN alert a ON a.id = s.alert_id JOIN agreement g ON g.id = s.agreement_id
    JOIN subject j ON j.id = s.subject_id JOIN supplier p ON p.id = coalesce(j.supplier_id, j.id)
    LEFT JOIN unit u ON u.id = j.id
    WHERE s.started_at BETWEEN ${startedAt} AND ${until} AND s.alert_id IN (
      SELECT x.alert_id FROM alert_observation x JOIN observation o ON o.id = x.observation_id
      WHERE o.run_id IN (SELECT v.run_id FROM sweep_item_version v JOIN sweep_item i ON i.id = v.item_id
        WHERE i.sweep_id = ${id} AND v.run_id IS NOT NULL))
    ORDER BY p.org_number, s.id`);
}

/** The latest sweep of the same kind and scope that was closed before this one began; null: it is the first. */
export function sweepBefore(db: Db, { id, kind, scope }: Sweep): number | null {
  const row = db.get<{ id: number } | undefined>(sql`
    SELECT id FROM sweep WHERE kind = ${kind} AND scope = ${scope} AND state = 'closed' AND id < ${id}
    ORDER BY id DESC LIMIT 1`);
  return row?.id ?? null;
}

/** One thing that was done in a sweep, and with how many items. */
export interface ActInSweep {
  readonly at: number;
  readonly by: string;
  readonly verb: string;
  readonly items: number;
}

/** What the trail has of a sweep, in order: beginning, answers, conflicts, pauses, closing, countersignature. */
export function actsInSweep(db: Db, sweepId: number): readonly ActInSweep[] {
  return db.all(sql`
    SELECT t.at, t.actor AS by, t.verb, CASE json_type(d.detail, '$.items') WHEN 'integer' THEN d.detail ->> 'items'
      WHEN 'array' THEN json_array_length(d.detail, '$.items') ELSE 0 END AS items
    FROM trail t JOIN trail_detail d ON d.seq = t.seq
    WHERE t.verb LIKE 'sweep.%' AND t.verb NOT IN ('sweep.reported', 'sweep.reminded') AND d.detail ->> 'sweep' = ${sweepId}
    ORDER BY t.seq`);
}

/** Sweeps that ended in a period, by kind and how; those under way when it ended, apart. */
export function sweepsIn(db: Db, { from, before }: Period): readonly SweepFigure[] {
  return db.all(sql`
    SELECT s.kind, CASE WHEN s.ended_at < ${before} THEN s.state ELSE 'open' END AS state, count(*) AS n
    FROM sweep s WHERE s.started_at < ${before} AND (s.ended_at IS NULL OR s.ended_at >= ${from})
    GROUP BY 1, 2 ORDER BY 1, 2`);
}

export interface SweepFigure {
  readonly kind: SweepKind;
  readonly state: SweepState;
  readonly n: number;
}

/** Items of sweeps that were closed in a period, by kind and how they were accounted for. */
export function itemsClosedIn(db: Db, { from, before }: Period) {
  return db.all<{ readonly kind: SweepKind; readonly state: ItemState; readonly n: number }>(sql`
    SELECT s.kind, v.state, count(*) AS n FROM sweep s JOIN sweep_item i ON i.sweep_id = s.id
    JOIN sweep_item_version v ON v.item_id = i.id AND v.version = i.version
    WHERE s.state = 'closed' AND s.ended_at >= ${from} AND s.ended_at < ${before} GROUP BY 1, 2 ORDER BY 1, 2`);
}
