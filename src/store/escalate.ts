import { and, asc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { agreementOfStop } from "./decide-stop.js";
import type { Db } from "./open.js";
import { stop, subject, supplier } from "./schema.js";

/** Stops that wait for a decision whose date has passed and has not been told of; they are marked as told. */
export function stopsToEscalate(db: Db, now: Date) {
  const overdue = db
    .select({ stop })
    .from(stop)
    .innerJoin(subject, eq(subject.id, stop.subjectId))
    .innerJoin(supplier, eq(supplier.id, sql`coalesce(${subject.supplierId}, ${subject.id})`))
    .where(
      and(
        inArray(stop.state, ["provisional", "proposed", "held"]),
        lt(stop.confirmBy, now.getTime()),
        or(isNull(stop.escalatedFor), sql`${stop.escalatedFor} <> ${stop.confirmBy}`),
        isNull(supplier.removedAt),
      ),
    )
    .orderBy(asc(stop.id))
    .all()
    .map(({ stop: row }) => row);
  for (const { id, confirmBy } of overdue) {
    db.update(stop).set({ escalatedFor: confirmBy }).where(eq(stop.id, id)).run();
  }
  return overdue.map((row) => ({ ...row, confirmBy: row.confirmBy ?? 0, agreement: agreementOfStop(db, row) }));
}
