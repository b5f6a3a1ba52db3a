import { and, eq, isNull } from "drizzle-orm";
import type { Day } from "../domain/day.js";
import type { Formal } from "../domain/ground.js";
import type { InquiryOutcome } from "../domain/inquiry.js";
import type { Db } from "./open.js";
import { inquiry, inquiryAlert, inquiryNote, inquiryStep } from "./schema.js";

export type Inquiry = typeof inquiry.$inferSelect;

export interface InquiryOpening {
  readonly supplierId: number;
  readonly reason: string;
  readonly by: string;
  readonly handler: string | null;
  readonly dueDay: Day;
  readonly checklist: readonly string[];
}

/** Opens an inquiry with its checklist. One open for each supplier: ask `openInquiryOf` first. */
export function openInquiry(db: Db, { by, checklist, ...opening }: InquiryOpening, now: Date): number {
  const { id } = db
    .insert(inquiry)
    .values({ ...opening, openedBy: by, openedAt: now.getTime() })
    .returning({ id: inquiry.id })
    .get();
  for (const [place, step] of checklist.entries()) db.insert(inquiryStep).values({ inquiryId: id, place, step }).run();
  return id;
}

export function openInquiryOf(db: Db, supplierId: number): number | null {
  const open = and(eq(inquiry.supplierId, supplierId), isNull(inquiry.outcome));
  return db.select({ id: inquiry.id }).from(inquiry).where(open).get()?.id ?? null;
}

export function inquiryById(db: Db, id: number): Inquiry | null {
  return db.select().from(inquiry).where(eq(inquiry.id, id)).get() ?? null;
}

/** An alert becomes part of an inquiry. Safe to call twice; true the first time. */
export function joinInquiry(db: Db, inquiryId: number, alertId: number, now: Date): boolean {
  const row = { inquiryId, alertId, joinedAt: now.getTime() };
  return db.insert(inquiryAlert).values(row).onConflictDoNothing().run().changes === 1;
}

export interface InquiryNote {
  readonly inquiryId: number;
  readonly kind: "note" | "asked" | "answered";
  readonly text: string;
  readonly by: string;
}

export function noteInquiry(db: Db, { by, ...note }: InquiryNote, now: Date): void {
  db.insert(inquiryNote)
    .values({ ...note, byPerson: by, at: now.getTime() })
    .run();
}

export interface StepNote {
  readonly inquiryId: number;
  readonly step: string;
  readonly done: boolean;
  readonly text: string;
  readonly by: string;
}

/** A step of the checklist was taken, or will not be. False: the checklist has no such step. */
export function noteStep(db: Db, { by, done, ...note }: StepNote, now: Date): boolean {
  const of = and(eq(inquiryStep.inquiryId, note.inquiryId), eq(inquiryStep.step, note.step));
  const value = done ? 1 : 0;
  if (db.update(inquiryStep).set({ done: value }).where(of).run().changes === 0) return false;
  db.insert(inquiryNote)
    .values({ ...note, kind: "step", done: value, byPerson: by, at: now.getTime() })
    .run();
  return true;
}

/** Somebody takes it on, or it is to be done by another day. */
export function handInquiry(db: Db, id: number, to: { readonly handler?: string; readonly dueDay?: Day }): void {
  if (to.handler !== undefined || to.dueDay !== undefined) db.update(inquiry).set(to).where(eq(inquiry.id, id)).run();
}

export interface InquiryClosing {
  readonly outcome: InquiryOutcome;
  readonly reason: string;
  readonly by: string;
  readonly formal: Formal;
}

/** Ends it, provided it is open as it was read. False: somebody was faster. */
export function closeInquiry(
  db: Db,
  known: Pick<Inquiry, "id" | "version">,
  { outcome, reason, by, formal }: InquiryClosing,
  now: Date,
): boolean {
  const ended = { outcome, closingReason: reason, closedBy: by, closedAt: now.getTime(), ...formal };
  const open = and(eq(inquiry.id, known.id), eq(inquiry.version, known.version), isNull(inquiry.outcome));
  const row = { ...ended, version: known.version + 1 };
  return db.update(inquiry).set(row).where(open).run().changes === 1;
}
