import { addDays, type Day, dayOf } from "../src/domain/day.js";
import { INFORMAL } from "../src/domain/ground.js";
import type { InquiryOutcome } from "../src/domain/inquiry.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import { hoursOf } from "../src/policy/duration.js";
import { openAgreements } from "../src/store/ending.js";
import {
  closeInquiry,
  handInquiry,
  type Inquiry,
  inquiryById,
  noteInquiry,
  noteStep,
  openInquiry,
  openInquiryOf,
} from "../src/store/inquiry.js";
import type { Db } from "../src/store/open.js";
import { supplierInRegister } from "../src/store/subject.js";
import {
  type DecideDeps,
  type Order,
  refuseFormal,
  refuseIdentityNumber,
  requireReason,
  requireVersion,
} from "./decide-order.js";
import { draftAboutInquiry } from "./draft-inquiry.js";
import { tellOf } from "./sitting.js";

export interface OpenOrder extends Order {
  readonly orgNumber: OrgNumber;
  readonly handler: string | null;
  /** Null: as long as the policy gives. */
  readonly dueDay: Day | null;
}

/** A person opens an inquiry of a supplier. One may be open at a time. */
export function openByHand(deps: DecideDeps, order: OpenOrder, now: Date): number {
  requireReason(order.reason);
  return deps.store.write((db) => {
    const supplierId = supplierInRegister(db, order.orgNumber);
    const open = openInquiryOf(db, supplierId);
    if (open !== null) throw new Conflict(`fördjupad kontroll ${open} pågår redan för leverantören`);
    const { within, checklist } = deps.policy.inquiries;
    const dueDay = order.dueDay ?? addDays(dayOf(now), Math.ceil(hoursOf(within) / 24));
    const { reason, by, handler } = order;
    const id = openInquiry(db, { supplierId, reason, by, handler, dueDay, checklist }, now);
    tell(
      deps,
      db,
      { verb: "inquiry.opened", by, supplierId, detail: { inquiry: id, reason, dueDay }, told: true },
      now,
    );
    return id;
  });
}

export interface NoteOrder {
  readonly id: number;
  readonly by: string;
  readonly text: string;
  /** A step of the checklist, taken or not; the supplier asked or answering; else a note. */
  readonly what: { readonly step: string; readonly done: boolean } | "asked" | "answered" | "note";
  readonly handler?: string | undefined;
  readonly dueDay?: Day | undefined;
}

/** Writes in an open inquiry. */
export function writeInInquiry(deps: DecideDeps, order: NoteOrder, now: Date): void {
  const { id, by, text, what, handler, dueDay } = order;
  if (text.trim() === "") throw new Refusal("skriv vad som gjordes eller sades, med --text");
  refuseIdentityNumber("texten", text);
  deps.store.write((db) => {
    const { supplierId } = open(db, id);
    if (typeof what === "string") noteInquiry(db, { inquiryId: id, kind: what, text, by }, now);
    else if (!noteStep(db, { inquiryId: id, ...what, text, by }, now)) {
      throw new Refusal(`checklistan har inget steg som heter ${what.step}; se basvakt inquiries show ${id}`);
    }
    handInquiry(db, id, { ...(handler === undefined ? {} : { handler }), ...(dueDay === undefined ? {} : { dueDay }) });
    const kind = typeof what === "string" ? what : what.step;
    tell(deps, db, { verb: "inquiry.noted", by, supplierId, detail: { inquiry: id, kind, text }, told: false }, now);
  });
}

export interface CloseOrder extends Order {
  readonly id: number;
  readonly version: number | null;
  readonly outcome: InquiryOutcome;
}

/** Ends an inquiry with an outcome. Shortcomings are told to those who should know, in drafts. */
export function closeByHand(deps: DecideDeps, order: CloseOrder, now: Date): void {
  const { id, outcome, reason, by, formal = INFORMAL } = order;
  requireReason(reason);
  refuseFormal(formal);
  deps.store.write((db) => {
    const inquiry = open(db, id);
    requireVersion(inquiry, order);
    if (!closeInquiry(db, inquiry, { outcome, reason, by, formal }, now)) throw new Error("an inquiry moved meanwhile");
    const { supplierId } = inquiry;
    const detail = { inquiry: id, how: outcome, reason, ...formal };
    tell(deps, db, { verb: "inquiry.closed", by, supplierId, detail, told: true }, now);
    if (outcome !== "utan åtgärd") draftAboutInquiry(deps, db, { ...inquiry, outcome, reason, by }, now);
  });
}

function open(db: Db, id: number): Inquiry {
  const inquiry = inquiryById(db, id);
  if (inquiry === null) throw new Refusal(`fördjupad kontroll ${id} finns inte`);
  if (inquiry.outcome !== null) throw new Conflict(`fördjupad kontroll ${id} är avslutad: ${inquiry.outcome}`);
  return inquiry;
}

interface Telling {
  readonly verb: string;
  readonly by: string;
  readonly supplierId: number;
  readonly detail: Readonly<Record<string, string | number | null>>;
  readonly told: boolean;
}

function tell(deps: DecideDeps, db: Db, { verb, by, supplierId, detail, told }: Telling, now: Date): void {
  const agreements = openAgreements(db, supplierId);
  tellOf(
    { deps, db, moment: { now, clock: deps.clock() } },
    { actor: by, verb, subjectId: supplierId, detail, about: "supplier", agreements, urgent: false, tell: told },
  );
}
