import { dayOf } from "../src/domain/day.js";
import type { Ground } from "../src/domain/ground.js";
import { type DraftMatter, stopToOwner, stopToSupplier, wordToIvo } from "../src/mail/draft-text.js";
import { stopTerm } from "../src/mail/stop-term.js";
import { ownerStops, stopItem } from "../src/store/list-stops.js";
import type { Db } from "../src/store/open.js";
import { stopById } from "../src/store/stop.js";
import { supplierRow, unitTitle } from "../src/store/subject.js";
import { wayBack } from "./digest-way-back.js";
import { agreementLine, audienceOf, isUnderPermit, putDraft } from "./draft.js";

/** Grounds that say nothing of the care: IVO need not hear of them from us. */
const NOT_FOR_IVO: readonly Ground[] = ["administrativ", "vilande", "avvecklad"];

/** A stop that a person has put behind: drafts to the supplier, to owners it was proposed to, and to IVO where it may have to know. */
export function draftAboutStop(db: Db, stopId: number, by: string, now: Date): void {
  const stop = stopItem(db, stopId);
  const row = stopById(db, stopId);
  if (stop === null || row === null) return;
  const { id: supplierId, contact } = supplierRow(db, stop.orgNumber);
  const { agreement, service } = stop.scope;
  const day = dayOf(now);
  const occasion = stop.alert === null ? `stop ${stopId}` : `alert ${stop.alert}`;
  const matter: DraftMatter = {
    ...{ name: stop.name, orgNumber: stop.orgNumber, unit: unitTitle(db, row.subjectId), reason: stop.reason, day, by },
    agreement: agreementLine({ ...agreement, service }),
    buyer: agreement.buyer,
  };
  const base = { supplierId, about: { stopId }, occasion };
  const supplier = { ...base, occasion: `stop ${stopId}`, audience: "leverantören" as const, recipient: contact };
  putDraft(db, supplier, stopToSupplier(matter, stopTerm(agreement.form), wayBack(stop.rule)), day, now);
  for (const { scope } of ownerStops(db, stop)) {
    const { owner } = scope.agreement;
    const theirs = { ...matter, agreement: agreementLine({ ...scope.agreement, service: scope.service }) };
    const to = { ...base, audience: audienceOf(owner), recipient: owner };
    putDraft(db, to, stopToOwner(theirs, owner), day, now);
  }
  if (stop.origin !== "IVO" && isUnderPermit(service) && !NOT_FOR_IVO.includes(stop.ground as Ground)) {
    putDraft(db, { ...base, audience: "IVO", recipient: "IVO" }, wordToIvo(matter), day, now);
  }
}
