import { type ComplaintClosing, LONGEST_COMPLAINT } from "../src/domain/complaint.js";
import { dayOf } from "../src/domain/day.js";
import { SCHEMA_VERSION } from "../src/domain/kind.js";
import type { Observation, SubjectRef } from "../src/domain/observation.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import { evidenceMaker } from "../src/evidence/evidence.js";
import {
  type Complaint,
  closeComplaint,
  complaintById,
  type NewComplaint,
  registerComplaint,
} from "../src/store/complaint.js";
import { openAgreements } from "../src/store/ending.js";
import type { Db } from "../src/store/open.js";
import { refOf, supplierInRegister, unitInRegister } from "../src/store/subject.js";
import { refuseIdentityNumber, requireReason } from "./decide-order.js";
import { type JudgeSummary, judge } from "./judge.js";
import { recordStated, type Stated } from "./record-stated.js";
import { type JudgeDeps, tellOf } from "./sitting.js";

/** The source that people's own complaints are kept under. */
const SOURCE = "synpunkter";

/** A complaint as it is told: by number and name. */
export interface ToldComplaint extends Omit<NewComplaint, "subjectId" | "supplierId"> {
  readonly orgNumber: OrgNumber;
  /** IVO's id or name of a unit; null: the supplier as a whole. */
  readonly unit: string | null;
  readonly closing: ComplaintClosing | null;
}

export interface Registered {
  readonly ids: readonly number[];
  /** Registered before, in the very same words. */
  readonly known: number;
  readonly judged: JudgeSummary | null;
}

/** Registers complaints, all or none, and judges them. What people saw one by one is not held by the interlocks. */
export async function registerComplaints(
  deps: JudgeDeps,
  told: readonly ToldComplaint[],
  by: string,
  now: Date,
): Promise<Registered> {
  for (const one of told) refuseWrong(one, now);
  const { ids, order } = deps.store.write((db) => {
    const made = told.flatMap((one) => register(deps, db, one, by, now));
    const ids = made.map(({ id }) => id);
    const stated = joined(made.map(({ stated }) => stated));
    const moment = { now, clock: deps.clock() };
    return { ids, order: ids.length === 0 ? null : recordStated(db, SOURCE, stated, by, moment) };
  });
  const judged = order === null ? null : await judge(deps, { ...order, interlock: false, stated: true }, now);
  return { ids, known: told.length - ids.length, judged };
}

export interface ComplaintClosingOrder {
  readonly id: number;
  readonly closing: ComplaintClosing;
  readonly reason: string;
  readonly by: string;
}

/** Says what became of a complaint. One that was registered by mistake counts no longer, and is judged again. */
export async function closeByHand(deps: JudgeDeps, { id, ...ended }: ComplaintClosingOrder, now: Date): Promise<void> {
  requireReason(ended.reason);
  const order = deps.store.write((db) => {
    const complaint = complaintById(db, id);
    if (complaint === null) throw new Refusal(`synpunkten ${id} finns inte`);
    if (!closeComplaint(db, id, ended, now)) throw new Conflict(`synpunkten ${id} är avslutad: ${complaint.closing}`);
    tell(deps, db, { verb: "complaint.closed", id, by: ended.by, of: complaint, detail: { how: ended.closing } }, now);
    if (ended.closing !== "felregistrerad") return null;
    return recordStated(
      db,
      SOURCE,
      [statedOf(db, id, { ...complaint, closing: ended.closing }, ended.by, now)],
      ended.by,
      {
        now,
        clock: deps.clock(),
      },
    );
  });
  if (order !== null) await judge(deps, { ...order, interlock: false, stated: true }, now);
}

function refuseWrong({ text, receivedOn, reporterRole, reporterOrganisation, receivedBy }: ToldComplaint, now: Date) {
  if (text.trim() === "") throw new Refusal("skriv vad synpunkten gäller");
  if (text.length > LONGEST_COMPLAINT)
    throw new Refusal(`texten är längre än ${LONGEST_COMPLAINT} tecken; skriv det viktiga`);
  if (receivedOn > dayOf(now)) throw new Refusal(`${receivedOn} har inte varit än`);
  for (const word of [text, reporterRole ?? "", reporterOrganisation ?? "", receivedBy ?? ""]) {
    refuseIdentityNumber("texten", word);
  }
}

interface Made {
  readonly id: number;
  readonly stated: Stated;
}

function register(deps: JudgeDeps, db: Db, told: ToldComplaint, by: string, now: Date): readonly Made[] {
  const { orgNumber, unit, closing, ...rest } = told;
  const supplierId = supplierInRegister(db, orgNumber);
  const subjectId = unit === null ? supplierId : unitInRegister(db, supplierId, unit);
  const id = registerComplaint(db, { ...rest, subjectId, supplierId }, by, now);
  const complaint = id === null ? null : complaintById(db, id);
  if (id === null || complaint === null) return [];
  const { kind, receivedOn, serious } = rest;
  tell(deps, db, { verb: "complaint.registered", id, by, of: complaint, detail: { kind, receivedOn, serious } }, now);
  if (closing !== null) closeComplaint(db, id, { closing, reason: "avslutad när den registrerades", by }, now);
  return [{ id, stated: statedOf(db, id, { ...complaint, closing }, by, now) }];
}

/** The observation that rules judge: never the text, which stays in the register of complaints. */
function statedOf(db: Db, id: number, complaint: Complaint, by: string, now: Date): Stated {
  const { subjectId, kind, receivedOn, closing } = complaint;
  const serious = Boolean(complaint.serious);
  const facts = { kind, serious, receivedOn, withdrawn: closing === "felregistrerad" };
  const make = evidenceMaker({ adapterId: SOURCE, version: 1, redact: [], now, origin: "statement" });
  const bytes = Buffer.from(JSON.stringify({ complaint: id, ...facts }), "utf8");
  const evidence = { ...make({ bytes, mediaType: "application/json", address: null, status: null }), by };
  const subject: SubjectRef = refOf(db, subjectId);
  const about = { kind: "complaint", subject, key: `${id}`, schema: SCHEMA_VERSION } as const;
  const observation: Observation<"complaint"> = { ...about, asOf: now, facts, evidence: [evidence.digest] };
  return { subjectId, kinds: { complaint: "said" }, observations: [observation], evidence: [evidence] };
}

/** One answer for each subject. */
function joined(all: readonly Stated[]): readonly Stated[] {
  const bySubject = new Map<number, Stated>();
  for (const one of all) {
    const known = bySubject.get(one.subjectId);
    const observations = [...(known?.observations ?? []), ...one.observations];
    bySubject.set(one.subjectId, { ...one, observations, evidence: [...(known?.evidence ?? []), ...one.evidence] });
  }
  return [...bySubject.values()];
}

interface Telling {
  readonly verb: string;
  readonly id: number;
  readonly by: string;
  readonly of: Complaint;
  readonly detail: Readonly<Record<string, string | boolean>>;
}

function tell(deps: JudgeDeps, db: Db, { verb, id, by, of, detail }: Telling, now: Date): void {
  tellOf(
    { deps, db, moment: { now, clock: deps.clock() } },
    {
      actor: by,
      verb,
      subjectId: of.subjectId,
      detail: { complaint: id, ...detail },
      about: "supplier",
      agreements: openAgreements(db, of.supplierId),
      urgent: false,
      tell: false,
    },
  );
}
