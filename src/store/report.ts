import { type SQL, sql } from "drizzle-orm";
import type { Db } from "./open.js";

/** A period: its first instant, the first instant after it, and its last day. */
export interface Period {
  readonly from: number;
  readonly before: number;
  readonly lastDay: string;
}

/** So many of something, in one agreement area and form; both empty where they do not apply. */
export interface Figure {
  readonly what: string;
  readonly service: string;
  readonly form: string;
  readonly n: number;
}

/** Suppliers with an agreement in force on the last day. */
export function suppliersOn(db: Db, { before, lastDay }: Period): readonly Figure[] {
  return db.all<Figure>(sql`
    SELECT 'leverantörer' AS what, g.service, g.form, count(DISTINCT g.supplier_id) AS n FROM agreement g
    WHERE ${inForce(before, lastDay)} GROUP BY g.service, g.form ORDER BY g.service, g.form`);
}

export function supplierCount(
  db: Db,
  { before, lastDay }: Period,
): { readonly suppliers: number; readonly agreements: number } {
  const counted = db.get<{ suppliers: number; agreements: number }>(sql`
    SELECT count(DISTINCT g.supplier_id) AS suppliers, count(*) AS agreements FROM agreement g
    WHERE ${inForce(before, lastDay)}`);
  return counted ?? { suppliers: 0, agreements: 0 };
}

function inForce(before: number, lastDay: string): SQL {
  return sql`g.recorded_from < ${before} AND (g.recorded_to IS NULL OR g.recorded_to >= ${before})
    AND (g.starts IS NULL OR g.starts <= ${lastDay}) AND (g.ends IS NULL OR g.ends >= ${lastDay})`;
}

const BEGAN = ["stop.started", "stop.imposed"] as const;

/** Stops that came into force, by a member of theirs: the ground or the origin. */
export function stopsBegun(db: Db, period: Period, by: "ground" | "origin"): readonly Figure[] {
  return stopsWith(
    db,
    sql`s.id IN (SELECT t.stop_id FROM trail t WHERE t.verb IN ${[...BEGAN]} AND ${within(period)})`,
    by,
  );
}

/** Stops that a person lifted. */
export function stopsLifted(db: Db, period: Period): readonly Figure[] {
  return stopsWith(
    db,
    sql`s.id IN (SELECT t.stop_id FROM trail t WHERE t.verb = 'stop.lifted' AND ${within(period)})`,
    "ground",
  );
}

/** Stops in force when the period ended: the last thing that had happened to each was that it held. */
export function stopsStanding(db: Db, { before }: Period): readonly Figure[] {
  const last = sql`(SELECT t.verb FROM trail t WHERE t.stop_id = s.id AND t.at < ${before}
    AND t.verb IN ('stop.started', 'stop.imposed', 'stop.confirmed', 'stop.lifted', 'stop.rejected', 'stop.proposed', 'stop.held')
    ORDER BY t.seq DESC LIMIT 1)`;
  return stopsWith(db, sql`${last} IN ('stop.started', 'stop.imposed', 'stop.confirmed')`, "ground");
}

export function suppliersStopped(db: Db, period: Period): number {
  const row = db.get<{ n: number }>(sql`
    SELECT count(DISTINCT coalesce(j.supplier_id, j.id)) AS n FROM trail t JOIN stop s ON s.id = t.stop_id
    JOIN subject j ON j.id = s.subject_id WHERE t.verb IN ${[...BEGAN]} AND ${within(period)}`);
  return row?.n ?? 0;
}

function stopsWith(db: Db, condition: SQL, by: "ground" | "origin"): readonly Figure[] {
  const what = by === "ground" ? sql`s.ground` : sql`s.origin`;
  return db.all<Figure>(sql`
    SELECT ${what} AS what, g.service, g.form, count(*) AS n FROM stop s JOIN agreement g ON g.id = s.agreement_id
    WHERE ${condition} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
}

/** Suppliers that left the register, by ground. */
export function removals(db: Db, period: Period): readonly Figure[] {
  return db.all<Figure>(sql`
    SELECT t.ground AS what, '' AS service, '' AS form, count(*) AS n FROM ending t
    WHERE t.agreement_id IS NULL AND ${within(period)} GROUP BY 1 ORDER BY 1`);
}

/** Contracts that ended, by how they did or why. */
export function contractsEnded(db: Db, period: Period, by: "how" | "ground"): readonly Figure[] {
  const what = by === "how" ? sql`t.how` : sql`t.ground`;
  return db.all<Figure>(sql`
    SELECT ${what} AS what, g.service, g.form, count(*) AS n FROM ending t JOIN agreement g ON g.id = t.agreement_id
    WHERE ${within(period)} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
}

/** Inquiries that were opened in the period, by what they had come to when it ended. */
export function inquiriesOpened(db: Db, { from, before }: Period): readonly Figure[] {
  return db.all<Figure>(sql`
    SELECT CASE WHEN closed_at < ${before} THEN outcome ELSE 'pågår' END AS what, '' AS service, '' AS form, count(*) AS n
    FROM inquiry WHERE opened_at >= ${from} AND opened_at < ${before} GROUP BY 1 ORDER BY 1`);
}

/** Complaints that came in, by kind or by what became of them. */
export function complaintsReceived(db: Db, period: Period, by: "kind" | "closing"): readonly Figure[] {
  const { firstDay, lastDay } = daysOf(period);
  const what = by === "kind" ? sql`c.kind` : sql`coalesce(c.closing, 'inte avslutad')`;
  return db.all<Figure>(sql`
    SELECT ${what} AS what, coalesce(u.service, '') AS service, '' AS form, count(*) AS n FROM complaint c
    LEFT JOIN unit u ON u.id = c.subject_id
    WHERE c.received_on BETWEEN ${firstDay} AND ${lastDay} AND c.closing IS NOT 'felregistrerad'
    GROUP BY 1, 2 ORDER BY 1, 2`);
}

function daysOf({ from, lastDay }: Period): { readonly firstDay: string; readonly lastDay: string } {
  // The period begins at midnight in Stockholm, which is the day before in UTC: twelve hours on it is that day.
  return { firstDay: new Date(from + 43_200_000).toISOString().slice(0, 10), lastDay };
}

/** Admissions decided in the period: approved, or refused and why. */
export function admissionsDecided(db: Db, { from, before }: Period): readonly Figure[] {
  return db.all<Figure>(sql`
    SELECT coalesce('inte godkänd: ' || refusal, outcome) AS what, service, '' AS form, count(*) AS n FROM admission
    WHERE decided_at >= ${from} AND decided_at < ${before} GROUP BY 1, 2 ORDER BY 1, 2`);
}

/** Days it took, for each alert opened in the period: from what the source dates to the alert, and on to a decision. */
export function leadTimes(
  db: Db,
  { from, before }: Period,
): readonly { readonly seen: number | null; readonly decided: number | null }[] {
  return db.all(sql`
    SELECT (a.opened_at - (SELECT min(o.as_of) FROM alert_observation x JOIN observation o ON o.id = x.observation_id
        WHERE x.alert_id = a.id)) / 86400000.0 AS seen,
      ((SELECT min(d.at) FROM decision d WHERE d.alert_id = a.id
        OR d.stop_id IN (SELECT s.id FROM stop s WHERE s.alert_id = a.id)) - a.opened_at) / 86400000.0 AS decided
    FROM alert a WHERE a.opened_at >= ${from} AND a.opened_at < ${before} ORDER BY a.id`);
}

/** Whether a row t happened in the period. */
function within({ from, before }: Period): SQL {
  return sql`t.at >= ${from} AND t.at < ${before}`;
}
