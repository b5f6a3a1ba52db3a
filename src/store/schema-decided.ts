import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ADMISSION_OUTCOMES, REFUSALS, VERDICTS } from "../domain/admission.js";
import { COMPLAINT_CLOSINGS, COMPLAINT_KINDS } from "../domain/complaint.js";
import { ENDED_HOW, GROUNDS, ORIGINS } from "../domain/ground.js";
import { AUDIENCES, INQUIRY_OUTCOMES } from "../domain/inquiry.js";

/* What people decide and write down beside the machine's own findings. */

export const ending = sqliteTable("ending", {
  id: integer().primaryKey(),
  supplierId: integer().notNull(),
  agreementId: integer(),
  how: text({ enum: ENDED_HOW }),
  ground: text({ enum: GROUNDS }).notNull(),
  origin: text({ enum: ORIGINS }).notNull(),
  reason: text().notNull(),
  decidedBy: text().notNull(),
  byPerson: text().notNull(),
  caseNumber: text(),
  delegation: text(),
  day: text().notNull(),
  at: integer().notNull(),
  trailSeq: integer().notNull(),
});

export const inquiry = sqliteTable("inquiry", {
  id: integer().primaryKey(),
  supplierId: integer().notNull(),
  reason: text().notNull(),
  openedAt: integer().notNull(),
  openedBy: text().notNull(),
  handler: text(),
  dueDay: text().notNull(),
  outcome: text({ enum: INQUIRY_OUTCOMES }),
  closedAt: integer(),
  closedBy: text(),
  closingReason: text(),
  caseNumber: text(),
  delegation: text(),
  version: integer().notNull().default(1),
});

export const inquiryAlert = sqliteTable(
  "inquiry_alert",
  { inquiryId: integer().notNull(), alertId: integer().notNull(), joinedAt: integer().notNull() },
  (t) => [primaryKey({ columns: [t.inquiryId, t.alertId] })],
);

export const inquiryStep = sqliteTable(
  "inquiry_step",
  { inquiryId: integer().notNull(), place: integer().notNull(), step: text().notNull(), done: integer() },
  (t) => [primaryKey({ columns: [t.inquiryId, t.place] })],
);

export const inquiryNote = sqliteTable("inquiry_note", {
  id: integer().primaryKey(),
  inquiryId: integer().notNull(),
  kind: text({ enum: ["note", "step", "asked", "answered"] }).notNull(),
  step: text(),
  done: integer(),
  text: text().notNull(),
  byPerson: text().notNull(),
  at: integer().notNull(),
});

export const draft = sqliteTable("draft", {
  id: integer().primaryKey(),
  occasion: text().notNull(),
  supplierId: integer().notNull(),
  stopId: integer(),
  inquiryId: integer(),
  sweepId: integer(),
  audience: text({ enum: AUDIENCES }).notNull(),
  recipient: text().notNull(),
  subject: text().notNull(),
  text: text().notNull(),
  state: text({ enum: ["draft", "sent", "dropped"] }).notNull(),
  dueDay: text().notNull(),
  draftedAt: integer().notNull(),
  sentOn: text(),
  settledBy: text(),
  settledAt: integer(),
  note: text(),
});

export const complaint = sqliteTable("complaint", {
  id: integer().primaryKey(),
  subjectId: integer().notNull(),
  supplierId: integer().notNull(),
  digest: text().notNull(),
  kind: text({ enum: COMPLAINT_KINDS }).notNull(),
  serious: integer().notNull(),
  text: text().notNull(),
  receivedOn: text().notNull(),
  reporterRole: text(),
  reporterOrganisation: text(),
  receivedBy: text(),
  registeredAt: integer().notNull(),
  registeredBy: text().notNull(),
  closing: text({ enum: COMPLAINT_CLOSINGS }),
  closedAt: integer(),
  closedBy: text(),
  closingReason: text(),
});

export const admission = sqliteTable("admission", {
  id: integer().primaryKey(),
  orgNumber: text().notNull(),
  name: text().notNull(),
  legalForm: text(),
  service: text().notNull(),
  openedAt: integer().notNull(),
  openedBy: text().notNull(),
  outcome: text({ enum: ADMISSION_OUTCOMES }),
  refusal: text({ enum: REFUSALS }),
  reason: text(),
  decidedAt: integer(),
  decidedBy: text(),
  caseNumber: text(),
  delegation: text(),
});

export const admissionControl = sqliteTable(
  "admission_control",
  {
    admissionId: integer().notNull(),
    place: integer().notNull(),
    control: text().notNull(),
    verdict: text({ enum: VERDICTS }).notNull(),
    note: text().notNull().default(""),
    evidenceId: integer(),
    byWhom: text(),
    at: integer(),
  },
  (t) => [primaryKey({ columns: [t.admissionId, t.place] })],
);
