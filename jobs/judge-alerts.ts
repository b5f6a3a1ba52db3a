import type { Finding } from "../src/domain/finding.js";
import type { Action } from "../src/domain/severity.js";
import { strongestAction } from "../src/domain/severity.js";
import { subjectKey } from "../src/domain/subject-key.js";
import type { LiveAlert, SupplierCase } from "../src/domain/supplier-case.js";
import type { Found } from "../src/judgement/find.js";
import { actionUnder, agreementsOf } from "../src/judgement/intend-stops.js";
import { type AlertChange, reconcile, severityAfter } from "../src/judgement/reconcile.js";
import { urgencyOf } from "../src/policy/action.js";
import { markGone, openAlert, raiseAlert, resolveAlert, seeAlert } from "../src/store/alert.js";
import { judgeInquiry } from "./judge-inquiries.js";
import { type Sitting, tellOf } from "./sitting.js";

/** Opens, raises and resolves one supplier's alerts by what was found, each with its line in the trail. */
export function judgeAlerts(sitting: Sitting, subject: SupplierCase, found: Found, live: readonly LiveAlert[]): void {
  const actionOf = (finding: Finding) => actionOn(sitting, subject, finding);
  for (const change of reconcile({ subject, ...found, live, actionOf })) apply(sitting, subject, change);
}

/** The strongest action under any agreement that the finding concerns; an alert when it concerns none. */
function actionOn(sitting: Sitting, subject: SupplierCase, finding: Finding): Action {
  const subjectId = subject.subjects.get(subjectKey(finding.subject)) ?? subject.supplierId;
  const concerned = agreementsOf(subject, subjectId);
  if (concerned.length === 0) return "alert";
  return strongestAction(
    concerned.map((agreement) => actionUnder(sitting.deps.policy, agreement, finding, sitting.buyers)),
  );
}

function apply(sitting: Sitting, subject: SupplierCase, change: AlertChange): void {
  const { db, moment, counted } = sitting;
  switch (change.change) {
    case "open": {
      const { subjectId, finding } = change;
      const action = kept(change.action);
      const alertId = openAlert(db, { subjectId, finding, action, judgementId: sitting.judgementId }, moment.now);
      counted.alertsOpened += 1;
      tellOfAlert(sitting, subject, { verb: "alert.opened", alertId, subjectId, finding, news: finding.facts, action });
      inquire(sitting, subject, { alertId, finding, action });
      return;
    }
    case "raise": {
      const { alert, finding, news, reopened } = change;
      const action = kept(change.action);
      raiseAlert(db, alert, finding, { severity: severityAfter(alert, finding), action }, moment.now);
      counted.alertsRaised += 1;
      const verb = reopened ? "alert.reopened" : "alert.raised";
      tellOfAlert(sitting, subject, { verb, alertId: alert.id, subjectId: alert.subjectId, finding, news, action });
      inquire(sitting, subject, { alertId: alert.id, finding, action });
      return;
    }
    case "see":
      seeAlert(db, change.alert, change.finding, kept(change.action), moment.now);
      return;
    case "gone":
      markGone(db, change.alert.id, moment.now);
      tellOfEnd(sitting, subject, change.alert, "alert.gone");
      return;
    case "resolve":
      resolveAlert(db, change.alert, moment.now);
      counted.alertsResolved += 1;
      tellOfEnd(sitting, subject, change.alert, "alert.resolved");
  }
}

/** An alert that is only kept brings nothing to an inquiry. */
function inquire(sitting: Sitting, subject: SupplierCase, of: Pick<AlertNews, "alertId" | "finding" | "action">): void {
  const { alertId, finding, action } = of;
  if (action === "log") return;
  judgeInquiry(sitting, subject, { alertId, because: finding.because, inquires: action === "inquire" });
}

/** An alert that lives stays in the store also when the policy no longer calls for anything. */
function kept(action: Action): Exclude<Action, "none"> {
  return action === "none" ? "log" : action;
}

interface AlertNews {
  readonly verb: string;
  readonly alertId: number;
  readonly subjectId: number;
  readonly finding: Finding;
  readonly news: readonly string[];
  readonly action: Action;
}

function tellOfAlert(sitting: Sitting, subject: SupplierCase, of: AlertNews): void {
  const { verb, alertId, subjectId, finding, news, action } = of;
  const { rule, event, severity, because, observed, threshold } = finding;
  tellOf(sitting, {
    verb,
    alertId,
    subjectId,
    detail: { rule, event, severity, action, because, observed, threshold, facts: finding.facts, news },
    about: "alert",
    agreements: agreementsOf(subject, subjectId),
    urgent: urgencyOf(sitting.deps.policy, rule, severity),
    tell: action !== "log",
  });
}

/** An alert that a person has put aside ends without a word to anybody. */
function tellOfEnd(sitting: Sitting, subject: SupplierCase, alert: LiveAlert, verb: string): void {
  tellOf(sitting, {
    verb,
    alertId: alert.id,
    subjectId: alert.subjectId,
    detail: { rule: alert.rule, event: alert.event, title: alert.title },
    about: "alert",
    agreements: agreementsOf(subject, alert.subjectId),
    urgent: false,
    tell: alert.state !== "dismissed" && alert.action !== "log",
  });
}
