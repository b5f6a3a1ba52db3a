import { type Day, dayOf } from "../src/domain/day.js";
import { type EndedHow, type Ground, INFORMAL, type Origin } from "../src/domain/ground.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import { Refusal } from "../src/domain/refusal.js";
import { sameService } from "../src/domain/service.js";
import type { Agreement } from "../src/domain/supplier.js";
import { endAgreement, noteEnding, openAgreements, type RegisteredAgreement } from "../src/store/ending.js";
import { leaveRegister } from "../src/store/import-suppliers.js";
import type { Db } from "../src/store/open.js";
import { supplierInRegister } from "../src/store/subject.js";
import { type DecideDeps, type Order, refuseFormal, refuseIdentityNumber, requireReason } from "./decide-order.js";
import { tellOf } from "./sitting.js";

interface EndingOrder extends Order {
  readonly orgNumber: OrgNumber;
  readonly ground: Ground;
  readonly origin: Origin;
}

/** Which of a supplier's agreements are meant; what is not told does not narrow it. */
export type Under = Readonly<Partial<Record<"buyer" | "service" | "form" | "number", string>>>;

export interface AgreementEnding extends EndingOrder {
  readonly under: Under;
  /** End several at once; otherwise one alone may be meant. */
  readonly all: boolean;
  readonly how: EndedHow;
  readonly decidedBy: string;
  /** The last day it holds; null: today, or the day it was to run out when that is how it ended. */
  readonly lastDay: Day | null;
}

/** Ends agreements, with how, why and who decided. Gives those that ended, as they stood. */
export function endAgreements(deps: DecideDeps, order: AgreementEnding, now: Date): readonly RegisteredAgreement[] {
  requireWords(order, order.decidedBy);
  return deps.store.write((db) => {
    const supplierId = supplierInRegister(db, order.orgNumber);
    const meant = openAgreements(db, supplierId).filter((agreement) => isMeant(agreement, order.under));
    if (meant.length === 0) throw new Refusal("leverantören har inget avtal av det slaget som inte redan är avslutat");
    if (meant.length > 1 && !order.all) throw new Refusal(whichOf(meant));
    for (const agreement of meant) endOne(deps, db, order, agreement, now);
    return meant;
  });
}

export interface Removal extends EndingOrder {}

/** Takes a supplier out of the register. Its history stays. */
export function removeFromRegister(deps: DecideDeps, order: Removal, now: Date): void {
  requireWords(order, order.by);
  deps.store.write((db) => {
    const supplierId = supplierInRegister(db, order.orgNumber);
    const agreements = openAgreements(db, supplierId);
    leaveRegister(db, supplierId, order.reason, now);
    const told = { verb: "supplier.removed", decidedBy: order.by, agreements, detail: {} };
    note(deps, db, { order, supplierId, agreement: null, day: dayOf(now), ...told }, now);
  });
}

function requireWords({ reason, formal = INFORMAL }: EndingOrder, decidedBy: string): void {
  requireReason(reason);
  if (decidedBy.trim() === "") throw new Refusal("ange vem som har beslutat, med --decided-by");
  refuseIdentityNumber("beslutsfattaren", decidedBy);
  refuseFormal(formal);
}

/** Whether an agreement is one of those that are meant. */
export function isMeant(agreement: Agreement, { buyer, service, form, number }: Under): boolean {
  const meets = (wanted: string | undefined, value: string) => wanted === undefined || wanted === value;
  return (
    meets(buyer, agreement.buyer) &&
    meets(form, agreement.form) &&
    meets(number, agreement.number) &&
    (service === undefined || sameService(agreement.service, service))
  );
}

function whichOf(meant: readonly Agreement[]): string {
  const each = meant.map(({ service, form, buyer, number }) =>
    [service, form, buyer, number].filter(Boolean).join(", "),
  );
  return `leverantören har ${meant.length} sådana avtal (${each.join("; ")}); välj med --service, --form, --buyer eller --number, eller ange --all`;
}

function endOne(deps: DecideDeps, db: Db, order: AgreementEnding, agreement: RegisteredAgreement, now: Date): void {
  const { how, decidedBy } = order;
  const day = order.lastDay ?? (how === "utlöpt" && agreement.ends !== null ? agreement.ends : dayOf(now));
  if (agreement.starts !== null && day < agreement.starts) {
    throw new Refusal(`avtalet börjar ${agreement.starts} och kan inte sluta ${day}; ange sista dagen med --on`);
  }
  endAgreement(db, agreement.id, how, day);
  const { supplierId, service, form, buyer, number } = agreement;
  const detail = { how, lastDay: day, service, form, buyer, number };
  const told = { verb: "agreement.ended", decidedBy, agreements: [agreement], detail };
  note(deps, db, { order, supplierId, agreement: { id: agreement.id, how }, day, ...told }, now);
}

interface Noted {
  readonly order: EndingOrder;
  readonly supplierId: number;
  readonly agreement: { readonly id: number; readonly how: EndedHow } | null;
  readonly day: Day;
  readonly verb: string;
  readonly decidedBy: string;
  readonly agreements: readonly Agreement[];
  readonly detail: Readonly<Record<string, string>>;
}

function note(deps: DecideDeps, db: Db, noted: Noted, now: Date): void {
  const { order, supplierId, verb, decidedBy, agreements, detail, agreement, day } = noted;
  const { by, reason, ground, origin, formal = INFORMAL } = order;
  const told = { reason, ground, origin, decidedBy, ...formal, ...detail };
  const trailSeq = tellOf(
    { deps, db, moment: { now, clock: deps.clock() } },
    { actor: by, verb, subjectId: supplierId, detail: told, about: "supplier", agreements, urgent: false, tell: true },
  );
  noteEnding(db, { supplierId, agreement, ground, origin, reason, decidedBy, by, formal, day, trailSeq }, now);
}
