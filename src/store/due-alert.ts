import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import type { Day } from "../domain/day.js";
import { sameService } from "../domain/service.js";
import type { AgreementForm } from "../domain/supplier.js";
import type { Alert } from "./decide-alert.js";
import type { Db } from "./open.js";
import { agreement, alert, subject, supplier, unit } from "./schema.js";

/** Acknowledged alerts whose date has passed while their facts stand; they are open again. Their date is given, and gone. */
export function reopenDue(db: Db, now: Date): readonly (Alert & { readonly dueAt: number })[] {
  const due = db
    .select({ alert })
    .from(alert)
    .innerJoin(subject, eq(subject.id, alert.subjectId))
    .innerJoin(supplier, eq(supplier.id, sql`coalesce(${subject.supplierId}, ${subject.id})`))
    .where(and(eq(alert.state, "acknowledged"), lte(alert.dueAt, now.getTime()), isNull(supplier.removedAt)))
    .orderBy(asc(alert.id))
    .all()
    .map(({ alert: row }) => row);
  for (const { id, version } of due) {
    db.update(alert)
      .set({ state: "open", dueAt: null, version: version + 1 })
      .where(eq(alert.id, id))
      .run();
  }
  return due.map((row) => ({ ...row, dueAt: row.dueAt ?? 0 }));
}

/** Agreements that something about a subject concerns: of its service for a unit, else all of its supplier. */
export function agreementsOfSubject(db: Db, subjectId: number) {
  const service = db.select({ service: unit.service }).from(unit).where(eq(unit.id, subjectId)).get()?.service ?? null;
  const owner = sql`(SELECT coalesce(supplier_id, id) FROM subject WHERE id = ${subjectId})`;
  const rows = db
    .select()
    .from(agreement)
    .where(and(eq(agreement.supplierId, owner), isNull(agreement.recordedTo)))
    .orderBy(asc(agreement.id))
    .all();
  return rows
    .filter((row) => service === null || sameService(row.service, service))
    .map(({ buyer, owner: by, service: of, form, number, starts, ends }) => ({
      ...{ buyer, owner: by, service: of, form: form as AgreementForm, number },
      starts: starts as Day | null,
      ends: ends as Day | null,
    }));
}
