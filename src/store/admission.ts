import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { AdmissionOutcome, RefusalReason, Verdict } from "../domain/admission.js";
import type { Formal } from "../domain/ground.js";
import type { Db } from "./open.js";
import { admission, admissionControl } from "./schema.js";

export type Admission = typeof admission.$inferSelect;

export interface NewAdmission {
  readonly orgNumber: string;
  readonly name: string;
  readonly legalForm: string | null;
  readonly service: string;
  readonly by: string;
  readonly controls: readonly string[];
}

/** Opens the admission of somebody for a service, with its controls to be made. */
export function openAdmission(db: Db, { by, controls, ...row }: NewAdmission, now: Date): number {
  const opened = { ...row, openedBy: by, openedAt: now.getTime() };
  const { id } = db.insert(admission).values(opened).returning({ id: admission.id }).get();
  for (const [place, control] of controls.entries()) {
    db.insert(admissionControl).values({ admissionId: id, place, control, verdict: "ej gjord" }).run();
  }
  return id;
}

export function openAdmissionOf(db: Db, orgNumber: string, service: string): number | null {
  const open = and(eq(admission.orgNumber, orgNumber), eq(admission.service, service), isNull(admission.outcome));
  return db.select({ id: admission.id }).from(admission).where(open).get()?.id ?? null;
}

export interface ControlMade {
  readonly control: string;
  readonly verdict: Verdict;
  readonly note: string;
  readonly evidenceId: number | null;
  /** A person, or the machine that asked a source; null while it is not made. */
  readonly by: string | null;
}

/** The verdict of a control. False: the admission has no such control. */
export function makeControl(db: Db, admissionId: number, { control, by, ...made }: ControlMade, now: Date): boolean {
  const of = and(eq(admissionControl.admissionId, admissionId), eq(admissionControl.control, control));
  const at = by === null ? null : now.getTime();
  return (
    db
      .update(admissionControl)
      .set({ ...made, byWhom: by, at })
      .where(of)
      .run().changes === 1
  );
}

export interface AdmissionDecision extends Formal {
  readonly outcome: AdmissionOutcome;
  readonly refusal: RefusalReason | null;
  readonly reason: string;
  readonly by: string;
}

/** False: it was decided already. */
export function decideAdmission(db: Db, id: number, { by, ...decided }: AdmissionDecision, now: Date): boolean {
  const open = and(eq(admission.id, id), isNull(admission.outcome));
  const row = { ...decided, decidedBy: by, decidedAt: now.getTime() };
  return db.update(admission).set(row).where(open).run().changes === 1;
}

export type ShownAdmission = NonNullable<ReturnType<typeof showAdmission>>;

/** One admission with its controls; null when there is none. */
export function showAdmission(db: Db, id: number) {
  const row = db.select().from(admission).where(eq(admission.id, id)).get();
  if (row === undefined) return null;
  const of = eq(admissionControl.admissionId, id);
  const controls = db.select().from(admissionControl).where(of).orderBy(asc(admissionControl.place)).all();
  return {
    ...item(row),
    controls: controls.map(({ control, verdict, note, evidenceId, byWhom, at }) => ({
      control,
      verdict,
      note,
      evidence: evidenceId,
      by: byWhom,
      at: at === null ? null : new Date(at).toISOString(),
    })),
  };
}

/** Admissions, the newest first; those under way only, unless all are wanted. */
export function listAdmissions(db: Db, all: boolean) {
  const wanted = all ? undefined : isNull(admission.outcome);
  return db.select().from(admission).where(wanted).orderBy(desc(admission.id)).all().map(item);
}

function item({ openedAt, decidedAt, ...row }: Admission) {
  const opened = new Date(openedAt).toISOString();
  return { ...row, openedAt: opened, decidedAt: decidedAt === null ? null : new Date(decidedAt).toISOString() };
}
