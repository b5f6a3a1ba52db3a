import { dayOf } from "../src/domain/day.js";
import { agreementsOfSubject, reopenDue } from "../src/store/due-alert.js";
import { type Sitting, tellOf } from "./sitting.js";

/** What somebody took on until a day is open again after it, and told of once: nothing is put aside for ever (R43). */
export function judgeDue(sitting: Sitting): void {
  const { db, moment } = sitting;
  for (const alert of reopenDue(db, moment.now)) {
    const { id: alertId, subjectId, rule, eventKey, severity, facts, observed, dueAt } = alert;
    const until = dayOf(new Date(dueAt - 1));
    tellOf(sitting, {
      verb: "alert.reopened",
      alertId,
      subjectId,
      detail: {
        ...{ rule, event: eventKey, severity, until, facts: [...facts], news: ["due"] },
        observed: `tiden som någon satte gick ut ${until}, och uppgifterna står kvar: ${observed}`,
      },
      about: "alert",
      agreements: agreementsOfSubject(db, subjectId),
      urgent: false,
      tell: true,
    });
  }
}
