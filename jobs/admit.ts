import {
  type AdmissionOutcome,
  type Control,
  controlsOf,
  type RefusalReason,
  type Verdict,
} from "../src/domain/admission.js";
import { INFORMAL } from "../src/domain/ground.js";
import type { Evidence } from "../src/domain/observation.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import { legalGroupOf } from "../src/domain/supplier.js";
import {
  type ControlMade,
  decideAdmission,
  makeControl,
  openAdmission,
  openAdmissionOf,
  type ShownAdmission,
  showAdmission,
} from "../src/store/admission.js";
import { keepEvidence } from "../src/store/attach-evidence.js";
import type { Db } from "../src/store/open.js";
import { OURSELVES } from "../src/store/subject.js";
import { type Candidate, type Heard, verdictOf } from "./admit-verdict.js";
import { type DecideDeps, type Order, refuseFormal, refuseIdentityNumber, requireReason } from "./decide-order.js";
import { isUnderPermit } from "./draft.js";
import { type JudgeDeps, tellOf } from "./sitting.js";

export interface AdmissionOrder {
  readonly orgNumber: OrgNumber;
  readonly name: string;
  readonly legalForm: string | null;
  readonly service: string;
  readonly by: string;
}

/** Opens an admission, or takes up the one that is open, with what the sources have just said. */
export function admit(deps: JudgeDeps, order: AdmissionOrder, heard: readonly Heard[], now: Date): number {
  return deps.store.write((db) => {
    const controls = controlsFor(order);
    const { orgNumber, service } = order;
    const known = openAdmissionOf(db, orgNumber, service);
    const titles = controls.map(({ title }) => title);
    const id = known ?? openAdmission(db, { ...order, controls: titles }, now);
    if (known === null) {
      const detail = { admission: id, orgNumber, service };
      tell(deps, db, { verb: "admission.opened", actor: order.by, detail }, now);
    }
    for (const control of controls) answerControl(deps, db, { id, control, order }, heard, now);
    return id;
  });
}

function controlsFor({ orgNumber, legalForm, service }: AdmissionOrder): readonly Control[] {
  return controlsOf(legalGroupOf(legalForm, orgNumber), isUnderPermit(service));
}

interface Answering {
  readonly id: number;
  readonly control: Control;
  readonly order: AdmissionOrder;
}

/** What a source says about a control is its verdict, until a person says otherwise; silence leaves it to be made. */
function answerControl(deps: JudgeDeps, db: Db, of: Answering, heard: readonly Heard[], now: Date): void {
  const { id, control, order } = of;
  if (control.answered === null) return;
  const { orgNumber, name, legalForm, service } = order;
  const candidate: Candidate = { orgNumber, name, legalForm, service };
  const told = verdictOf(deps, candidate, control.answered, heard, now);
  const evidenceId = told.evidence === null ? null : keepEvidence(db, told.evidence.source, told.evidence.kept);
  const by = told.verdict === "ej gjord" ? null : "basvakt";
  const made = { control: control.title, verdict: told.verdict, note: told.note, evidenceId, by };
  record(deps, db, { id, made, actor: order.by }, now);
}

export interface ControlOrder {
  readonly id: number;
  readonly control: string;
  readonly verdict: Verdict;
  readonly note: string;
  readonly evidence: Evidence | null;
  readonly by: string;
}

/** A person says what a control showed. */
export function recordControl(deps: DecideDeps, order: ControlOrder, now: Date): void {
  const { id, control, verdict, note, by, evidence } = order;
  refuseIdentityNumber("anteckningen", note);
  if (verdict === "brist" && note.trim() === "") throw new Refusal("skriv vad bristen är, med --note");
  deps.store.write((db) => {
    undecided(db, id);
    const evidenceId = evidence === null ? null : keepEvidence(db, OURSELVES, evidence);
    const made = { control, verdict, note, evidenceId, by: verdict === "ej gjord" ? null : by };
    record(deps, db, { id, made, actor: by }, now);
  });
}

interface Recording {
  readonly id: number;
  readonly made: ControlMade;
  readonly actor: string;
}

function record(deps: DecideDeps, db: Db, { id, made, actor }: Recording, now: Date): void {
  if (!makeControl(db, id, made, now)) {
    const controls = showAdmission(db, id)?.controls ?? [];
    throw new Refusal(
      `prövningen har ingen kontroll som heter så; den har ${controls.map((one) => one.control).join("; ")}`,
    );
  }
  const { control, verdict, note, evidenceId } = made;
  const detail = { admission: id, control, verdict, note, evidence: evidenceId };
  tell(deps, db, { verb: "admission.control", actor, detail }, now);
}

export interface AdmissionDecisionOrder extends Order {
  readonly id: number;
  readonly outcome: AdmissionOutcome;
  readonly refusal: RefusalReason | null;
}

/** A person approves or refuses. Nobody is approved while a control is not made. */
export function decideByHand(deps: DecideDeps, order: AdmissionDecisionOrder, now: Date): void {
  const { id, outcome, refusal, reason, by, formal = INFORMAL } = order;
  requireReason(reason);
  refuseFormal(formal);
  deps.store.write((db) => {
    const { controls, orgNumber } = undecided(db, id);
    const left = controls.filter(({ verdict }) => verdict === "ej gjord").map(({ control }) => control);
    if (outcome === "godkänd" && left.length > 0) {
      throw new Conflict(`kontroller som inte är gjorda: ${left.join("; ")}`);
    }
    if (!decideAdmission(db, id, { outcome, refusal, reason, by, ...formal }, now))
      throw new Error("decided meanwhile");
    const detail = { admission: id, orgNumber, outcome, refusal, reason, ...formal };
    tell(deps, db, { verb: "admission.decided", actor: by, detail }, now);
  });
}

function undecided(db: Db, id: number): ShownAdmission {
  const found = showAdmission(db, id);
  if (found === null) throw new Refusal(`prövningen ${id} finns inte`);
  if (found.outcome !== null) throw new Conflict(`prövningen ${id} är avgjord: ${found.outcome}`);
  return found;
}

type Told = Pick<Parameters<typeof tellOf>[1], "verb" | "detail"> & { readonly actor: string };

function tell(deps: DecideDeps, db: Db, { verb, actor, detail }: Told, now: Date): void {
  tellOf(
    { deps, db, moment: { now, clock: deps.clock() } },
    { actor, verb, detail, about: "supplier", agreements: [], urgent: false, tell: false },
  );
}
