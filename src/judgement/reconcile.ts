import type { Finding } from "../domain/finding.js";
import type { Action } from "../domain/severity.js";
import { severityRank } from "../domain/severity.js";
import { subjectKey } from "../domain/subject-key.js";
import type { LiveAlert, SupplierCase } from "../domain/supplier-case.js";
import { isWorse } from "./mass-change.js";

/** What happens to an alert. Each carries what the trail and the mail need to tell of it. */
export type AlertChange =
  | { readonly change: "open"; readonly subjectId: number; readonly finding: Finding; readonly action: Action }
  | {
      readonly change: "raise";
      readonly alert: LiveAlert;
      readonly finding: Finding;
      readonly action: Action;
      /** Facts that were not there when it was opened, or last decided on. */
      readonly news: readonly string[];
      readonly reopened: boolean;
    }
  | { readonly change: "see"; readonly alert: LiveAlert; readonly finding: Finding; readonly action: Action }
  | { readonly change: "gone"; readonly alert: LiveAlert }
  | { readonly change: "resolve"; readonly alert: LiveAlert };

export interface Reconciling {
  readonly subject: SupplierCase;
  readonly findings: readonly Finding[];
  readonly judged: ReadonlySet<string>;
  readonly live: readonly LiveAlert[];
  readonly actionOf: (finding: Finding) => Action;
}

/** Findings against the alerts that live: what opens, what is worse, what is seen again, what is gone. */
export function reconcile({ subject, findings, judged, live, actionOf }: Reconciling): readonly AlertChange[] {
  const byKey = new Map(live.map((alert) => [keyOf(alert.subjectId, alert.rule, alert.event), alert]));
  const seen = new Set<number>();
  const changes: AlertChange[] = [];
  for (const finding of findings) {
    const subjectId = subject.subjects.get(subjectKey(finding.subject));
    if (subjectId === undefined) continue;
    const action = actionOf(finding);
    const alert = byKey.get(keyOf(subjectId, finding.rule, finding.event));
    if (alert !== undefined) {
      seen.add(alert.id);
      changes.push(meet(alert, finding, action));
    } else if (action !== "none") {
      changes.push({ change: "open", subjectId, finding, action });
    }
  }
  // An event waits for somebody to see it; somebody who has seen it decided on facts that are there no more (law 8).
  for (const alert of live) {
    if (seen.has(alert.id) || !judged.has(alert.rule)) continue;
    if (alert.ends === "when-gone" || alert.state === "acknowledged") changes.push({ change: "resolve", alert });
    else if (alert.goneAt === null) changes.push({ change: "gone", alert });
  }
  return changes;
}

/** People outrank the machine until the facts change: what was decided stands while nothing is worse or new. */
function meet(alert: LiveAlert, finding: Finding, action: Action): AlertChange {
  const corroboratedNow = finding.corroborated && !alert.corroborated;
  if (!isWorse(alert, finding) && !corroboratedNow) return { change: "see", alert, finding, action };
  const news = finding.facts.filter((fact) => !alert.facts.includes(fact));
  return { change: "raise", alert, finding, action, news, reopened: alert.state !== "open" };
}

/** Severity only rises while an alert lives: a fact that fades is told when it is gone. */
export function severityAfter(alert: LiveAlert, finding: Finding): Finding["severity"] {
  return severityRank(finding.severity) > severityRank(alert.severity) ? finding.severity : alert.severity;
}

function keyOf(subjectId: number, rule: string, event: string): string {
  return [subjectId, rule, event].join("\u0000");
}
