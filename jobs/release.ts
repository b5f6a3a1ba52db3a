import { Conflict, Refusal } from "../src/domain/refusal.js";
import { releasedUnjudged, sourceKey, unjudgedAnswers } from "../src/store/decide-incident.js";
import { noteDecision } from "../src/store/decide-note.js";
import { closeIncident, type Incident, incidentById } from "../src/store/incident.js";
import type { Db } from "../src/store/open.js";
import { statedUnjudged } from "../src/store/stated.js";
import { rejectVersions, releaseVersions } from "../src/store/version.js";
import { rejectHeldStops, releaseHeldStops } from "./decide-cap.js";
import { rejectDelivery, releaseDelivery } from "./decide-delivery.js";
import { type Order, requireReason, requireRole } from "./decide-order.js";
import { judge } from "./judge.js";
import { type Counted, type JudgeDeps, nothingCounted, tellOf } from "./sitting.js";

export interface ReleaseDeps extends JudgeDeps {
  /** One folder per adapter in it. */
  readonly inbox: string;
}

/** What a decision about an incident came to. */
export interface IncidentDecided {
  /** Answers that were released or rejected. */
  readonly answers: number;
  readonly stopsStarted: number;
  /** Held stops that a person will not have, or whose facts have gone since. */
  readonly stopsRejected: number;
  /** The delivery that was put back or laid aside. */
  readonly file: string | null;
}

export interface Released extends IncidentDecided {
  /** What judging the released answers came to. */
  readonly judged: Counted;
}

const NOTHING: IncidentDecided = { answers: 0, stopsStarted: 0, stopsRejected: 0, file: null };

/**
 * Lets through what an interlock held: answers are judged, stops take effect, a delivery is read by the next inbox run.
 * Ended by force in between, it goes on when it is repeated, or with the next run.
 */
export async function releaseIncident(deps: ReleaseDeps, id: number, order: Order, now: Date): Promise<Released> {
  const decided = deps.store.write((db) => {
    const incident = incidentFor(db, id);
    if (incident === null) return NOTHING;
    return close(deps, db, incident, { ...order, how: "released" }, now);
  });
  const judged = await finishReleases(deps, now);
  return { ...decided, judged, stopsStarted: decided.stopsStarted + judged.stopsStarted };
}

/** Leaves aside what an interlock held: the same facts do not come back, other facts do. */
export function rejectIncident(deps: ReleaseDeps, id: number, order: Order, now: Date): IncidentDecided {
  return deps.store.write((db) => {
    const incident = incidentFor(db, id);
    if (incident === null) throw new Conflict(`händelsen ${id} är redan släppt; dess svar väntar på att bedömas`);
    return close(deps, db, incident, { ...order, how: "rejected" }, now);
  });
}

/**
 * Judges answers that a person has released, and what people have stated, that nobody has judged: without the interlock.
 * To be called before a run judges: otherwise the released would be held again. Usually there are none.
 */
export async function finishReleases(deps: JudgeDeps, now: Date): Promise<Counted> {
  const sum = nothingCounted();
  const released = releasedUnjudged(deps.store.db).map(({ runId, sourceId, source }) => ({ runId, sourceId, source }));
  const stated = statedUnjudged(deps.store.db).map((one) => ({ ...one, stated: true as const }));
  for (const order of [...released, ...stated]) {
    const judged = await judge(deps, { ...order, interlock: false }, now);
    sum.alertsOpened += judged.alertsOpened;
    sum.alertsRaised += judged.alertsRaised;
    sum.alertsResolved += judged.alertsResolved;
    sum.stopsStarted += judged.stopsStarted;
    sum.stopsHeld += judged.stopsHeld;
  }
  return sum;
}

/** The open incident; null when it has been released and its answers still wait to be judged. */
function incidentFor(db: Db, id: number): Incident | null {
  const incident = incidentById(db, id);
  if (incident === null) throw new Refusal(`händelsen ${id} finns inte`);
  if (incident.kind === "operation") {
    throw new Refusal("en driftstörning kan varken släppas eller avvisas; händelsen stängs när den är åtgärdad");
  }
  if (incident.kind === "source") {
    throw new Refusal(
      "en källa som inte svarar kan varken släppas eller avvisas; händelsen stängs när källan svarar igen",
    );
  }
  if (incident.closedAt === null) return incident;
  if (releasedUnjudged(db).some(({ incidentId }) => incidentId === id)) return null;
  throw new Conflict(`händelsen ${id} är redan avgjord (${HOW[incident.closedHow ?? "recovered"]})`);
}

const HOW = { released: "släppt", rejected: "avvisad", recovered: "återställd" } as const;

interface Closing extends Order {
  readonly how: "released" | "rejected";
}

function close(deps: ReleaseDeps, db: Db, incident: Incident, closing: Closing, now: Date): IncidentDecided {
  const { by, reason, how } = closing;
  requireReason(reason);
  const decided = carryOut(deps, db, incident, closing, now);
  closeIncident(db, incident.id, by, how, now);
  const { id: incidentId, kind, cause } = incident;
  const trailSeq = tellOf(
    { deps, db, moment: { now, clock: deps.clock() } },
    {
      actor: by,
      verb: `incident.${how}`,
      incidentId,
      detail: { kind, source: sourceKey(db, incident.sourceId), cause, reason, ...decided },
      about: "incident",
      agreements: [],
      urgent: false,
      tell: true,
    },
  );
  noteDecision(db, { about: { incidentId }, verb: how, reason, by, facts: [], severity: null, trailSeq }, now);
  return decided;
}

function carryOut(deps: ReleaseDeps, db: Db, incident: Incident, closing: Closing, now: Date): IncidentDecided {
  const { id, kind, sourceId } = incident;
  const released = closing.how === "released";
  switch (kind) {
    case "mass_change": {
      if (released) requireQuiet(db, sourceId);
      return { ...NOTHING, answers: released ? releaseVersions(db, id) : rejectVersions(db, id) };
    }
    case "stop_cap": {
      requireRole(deps.policy, "impose", closing.by);
      const decide = released ? releaseHeldStops : rejectHeldStops;
      const { started, rejected } = decide(deps, db, id, closing, now);
      return { ...NOTHING, stopsStarted: started, stopsRejected: rejected };
    }
    case "delivery": {
      const settle = released ? releaseDelivery : rejectDelivery;
      return { ...NOTHING, file: settle(db, deps.inbox, incident) };
    }
    case "source":
    case "operation":
      return NOTHING;
  }
}

/** What a run is bringing in right now is not let past the interlock with what a person has looked at. */
function requireQuiet(db: Db, sourceId: number): void {
  if (unjudgedAnswers(db, sourceId) === 0) return;
  throw new Conflict("källan tillfrågas just nu; släpp svaren när körningen är klar");
}
