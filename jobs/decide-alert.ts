import { addDays, type Day, dayOf, daysBetween } from "../src/domain/day.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import { instantOf } from "../src/schedule/stockholm.js";
import { type Alert, alertById, moveAlert } from "../src/store/decide-alert.js";
import { noteDecision } from "../src/store/decide-note.js";
import type { Db } from "../src/store/open.js";
import { type Forbidden, forbidMatchedName } from "./decide-name.js";
import { type DecideDeps, type DecideOrder, requireReason, requireVersion } from "./decide-order.js";
import { tellOf } from "./sitting.js";

const STATE: Readonly<Record<Alert["state"], string>> = {
  open: "öppet",
  acknowledged: "kvitterat",
  dismissed: "avfärdat",
  resolved: "avslutat",
};

export interface Acknowledgement extends DecideOrder {
  /** The last day on which it is taken care of; after it the alert is open again. Null: as long as the facts are these. */
  readonly until?: Day | null;
}

/**
 * A person has seen an alert. It stays under watch, and is raised again only on worse or new facts (law 8) or when its
 * day has passed. One whose facts are gone already is resolved by it: nothing is left to watch.
 */
export function acknowledgeAlert(deps: DecideDeps, order: Acknowledgement, now: Date): void {
  requireReason(order.reason);
  const until = order.until ?? null;
  const dueAt = until === null ? null : endOf(until, now);
  deps.store.write((db) => {
    const alert = alertFor(db, order, ["open"]);
    move(db, alert, { state: alert.goneAt === null ? "acknowledged" : "resolved", dueAt });
    settle(deps, db, alert, { ...order, verb: "acknowledged", detail: { until } }, now);
  });
}

const LONGEST_DAYS = 180;

/** When a day is over in Sweden. Nobody puts an alert aside for longer than half a year (R43). */
function endOf(day: Day, now: Date): number {
  const ahead = daysBetween(dayOf(now), day);
  if (ahead < 0 || ahead > LONGEST_DAYS) {
    throw new Refusal(`--until ska vara en dag från i dag till och med ${addDays(dayOf(now), LONGEST_DAYS)}`);
  }
  return instantOf(Date.parse(`${addDays(day, 1)}T00:00:00Z`));
}

export interface Dismissal extends DecideOrder {
  /** The news is about somebody else: the name it was found by is not to be taken for the supplier again. */
  readonly notThisSupplier: boolean;
}

/** A person has put an alert aside, on the facts as they are. Gives the name that no longer counts, if there is one. */
export function dismissAlert(deps: DecideDeps, order: Dismissal, now: Date): Forbidden | null {
  requireReason(order.reason);
  return deps.store.write((db) => {
    const alert = alertFor(db, order, ["open", "acknowledged"]);
    const forbidden = order.notThisSupplier ? forbidMatchedName(db, alert) : null;
    move(db, alert, { state: "dismissed" });
    settle(deps, db, alert, { ...order, verb: "dismissed", detail: { forbidden: forbidden?.name ?? null } }, now);
    return forbidden;
  });
}

/** Hands an alert to somebody. */
export function assignAlert(deps: DecideDeps, order: DecideOrder & { readonly to: string }, now: Date): void {
  requireReason(order.reason);
  deps.store.write((db) => {
    const alert = alertFor(db, order, ["open", "acknowledged"]);
    move(db, alert, { assignee: order.to });
    settle(deps, db, alert, { ...order, verb: "assigned", detail: { to: order.to } }, now);
  });
}

function alertFor(db: Db, order: DecideOrder, states: readonly Alert["state"][]): Alert {
  const alert = alertById(db, order.id);
  if (alert === null) throw new Refusal(`larmet ${order.id} finns inte`);
  if (!states.includes(alert.state)) {
    throw new Conflict(`larmet ${order.id} är redan ${STATE[alert.state]}; det beslutet går inte att fatta`);
  }
  requireVersion(alert, order);
  return alert;
}

function move(db: Db, alert: Alert, to: Parameters<typeof moveAlert>[2]): void {
  if (!moveAlert(db, alert, to)) throw new Error("an alert moved inside the transaction that had read it");
}

interface Settled extends DecideOrder {
  readonly verb: "acknowledged" | "dismissed" | "assigned";
  readonly detail?: { readonly [key: string]: string | null };
}

/** The decision, on the facts it was made on, and its line in the trail. Nobody is written to. */
function settle(deps: DecideDeps, db: Db, alert: Alert, { by, reason, verb, detail }: Settled, now: Date): void {
  const { id: alertId, subjectId, rule, facts, severity } = alert;
  const trailSeq = tellOf(
    { deps, db, moment: { now, clock: deps.clock() } },
    {
      actor: by,
      verb: `alert.${verb}`,
      subjectId,
      alertId,
      detail: { rule, event: alert.eventKey, severity, reason, facts: [...facts], ...detail },
      about: "alert",
      agreements: [],
      urgent: false,
      tell: false,
    },
  );
  noteDecision(db, { about: { alertId }, verb, reason, by, facts, severity, trailSeq }, now);
}
