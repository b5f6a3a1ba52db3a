import type { Day } from "../src/domain/day.js";
import type { Audience } from "../src/domain/inquiry.js";
import type { AgreementForm } from "../src/domain/supplier.js";
import type { DraftText } from "../src/mail/draft-text.js";
import { readServices, serviceTitle } from "../src/services.js";
import { type NewDraft, writeDraft } from "../src/store/draft.js";
import type { Db } from "../src/store/open.js";

/** Forms of agreement as people read them. */
export const FORM_TEXT: Readonly<Record<AgreementForm, string>> = {
  ramavtal: "ramavtal",
  direktupphandling: "direktupphandling",
  iop: "IOP",
  egen_regi: "egen regi",
};

/** An agreement in one line: "HVB för barn och unga, ramavtal A-1". */
export function agreementLine(of: { service: string; form: AgreementForm; number: string }): string {
  const what = [FORM_TEXT[of.form], of.number].filter((word) => word !== "").join(" ");
  return `${serviceTitle(readServices(), of.service)}, ${what}`;
}

/** IVO grants permits for the service, or may: what is wrong there may have to be told to it. */
export function isUnderPermit(service: string): boolean {
  return (readServices().get(service)?.permit ?? "depends") !== "no";
}

/** Adda has its own way in; other owners are written to by name. */
export function audienceOf(owner: string): Audience {
  return owner.trim().toLowerCase() === "adda" ? "Adda" : "avtalsägaren";
}

type Addressed = Omit<NewDraft, "subject" | "text" | "dueDay">;

/** Writes one draft, to be sent the same day; null: it was written already. */
export function putDraft(db: Db, to: Addressed, { subject, text }: DraftText, day: Day, now: Date): number | null {
  return writeDraft(db, { ...to, subject, text, dueDay: day }, now);
}
