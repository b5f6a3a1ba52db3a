import { setImmediate } from "node:timers/promises";
import { dayOf } from "../src/domain/day.js";
import type { Finding } from "../src/domain/finding.js";
import type { LiveAlert, SupplierCase } from "../src/domain/supplier-case.js";
import { type Found, find, type Layer } from "../src/judgement/find.js";
import { findingsMoved } from "../src/judgement/mass-change.js";
import { massLimit } from "../src/policy/interlock.js";
import { composite, judgeComposite } from "../src/rules/composite.js";
import { suppliersWithLiveAlerts } from "../src/store/alert.js";
import { answeredBefore, loadCases, supplierIds, suppliersToJudge } from "../src/store/case.js";
import { openIncident } from "../src/store/incident.js";
import { beginJudgement, buyersOf, countJudgement, policyIdOf, trailPosition } from "../src/store/judgement.js";
import type { Db } from "../src/store/open.js";
import { holdVersions, makeCurrent, suppliersHeld } from "../src/store/version.js";
import { judgeAlerts } from "./judge-alerts.js";
import { judgeDue } from "./judge-due.js";
import { judgeOverdue } from "./judge-overdue.js";
import { judgeStops, type Standing } from "./judge-stops.js";
import { liveBySupplier } from "./live-by-supplier.js";
import { type Counted, type JudgeDeps, nothingCounted, type Sitting, tellOf } from "./sitting.js";
import { canShowMassChange } from "./take-in.js";

/** What is judged: one source's new answers in a run, or the whole register on what is current. */
export interface JudgeOrder {
  readonly runId: number;
  readonly sourceId: number;
  /** Null: everybody, on current facts alone. */
  readonly source: string | null;
  /** False when a person has released what the interlock held. */
  readonly interlock: boolean;
}

export interface JudgeSummary extends Counted {
  readonly held: boolean;
}

interface Considered {
  readonly subject: SupplierCase;
  readonly found: Found;
}

interface Consideration {
  readonly position: number;
  readonly considered: readonly Considered[];
  readonly moved: ReadonlySet<number>;
}

const SLICE = 100;

/** Judges: findings, alerts, interlocks, stops and notifications, in one transaction. What people did meanwhile counts. */
export async function judge(deps: JudgeDeps, order: JudgeOrder, now: Date): Promise<JudgeSummary> {
  for (;;) {
    const consideration = await consider(deps, order, now);
    const summary = deps.store.write((db) => decide(deps, db, order, consideration, now));
    if (summary !== null) return summary;
  }
}

/** The rules' part, outside the transaction and in slices: only what leads to something is kept. */
async function consider(deps: JudgeDeps, order: JudgeOrder, now: Date): Promise<Consideration> {
  const { store, rules, policy } = deps;
  const position = trailPosition(store.db);
  const ids = order.source === null ? supplierIds(store.db) : suppliersToJudge(store.db, order.sourceId);
  const alerted = suppliersWithLiveAlerts(store.db);
  const layer: Layer = order.source === null ? { over: "nothing" } : { over: "source", source: order.source };
  // Where too few had answered before, no change is a mass change, and nobody's findings need be compared.
  const counted = isCounted(order) && canShowMassChange(deps, store.db, order.sourceId);
  const looksBack = Math.max(0, ...rules.map((rule) => rule.looksBack));
  const considered: Considered[] = [];
  const moved = new Set<number>();
  for (let from = 0; from < ids.length; from += SLICE) {
    for (const subject of loadCases(store.db, ids.slice(from, from + SLICE), looksBack, now)) {
      const found = find(subject, layer, rules, policy, now);
      if (counted) {
        const before = find(subject, { over: "nothing" }, rules, policy, now);
        if (findingsMoved(before.findings, found.findings)) moved.add(subject.supplierId);
      }
      if (found.findings.length > 0 || alerted.has(subject.supplierId)) {
        considered.push({ subject: { ...subject, facts: [] }, found });
      }
    }
    await setImmediate();
  }
  return { position, considered, moved };
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
  judgeStops(sitting, standing(db, considered).map(restingOnFacts));
  if (order.source === null) {
    judgeOverdue(sitting);
    judgeDue(sitting);
  }
  countJudgement(db, judgementId, { ...sitting.counted });
  return { ...sitting.counted, held: false };
}

function isCounted({ source, interlock }: JudgeOrder): boolean {
  return source !== null && interlock;
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
