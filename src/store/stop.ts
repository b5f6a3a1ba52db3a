import { and, asc, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Severity } from "../domain/severity.js";
import type { StopOfAlert, StopState } from "../domain/supplier-case.js";
import type { Db } from "./open.js";
import { decision, stop, subject } from "./schema.js";

export type Stop = typeof stop.$inferSelect;

/** Every stop of these alerts, with what a person's lift or rejection was made on. */
export function stopsOfAlerts(db: Db, alertIds: readonly number[]): readonly StopOfAlert[] {
  const stops = db
    .select()
    .from(stop)
    .where(and(isNotNull(stop.alertId), inArray(stop.alertId, [...alertIds])))
    .orderBy(asc(stop.id))
    .all();
  const ended = stops.filter(({ state }) => state === "lifted" || state === "rejected").map(({ id }) => id);
  const decisions = db.select().from(decision).where(inArray(decision.stopId, ended)).orderBy(desc(decision.id)).all();
  return stops.map(({ id, alertId, agreementId, state, version }) => {
    const last = decisions.find(({ stopId }) => stopId === id);
    const decidedOn =
      last === undefined ? null : { facts: last.facts, severity: (last.severity ?? "critical") as Severity };
    return { id, alertId: alertId ?? 0, agreementId, state, version, decidedOn };
  });
}

export interface StopOrder {
  readonly alertId: number;
  readonly subjectId: number;
  readonly agreementId: number;
  readonly action: "stop" | "propose";
  readonly state: Extract<StopState, "held" | "proposed" | "provisional">;
  readonly reason: string;
  readonly ground: string;
  readonly origin: string;
  readonly severity: Severity;
  readonly policyId: number;
  readonly judgementId: number;
  readonly confirmBy: Date;
  readonly confirmRole: string;
  readonly incidentId: number | null;
  /** A row that was decided or proposed before and is taken up again on worse facts. */
  readonly again: { readonly id: number; readonly version: number } | null;
}

/** Starts, proposes or holds a stop on behalf of the machine, with the evidence of its alert. */
export function startStop(db: Db, order: StopOrder, now: Date): number {
  const { again, confirmBy, ...rest } = order;
  const values = { ...rest, confirmBy: confirmBy.getTime(), startedAt: now.getTime(), startedBy: "basvakt" };
  const id =
    again === null
      ? db.insert(stop).values(values).returning({ id: stop.id }).get().id
      : db
          .update(stop)
          .set({ ...values, version: again.version + 1 })
          .where(eq(stop.id, again.id))
          .returning({ id: stop.id })
          .get().id;
  db.run(sql`
    INSERT OR IGNORE INTO stop_evidence (stop_id, evidence_id)
    SELECT ${id}, oe.evidence_id FROM alert_observation ao
    JOIN observation_evidence oe ON oe.observation_id = ao.observation_id WHERE ao.alert_id = ${order.alertId}`);
  return id;
}

/** Suppliers with a stop in force, of any agreement. */
export function stoppedSuppliers(db: Db): ReadonlySet<number> {
  const rows = db.all<{ id: number }>(sql`
    SELECT DISTINCT coalesce(j.supplier_id, j.id) AS id FROM stop s JOIN subject j ON j.id = s.subject_id
    WHERE s.state IN ('provisional', 'confirmed')`);
  return new Set(rows.map(({ id }) => id));
}

/**
 * How many suppliers the machine has newly stopped since an instant: those that were not stopped already. What people stated one
 * by one is not counted.
 */
export function newlyStoppedSince(db: Db, since: Date): number {
  const row = db.get<{ n: number }>(sql`
    WITH started AS (
      SELECT coalesce(j.supplier_id, j.id) AS supplier, s.started_at AS at, s.started_by AS by, s.state AS state,
        r.job AS job
      FROM stop s JOIN subject j ON j.id = s.subject_id
      LEFT JOIN judgement g ON g.id = s.judgement_id LEFT JOIN run r ON r.id = g.run_id
      WHERE s.state IN ('provisional', 'confirmed', 'lifted') AND s.action = 'stop')
    SELECT count(DISTINCT supplier) AS n FROM started
    WHERE by = 'basvakt' AND job IS NOT 'statement' AND at > ${since.getTime()} AND supplier NOT IN (
      SELECT supplier FROM started WHERE at <= ${since.getTime()} AND state <> 'lifted')`);
  return row?.n ?? 0;
}

/** Stops that wait behind a cap. */
export function stopsHeldBy(db: Db, incidentId: number): readonly Stop[] {
  return db
    .select()
    .from(stop)
    .where(and(eq(stop.incidentId, incidentId), eq(stop.state, "held")))
    .orderBy(asc(stop.id))
    .all();
}

/** Moves a stop on, provided it still is as it was read. False: somebody was faster. */
export function moveStop(
  db: Db,
  known: Pick<Stop, "id" | "version">,
  to: Partial<Pick<Stop, "state" | "startedAt" | "confirmBy" | "ground" | "action">>,
): boolean {
  return (
    db
      .update(stop)
      .set({ ...to, version: known.version + 1 })
      .where(and(eq(stop.id, known.id), eq(stop.version, known.version)))
      .run().changes === 1
  );
}

export function stopById(db: Db, id: number): Stop | null {
  return db.select().from(stop).where(eq(stop.id, id)).get() ?? null;
}

/** Stops in force against a supplier and its units, as availability reads them, with their reasons. */
export function standingStops(db: Db, supplierId: number) {
  return db
    .select({ subjectId: stop.subjectId, agreementId: stop.agreementId, state: stop.state, reason: stop.reason })
    .from(stop)
    .innerJoin(subject, eq(subject.id, stop.subjectId))
    .where(
      and(
        sql`coalesce(${subject.supplierId}, ${subject.id}) = ${supplierId}`,
        inArray(stop.state, ["provisional", "confirmed"]),
      ),
    )
    .orderBy(asc(stop.id))
    .all()
    .map(({ subjectId, ...rest }) => ({ ...rest, unitId: subjectId === supplierId ? null : subjectId }));
}
