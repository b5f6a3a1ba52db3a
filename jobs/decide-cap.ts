import { confirmBy, urgencyOf } from "../src/policy/action.js";
import { type Alert, alertById } from "../src/store/decide-alert.js";
import { agreementOfStop } from "../src/store/decide-stop.js";
import type { Db } from "../src/store/open.js";
import { moveStop, type Stop, stopsHeldBy } from "../src/store/stop.js";
import type { DecideDeps, Order } from "./decide-order.js";
import { settleStop } from "./decide-stop.js";
import { tellOf } from "./sitting.js";

export interface CapDecided {
  readonly started: number;
  readonly rejected: number;
}

/**
 * Starts what the day's cap held, as provisional stops with a new date to confirm by. A stop whose alert has been
 * dismissed, or whose facts have gone, since it was held has no reason any more (law 2): it is rejected.
 */
export function releaseHeldStops(deps: DecideDeps, db: Db, incidentId: number, order: Order, now: Date): CapDecided {
  const held = stopsHeldBy(db, incidentId).map((stop) => ({ stop, alert: alertById(db, stop.alertId ?? 0) }));
  for (const { stop, alert } of held) {
    if (alert !== null && standsStill(alert)) start(deps, db, { stop, alert, order }, now);
    else reject(deps, db, { stop, alert, order }, now);
  }
  const started = held.filter(({ alert }) => alert !== null && standsStill(alert)).length;
  return { started, rejected: held.length - started };
}

/** None of what the cap held is to take effect on these facts. */
export function rejectHeldStops(deps: DecideDeps, db: Db, incidentId: number, order: Order, now: Date): CapDecided {
  const held = stopsHeldBy(db, incidentId);
  for (const stop of held) reject(deps, db, { stop, alert: alertById(db, stop.alertId ?? 0), order }, now);
  return { started: 0, rejected: held.length };
}

function standsStill({ state, goneAt }: Alert): boolean {
  return (state === "open" || state === "acknowledged") && goneAt === null;
}

interface Held<A extends Alert | null> {
  readonly stop: Stop;
  readonly alert: A;
  readonly order: Order;
}

function start(deps: DecideDeps, db: Db, { stop, alert, order }: Held<Alert>, now: Date): void {
  const by = confirmBy(deps.policy, alert.rule, now).getTime();
  move(db, stop, { state: "provisional", startedAt: now.getTime(), confirmBy: by });
  tellOf(
    { deps, db, moment: { now, clock: deps.clock() } },
    {
      actor: order.by,
      verb: "stop.started",
      subjectId: stop.subjectId,
      stopId: stop.id,
      alertId: alert.id,
      detail: { rule: alert.rule, severity: alert.severity, reason: stop.reason, released: order.reason },
      about: "stop",
      agreements: [agreementOfStop(db, stop)],
      urgent: urgencyOf(deps.policy, alert.rule, alert.severity),
      tell: true,
    },
  );
}

function reject(deps: DecideDeps, db: Db, { stop, alert, order }: Held<Alert | null>, now: Date): void {
  move(db, stop, { state: "rejected" });
  settleStop(deps, db, { stop, alert, verb: "rejected", order }, now);
}

function move(db: Db, stop: Stop, to: Parameters<typeof moveStop>[2]): void {
  if (!moveStop(db, stop, to)) throw new Error("a stop moved inside the transaction that had read it");
}
