import { type Ground, INFORMAL, type Origin } from "../src/domain/ground.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import type { StopState } from "../src/domain/supplier-case.js";
import { hasMandate } from "../src/policy/action.js";
import { type Alert, alertById } from "../src/store/decide-alert.js";
import { noteDecision } from "../src/store/decide-note.js";
import { agreementOfStop, giveGround, imposeProposed } from "../src/store/decide-stop.js";
import { buyersOf } from "../src/store/judgement.js";
import type { Db } from "../src/store/open.js";
import { moveStop, type Stop, stopById } from "../src/store/stop.js";
import {
  type DecideDeps,
  type DecideOrder,
  type Order,
  refuseFormal,
  requireReason,
  requireRole,
  requireVersion,
} from "./decide-order.js";
import { draftAboutStop } from "./draft-stop.js";
import { tellOf } from "./sitting.js";

export type StopAct = "confirm" | "lift" | "impose" | "reject";

interface Rule {
  readonly from: readonly StopState[];
  readonly verb: "confirmed" | "lifted" | "imposed" | "rejected";
  readonly role: "confirm" | "impose" | "lift";
}

const ACTS: Readonly<Record<StopAct, Rule>> = {
  confirm: { from: ["provisional"], verb: "confirmed", role: "confirm" },
  lift: { from: ["provisional", "confirmed"], verb: "lifted", role: "lift" },
  impose: { from: ["proposed"], verb: "imposed", role: "impose" },
  reject: { from: ["proposed", "held"], verb: "rejected", role: "impose" },
};

const STATE: Readonly<Record<StopState, string>> = {
  held: "väntar på granskning",
  proposed: "är föreslaget",
  provisional: "är preliminärt",
  confirmed: "är bekräftat",
  lifted: "är upphävt",
  rejected: "är avslaget",
};

/** A decision that a stop is in force may say why better than the rule did. */
export interface StopOrder extends DecideOrder {
  readonly why?: { readonly ground?: Ground | undefined; readonly origin?: Origin | undefined };
}

/** What a decision about a stop is to be read together with. */
export interface StopDecided {
  /** The facts behind it have not gone away; null when there were none. */
  readonly stands: string | null;
  /** The owner of the agreement, when this installation does not decide for it: the decision is the owner's. */
  readonly owner: string | null;
}

/** A person confirms, lifts, imposes or rejects a stop, on the facts as they are (laws 2 and 8). */
export function decideStop(deps: DecideDeps, act: StopAct, order: StopOrder, now: Date): StopDecided {
  requireReason(order.reason);
  refuseFormal(order.formal ?? INFORMAL);
  requireRole(deps.policy, ACTS[act].role, order.by);
  return deps.store.write((db) => {
    const stop = stopFor(db, act, order);
    const alert = stop.alertId === null ? null : alertById(db, stop.alertId);
    giveGround(db, stop, order.why ?? {});
    if (!move(db, act, stop, order.by, now)) throw new Error("a stop moved inside the transaction that had read it");
    settleStop(deps, db, { stop, alert, verb: ACTS[act].verb, order }, now);
    if (act === "confirm" || act === "impose") draftAboutStop(db, stop.id, order.by, now);
    const { owner } = agreementOfStop(db, stop);
    return {
      stands: alert !== null && alert.goneAt === null ? alert.because : null,
      owner: act === "impose" && !hasMandate(deps.policy, owner, buyersOf(db)) ? owner : null,
    };
  });
}

function stopFor(db: Db, act: StopAct, order: DecideOrder): Stop {
  const stop = stopById(db, order.id);
  if (stop === null) throw new Refusal(`stoppet ${order.id} finns inte`);
  if (!ACTS[act].from.includes(stop.state)) throw new Conflict(wayOn(stop));
  requireVersion(stop, order);
  return stop;
}

/** Why the decision cannot be made, and which one can. */
function wayOn({ id, state, incidentId }: Stop): string {
  const can: Readonly<Partial<Record<StopState, string>>> = {
    held: `det släpps eller avvisas med händelsen ${incidentId}: basvakt incidents release|reject ${incidentId}, eller avslås: basvakt stops reject ${id}`,
    proposed: `avtalsägarens beslut registreras med: basvakt stops impose|reject ${id}`,
    provisional: `det bekräftas eller upphävs med: basvakt stops confirm|lift ${id}`,
    confirmed: `det upphävs med: basvakt stops lift ${id}`,
  };
  const way = can[state];
  return `stoppet ${id} ${STATE[state]}${way === undefined ? " och är avgjort" : `; ${way}`}`;
}

function move(db: Db, act: StopAct, stop: Stop, by: string, now: Date): boolean {
  if (act === "impose") return imposeProposed(db, stop, by, now);
  return moveStop(db, stop, { state: act === "confirm" ? "confirmed" : act === "lift" ? "lifted" : "rejected" });
}

export interface SettledStop {
  readonly stop: Stop;
  readonly alert: Alert | null;
  readonly verb: Rule["verb"];
  readonly order: Order;
}

/** The decision with the facts it was made on, its line in the trail, and word to those the agreement concerns. */
export function settleStop(deps: DecideDeps, db: Db, { stop, alert, verb, order }: SettledStop, now: Date): void {
  const { id: stopId, subjectId, alertId } = stop;
  const { by, reason, formal } = order;
  const facts = alert?.facts ?? [];
  const severity = alert?.severity ?? stop.severity;
  const trailSeq = tellOf(
    { deps, db, moment: { now, clock: deps.clock() } },
    {
      actor: by,
      verb: `stop.${verb}`,
      subjectId,
      stopId,
      ...(alertId === null ? {} : { alertId }),
      detail: { rule: alert?.rule ?? null, severity, reason, facts: [...facts], ...formal },
      about: "stop",
      agreements: [agreementOfStop(db, stop)],
      urgent: false,
      tell: true,
    },
  );
  noteDecision(db, { about: { stopId }, verb, reason, by, facts, severity, trailSeq, formal }, now);
}
