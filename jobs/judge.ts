import { dayOf } from "../src/domain/day.js";
import type { Finding } from "../src/domain/finding.js";
import type { LiveAlert } from "../src/domain/supplier-case.js";
import { massLimit } from "../src/policy/interlock.js";
import { composite, judgeComposite } from "../src/rules/composite.js";
import { answeredBefore } from "../src/store/case.js";
import { openIncident } from "../src/store/incident.js";
import { beginJudgement, buyersOf, countJudgement, policyIdOf, trailPosition } from "../src/store/judgement.js";
import type { Db } from "../src/store/open.js";
import { holdVersions, makeCurrent, suppliersHeld } from "../src/store/version.js";
import { judgeAlerts } from "./judge-alerts.js";
import {
  type Consideration,
  type Considered,
  consider,
  considerAtOnce,
  isCounted,
  type JudgeOrder,
} from "./judge-consider.js";
import { judgeDue } from "./judge-due.js";
import { judgeOverdue } from "./judge-overdue.js";
import { judgeStops, type Standing } from "./judge-stops.js";
import { liveBySupplier } from "./live-by-supplier.js";
import { type Counted, type JudgeDeps, nothingCounted, type Sitting, tellOf } from "./sitting.js";
import { remindOfSweeps } from "./sweep-remind.js";

export type { JudgeOrder } from "./judge-consider.js";

export interface JudgeSummary extends Counted {
  readonly held: boolean;
}

/** Judges: findings, alerts, interlocks, stops and notifications, in one transaction. What people did meanwhile counts. */
export async function judge(deps: JudgeDeps, order: JudgeOrder, now: Date): Promise<JudgeSummary> {
  for (;;) {
    const consideration = await consider(deps, order, now);
    const summary = deps.store.write((db) => decide(deps, db, order, consideration, now));
    if (summary !== null) return summary;
  }
}

/**
 * The same within a transaction of the caller's, at once. For finding out what a statement would lead to: such a transaction is
 * taken back.
 */
export function judgeWithin(deps: JudgeDeps, db: Db, order: JudgeOrder, now: Date): JudgeSummary {
  const summary = decide(deps, db, order, considerAtOnce(deps, db, order, now), now);
  if (summary === null) throw new Error("The trail moved within one transaction");
  return summary;
}

/** The transaction. Null when something moved since the rules looked: then they look again. */
function decide(
  deps: JudgeDeps,
  db: Db,
  order: JudgeOrder,
  { position, considered, moved }: Consideration,
  now: Date,
): JudgeSummary | null {
  if (trailPosition(db) !== position) return null;
  const moment = { now, clock: deps.clock() };
  const policyId = enactPolicy(deps, db, moment);
  const { runId, sourceId } = order;
  const judgementId = beginJudgement(db, { runId, sourceId, policyId, build: deps.build }, now);
  const sitting: Sitting = { deps, db, judgementId, policyId, buyers: buyersOf(db), moment, counted: nothingCounted() };
  if (isCounted(order) && isMassChange(sitting, order, moved)) {
    hold(sitting, order, moved.size);
    return { ...sitting.counted, held: true };
  }
  if (order.source !== null) makeCurrent(db, sourceId);
  const live = liveBySupplier(
    db,
    considered.map(({ subject }) => subject.supplierId),
  );
  for (const { subject, found } of considered) judgeAlerts(sitting, subject, found, live.get(subject.supplierId) ?? []);
  judgeTogether(sitting, considered);
  judgeStops(sitting, standing(db, considered).map(restingOnFacts), order.stated !== true);
  if (order.source === null) {
    judgeOverdue(sitting);
    judgeDue(sitting);
    remindOfSweeps(sitting);
  }
  countJudgement(db, judgementId, { ...sitting.counted });
  return { ...sitting.counted, held: false };
}

/** A policy that has not been in force here before is a decision, and stands in the trail. */
function enactPolicy(deps: JudgeDeps, db: Db, moment: Sitting["moment"]): number {
  const { sha256, text } = deps.policy;
  const { id, isNew } = policyIdOf(db, sha256, text, "basvakt", moment.now);
  if (isNew) {
    const told = { verb: "policy.set", detail: { sha256 }, about: "incident" as const, agreements: [] };
    tellOf({ deps, db, moment }, { ...told, urgent: false, tell: false });
  }
  return id;
}

/** More suppliers moved than a day can bring by itself: a new model, a changed format, a fault. Those still held count too. */
function isMassChange({ deps, db }: Sitting, order: JudgeOrder, moved: ReadonlySet<number>): boolean {
  const limit = massLimit(deps.policy, answeredBefore(db, order.sourceId));
  return limit !== null && moved.size > 0 && new Set([...moved, ...suppliersHeld(db, order.sourceId)]).size > limit;
}

function hold(sitting: Sitting, order: JudgeOrder, suppliers: number): void {
  const { db, moment } = sitting;
  const counted = { suppliers, run: order.runId };
  const opening = { kind: "mass_change" as const, sourceId: order.sourceId, cause: "changed-at-once", counted };
  const { id, isNew } = openIncident(db, opening, moment.now);
  holdVersions(db, order.sourceId, id);
  if (!isNew) return;
  tellOf(sitting, {
    verb: "incident.opened",
    incidentId: id,
    detail: { kind: "mass_change", source: order.source, ...counted },
    about: "incident",
    agreements: [],
    urgent: true,
    tell: true,
  });
}

/** The composite rule looks at the alerts that the others have left, and is judged last. */
function judgeTogether(sitting: Sitting, considered: readonly Considered[]): void {
  const { db, deps, moment } = sitting;
  const setting = deps.policy.rules[composite.id];
  if (setting === undefined || !setting.enabled) return;
  const today = dayOf(moment.now);
  for (const { subject, alerts } of standing(db, considered)) {
    const seen = alerts.map((alert) => ({ ...alert, adapters: alert.sources, openedOn: dayOf(alert.openedAt) }));
    const supplier = subject.supplier.orgNumber;
    const input = { supplier, alerts: seen, today, params: setting.params as never, severity: setting.severity };
    const findings: readonly Finding[] = judgeComposite(input).map((finding) => ({ rule: composite.id, ...finding }));
    const own = alerts.filter(({ rule }) => rule === composite.id);
    if (findings.length + own.length === 0) continue;
    judgeAlerts(sitting, subject, { findings, judged: new Set([composite.id]) }, own);
  }
}

interface Stood extends Standing {
  readonly judged: ReadonlySet<string>;
}

function standing(db: Db, considered: readonly Considered[]): readonly Stood[] {
  const live = liveBySupplier(
    db,
    considered.map(({ subject }) => subject.supplierId),
  );
  return considered.map(({ subject, found }) => ({
    subject,
    judged: found.judged,
    alerts: live.get(subject.supplierId) ?? [],
  }));
}

/** Nobody is newly stopped on what is gone, or on what has become too old for its rule to judge (laws 2 and 7). */
function restingOnFacts({ subject, judged, alerts }: Stood): Standing {
  const rests = ({ rule, goneAt }: LiveAlert) => goneAt === null && (rule === composite.id || judged.has(rule));
  return { subject, alerts: alerts.filter(rests) };
}
