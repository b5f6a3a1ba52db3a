import type { Agreement } from "../src/domain/supplier.js";
import type { LiveAlert, SupplierCase } from "../src/domain/supplier-case.js";
import { groundOf, originOf } from "../src/judgement/ground.js";
import { type IntendedStop, intendStops, type StandingAlert, underCap } from "../src/judgement/intend-stops.js";
import { confirmBy, urgencyOf } from "../src/policy/action.js";
import { stopLimit } from "../src/policy/interlock.js";
import { activeSuppliers } from "../src/store/import-suppliers.js";
import { openIncident } from "../src/store/incident.js";
import { newlyStoppedSince, startStop, stoppedSuppliers, stopsOfAlerts } from "../src/store/stop.js";
import { OURSELVES, sourceIdOf } from "../src/store/subject.js";
import { type Sitting, tellOf } from "./sitting.js";

const WINDOW_MS = 24 * 3_600_000;

/** A supplier with its alerts as they stand after reconciliation. */
export interface Standing {
  readonly subject: SupplierCase;
  readonly alerts: readonly LiveAlert[];
}

/** Starts the stops that standing alerts call for; those over the day's cap wait for a person (law 7), where there is one. */
export function judgeStops(sitting: Sitting, standing: readonly Standing[], capped: boolean): void {
  const { db, deps, moment, counted } = sitting;
  const intended = standing.flatMap(({ subject, alerts }) => {
    const undismissed = alerts.filter(({ state }) => state === "open" || state === "acknowledged");
    const stops = stopsOfAlerts(
      db,
      undismissed.map(({ id }) => id),
    );
    return intendStops(
      subject,
      undismissed.map((alert) => standingAlert(subject, alert)),
      stops,
      deps.policy,
      sitting.buyers,
    );
  });
  if (intended.length === 0) return;
  const since = new Date(moment.now.getTime() - WINDOW_MS);
  const limit = capped ? stopLimit(deps.policy, activeSuppliers(db)) : Number.POSITIVE_INFINITY;
  const { start, hold } = underCap(intended, stoppedSuppliers(db), newlyStoppedSince(db, since), limit);
  const cases = new Map(standing.map(({ subject }) => [subject.supplierId, subject]));
  for (const stop of start) begin(sitting, cases, stop, null);
  counted.stopsStarted += start.filter(({ action }) => action === "stop").length;
  if (hold.length === 0) return;
  counted.stopsHeld += hold.length;
  const incidentId = openCapIncident(sitting, hold, limit);
  for (const stop of hold) begin(sitting, cases, stop, incidentId);
}

function standingAlert(subject: SupplierCase, alert: LiveAlert): StandingAlert {
  const { supplierId, supplier } = subject;
  const { id, subjectId, rule, severity, corroborated, facts, because } = alert;
  return {
    alertId: id,
    supplierId,
    orgNumber: supplier.orgNumber,
    subjectId,
    rule,
    severity,
    corroborated,
    facts,
    because,
  };
}

function begin(
  sitting: Sitting,
  cases: ReadonlyMap<number, SupplierCase>,
  intended: IntendedStop,
  incidentId: number | null,
): void {
  const { db, deps, moment, policyId, judgementId } = sitting;
  const { alert, agreementId, action, again } = intended;
  const state = incidentId !== null ? "held" : action === "propose" ? "proposed" : "provisional";
  const setting = deps.policy.rules[alert.rule];
  const stopId = startStop(
    db,
    {
      alertId: alert.alertId,
      subjectId: alert.subjectId,
      agreementId,
      action,
      state,
      reason: alert.because,
      ground: groundOf(alert.rule),
      origin: originOf(alert.rule),
      severity: alert.severity,
      policyId,
      judgementId,
      confirmBy: confirmBy(deps.policy, alert.rule, moment.now),
      confirmRole: setting?.confirm.role ?? "avtalsansvarig",
      incidentId,
      again,
    },
    moment.now,
  );
  const agreement = cases.get(alert.supplierId)?.agreements.find(({ id }) => id === agreementId);
  tellOf(sitting, {
    verb: `stop.${state === "provisional" ? "started" : state}`,
    stopId,
    alertId: alert.alertId,
    subjectId: alert.subjectId,
    detail: { rule: alert.rule, severity: alert.severity, reason: alert.because, again: again !== null },
    about: "stop",
    agreements: agreement === undefined ? [] : [agreement satisfies Agreement],
    urgent: state === "provisional" && urgencyOf(deps.policy, alert.rule, alert.severity),
    tell: true,
  });
}

function openCapIncident(sitting: Sitting, hold: readonly IntendedStop[], limit: number): number {
  const { db, moment } = sitting;
  const suppliers = new Set(hold.map(({ alert }) => alert.supplierId)).size;
  const counted = { suppliers, limit };
  const sourceId = sourceIdOf(db, OURSELVES);
  const { id, isNew } = openIncident(db, { kind: "stop_cap", sourceId, cause: "stops-per-day", counted }, moment.now);
  if (isNew) {
    tellOf(sitting, {
      verb: "incident.opened",
      incidentId: id,
      detail: { kind: "stop_cap", ...counted },
      about: "incident",
      agreements: [],
      urgent: true,
      tell: true,
    });
  }
  return id;
}
