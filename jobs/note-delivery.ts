import { closeIncident, openIncident, openIncidentBecause } from "../src/store/incident.js";
import { messageById } from "../src/store/message.js";
import type { Db } from "../src/store/open.js";
import { MAIL, sourceIdOf } from "../src/store/subject.js";
import type { DeliverDeps } from "./deliver.js";
import { tellOf } from "./sitting.js";

export interface Noted {
  readonly recipient: string;
  readonly messageId: number;
  readonly state: "due" | "late" | "delivered" | "rejected" | "unknown" | "dead";
  readonly code: string;
}

/** Begins the cause of an incident about somebody that letters do not reach. */
export const RECIPIENT = "recipient:";

type NoteDeps = Pick<DeliverDeps, "groups" | "clock">;

/**
 * One incident for each recipient that refuses letters or was not reached in time, told to the administrators once and
 * closed by the next letter that comes through.
 */
export function noteDelivery(deps: NoteDeps, db: Db, noted: Noted, now: Date): void {
  const { recipient, messageId, state, code } = noted;
  if (state === "due" || state === "unknown") return;
  const cause = `${RECIPIENT}${recipient}`;
  if (state === "delivered") {
    const id = openIncidentBecause(db, "delivery", cause);
    if (id === null) return;
    closeIncident(db, id, "basvakt", "recovered", now);
    put(deps, db, { verb: "incident.closed", incidentId: id, detail: { kind: "delivery", source: MAIL } }, now);
    return;
  }
  const sourceId = sourceIdOf(db, MAIL);
  const group = messageById(db, messageId)?.groupKey ?? "";
  const counted = { recipient, group, message: messageId, state, code };
  const { id, isNew } = openIncident(db, { kind: "delivery", sourceId, cause, counted }, now);
  if (!isNew) return;
  put(
    deps,
    db,
    { verb: "incident.opened", incidentId: id, detail: { kind: "delivery", source: MAIL, ...counted } },
    now,
  );
}

interface Put {
  readonly verb: string;
  readonly incidentId: number;
  readonly detail: { readonly [key: string]: string | number };
}

function put(deps: NoteDeps, db: Db, { verb, incidentId, detail }: Put, now: Date): void {
  const told = { verb, incidentId, detail, about: "incident" as const, agreements: [], urgent: true, tell: true };
  tellOf({ deps, db, moment: { now, clock: deps.clock() } }, told);
}
