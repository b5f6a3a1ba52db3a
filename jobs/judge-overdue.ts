import { stopsToEscalate } from "../src/store/escalate.js";
import { type Sitting, tellOf } from "./sitting.js";

/** A stop that nobody has decided by its date is told of, once for the date; it stands as it stood (law 2). */
export function judgeOverdue(sitting: Sitting): void {
  const { db, moment } = sitting;
  for (const { id, subjectId, alertId, state, severity, confirmBy, confirmRole, agreement } of stopsToEscalate(
    db,
    moment.now,
  )) {
    tellOf(sitting, {
      verb: "stop.overdue",
      stopId: id,
      subjectId,
      ...(alertId === null ? {} : { alertId }),
      detail: { state, severity, confirmBy: new Date(confirmBy).toISOString(), role: confirmRole },
      about: "supplier",
      agreements: [agreement],
      // What is in force on nobody's word cannot wait; a proposal is told in the digest.
      urgent: state === "provisional",
      tell: true,
    });
  }
}
