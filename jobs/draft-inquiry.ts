import { dayOf } from "../src/domain/day.js";
import type { InquiryOutcome } from "../src/domain/inquiry.js";
import { type DraftMatter, inquiryToOwner, inquiryToSupplier, wordToIvo } from "../src/mail/draft-text.js";
import { hasMandate } from "../src/policy/action.js";
import { openAgreements } from "../src/store/ending.js";
import { buyersOf } from "../src/store/judgement.js";
import type { Db } from "../src/store/open.js";
import { supplierById } from "../src/store/subject.js";
import type { DecideDeps } from "./decide-order.js";
import { agreementLine, audienceOf, isUnderPermit, putDraft } from "./draft.js";

interface Ended {
  readonly id: number;
  readonly supplierId: number;
  readonly outcome: InquiryOutcome;
  readonly reason: string;
  readonly by: string;
}

/** An inquiry that found something: drafts to the supplier, to owners we do not decide for, and to IVO where it may have to know. */
export function draftAboutInquiry(deps: DecideDeps, db: Db, ended: Ended, now: Date): void {
  const { id, supplierId, outcome, reason, by } = ended;
  const { name, orgNumber, contact } = supplierById(db, supplierId);
  const agreements = openAgreements(db, supplierId);
  const buyers = buyersOf(db);
  const own = agreements.filter(({ owner }) => hasMandate(deps.policy, owner, buyers));
  const day = dayOf(now);
  const matter: DraftMatter = {
    ...{ name, orgNumber, unit: null, reason, day, by },
    agreement: agreements.map(agreementLine).join("; "),
    buyer: own[0]?.buyer ?? "",
  };
  const base = { supplierId, about: { inquiryId: id }, occasion: `inquiry ${id}` };
  const supplier = { ...base, audience: "leverantören" as const, recipient: contact };
  putDraft(db, supplier, inquiryToSupplier(matter, outcome), day, now);
  for (const agreement of agreements.filter((one) => !own.includes(one) && one.owner !== "")) {
    const to = { ...base, audience: audienceOf(agreement.owner), recipient: agreement.owner };
    const theirs = { ...matter, agreement: agreementLine(agreement) };
    putDraft(db, to, inquiryToOwner(theirs, agreement.owner, outcome), day, now);
  }
  if (agreements.some(({ service }) => isUnderPermit(service))) {
    putDraft(db, { ...base, audience: "IVO", recipient: "IVO" }, wordToIvo(matter), day, now);
  }
}
