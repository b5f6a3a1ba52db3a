import { type Ground, INFORMAL, type Origin } from "../src/domain/ground.js";
import type { Evidence } from "../src/domain/observation.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import { subjectKey } from "../src/domain/subject-key.js";
import { unitRef } from "../src/domain/supplier.js";
import type { AgreementInForce, SupplierCase } from "../src/domain/supplier-case.js";
import { agreementsOf } from "../src/judgement/intend-stops.js";
import { hasMandate } from "../src/policy/action.js";
import { attachEvidence } from "../src/store/attach-evidence.js";
import { loadCases, supplierIds } from "../src/store/case.js";
import { noteDecision } from "../src/store/decide-note.js";
import { startHandStop } from "../src/store/decide-stop.js";
import { buyersOf } from "../src/store/judgement.js";
import type { Db } from "../src/store/open.js";
import { stopById } from "../src/store/stop.js";
import { subjectIdOf } from "../src/store/subject.js";
import { isMeant, type Under } from "./decide-ending.js";
import { type DecideDeps, type Order, refuseFormal, requireReason, requireRole } from "./decide-order.js";
import { draftAboutStop } from "./draft-stop.js";
import { tellOf } from "./sitting.js";

/** How long the owner of an agreement has, when a stop is put to it without a rule that says. */
const ANSWER_WITHIN_MS = 5 * 86_400_000;

/** A person's own decision to stop, without an alert. What is not told does not narrow it. */
export interface Imposition extends Order {
  readonly orgNumber: OrgNumber;
  /** IVO's id or the name of a unit; null for the supplier as a whole. */
  readonly unit: string | null;
  readonly ground: Ground;
  readonly origin: Origin;
  readonly under: Under;
  /** What the person attaches. */
  readonly evidence: readonly Evidence[];
}

export interface Imposed {
  readonly imposed: readonly number[];
  /** Put to owners that this installation does not decide for. */
  readonly proposed: readonly number[];
  /** Agreements under which a person's own stop stood already. */
  readonly stood: number;
}

/** Stops a supplier or a unit under every agreement in force that is meant; without mandate it is proposed. */
export function imposeByHand(deps: DecideDeps, order: Imposition, now: Date): Imposed {
  requireReason(order.reason);
  refuseFormal(order.formal ?? INFORMAL);
  requireRole(deps.policy, "impose", order.by);
  return deps.store.write((db) => {
    const subject = caseOf(db, order.orgNumber, now);
    const subjectId = order.unit === null ? subject.supplierId : unitOf(subject, order.unit);
    const meant = agreementsOf(subject, subjectId).filter((agreement) => isMeant(agreement, order.under));
    if (meant.length === 0) throw new Refusal("leverantören har inget gällande avtal av det slaget");
    const buyers = buyersOf(db);
    const made = meant.map((agreement) => {
      const own = hasMandate(deps.policy, agreement.owner, buyers);
      return { own, id: impose(deps, db, { order, subjectId, agreement, own }, now) };
    });
    const ids = (own: boolean) => made.flatMap((one) => (one.own === own && one.id !== null ? [one.id] : []));
    const stood = made.filter(({ id }) => id === null).length;
    if (stood === made.length)
      throw new Conflict("ett eget stopp gäller, eller är föreslaget, redan för alla de avtalen");
    return { imposed: ids(true), proposed: ids(false), stood };
  });
}

function caseOf(db: Db, orgNumber: OrgNumber, now: Date): SupplierCase {
  const id = subjectIdOf(db, { supplier: orgNumber });
  const [subject] = id === null || !supplierIds(db).includes(id) ? [] : loadCases(db, [id], 0, now);
  if (subject === undefined) throw new Refusal("leverantören finns inte i registret");
  return subject;
}

function unitOf({ supplier, subjects }: SupplierCase, told: string): number {
  const unit = supplier.units.find(({ ivoId }) => ivoId === told) ?? supplier.units.find(({ name }) => name === told);
  const ref = unit === undefined ? null : { supplier: supplier.orgNumber, unit: unitRef(unit) };
  const id = ref === null ? undefined : subjects.get(subjectKey(ref));
  if (id === undefined) throw new Refusal(`leverantören har ingen verksamhet som heter ${told}`);
  return id;
}

interface Imposing {
  readonly order: Imposition;
  readonly subjectId: number;
  readonly agreement: AgreementInForce;
  readonly own: boolean;
}

/** One stop; null when one of a person's own stands already. */
function impose(deps: DecideDeps, db: Db, { order, subjectId, agreement, own }: Imposing, now: Date): number | null {
  const { by, reason, ground, origin, formal } = order;
  const role = deps.policy.mandates.impose;
  const proposed = own ? null : { confirmBy: new Date(now.getTime() + ANSWER_WITHIN_MS), role };
  const stopId = startHandStop(db, { subjectId, agreementId: agreement.id, reason, ground, origin, by, proposed }, now);
  const stop = stopId === null ? null : stopById(db, stopId);
  if (stop === null) return null;
  attachEvidence(db, stop.id, order.evidence);
  const verb = own ? "imposed" : "proposed";
  const { id, severity } = stop;
  const trailSeq = tellOf(
    { deps, db, moment: { now, clock: deps.clock() } },
    {
      actor: by,
      verb: `stop.${verb}`,
      subjectId,
      stopId: id,
      detail: { rule: null, severity, reason, ground, origin, ...formal, evidence: evidenceOf(order) },
      about: "stop",
      agreements: [agreement],
      urgent: false,
      tell: true,
    },
  );
  noteDecision(db, { about: { stopId: id }, verb, reason, by, facts: [], severity, trailSeq, formal }, now);
  if (own) draftAboutStop(db, id, by, now);
  return id;
}

function evidenceOf({ evidence }: Imposition): readonly string[] {
  return evidence.map(({ digest }) => digest);
}
