import { addDays, dayOf } from "../src/domain/day.js";
import type { SupplierCase } from "../src/domain/supplier-case.js";
import { hoursOf } from "../src/policy/duration.js";
import { joinInquiry, openInquiry, openInquiryOf } from "../src/store/inquiry.js";
import { type Sitting, tellOf } from "./sitting.js";

/** What an alert brings to an inquiry. */
interface Signal {
  readonly alertId: number;
  readonly because: string;
  /** Whether it calls for an inquiry by itself; other alerts only join one that is open. */
  readonly inquires: boolean;
}

/** An alert that calls for an inquiry opens one; while one is open every later alert about the supplier joins it. */
export function judgeInquiry(sitting: Sitting, { supplierId, agreements }: SupplierCase, signal: Signal): void {
  const { db, moment, deps } = sitting;
  const { alertId, because, inquires } = signal;
  const open = openInquiryOf(db, supplierId);
  if (open === null && !inquires) return;
  const { within, checklist } = deps.policy.inquiries;
  const dueDay = addDays(dayOf(moment.now), Math.ceil(hoursOf(within) / 24));
  const opening = { supplierId, reason: because, by: "basvakt", handler: null, dueDay, checklist };
  const inquiry = open ?? openInquiry(db, opening, moment.now);
  if (!joinInquiry(db, inquiry, alertId, moment.now)) return;
  tellOf(sitting, {
    verb: open === null ? "inquiry.opened" : "inquiry.joined",
    alertId,
    subjectId: supplierId,
    detail: { inquiry, reason: because, dueDay },
    about: "supplier",
    agreements,
    urgent: false,
    tell: open === null,
  });
}
