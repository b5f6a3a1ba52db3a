import { and, eq, sql } from "drizzle-orm";
import type { Json } from "../domain/digest.js";
import type { Db } from "./open.js";
import { alert } from "./schema.js";

export type Alert = typeof alert.$inferSelect;

export function alertById(db: Db, id: number): Alert | null {
  return db.select().from(alert).where(eq(alert.id, id)).get() ?? null;
}

/** Moves an alert on, provided it still is as it was read. False: somebody was faster. */
export function moveAlert(
  db: Db,
  known: Pick<Alert, "id" | "version">,
  to: Partial<Pick<Alert, "state" | "assignee" | "dueAt">>,
): boolean {
  return (
    db
      .update(alert)
      .set({ ...to, version: known.version + 1 })
      .where(and(eq(alert.id, known.id), eq(alert.version, known.version)))
      .run().changes === 1
  );
}

/** The facts of the observations that an alert rests on, the newest first. */
export function factsBehind(db: Db, alertId: number): readonly Json[] {
  return db
    .all<{ facts: string }>(sql`
      SELECT o.facts FROM alert_observation ao JOIN observation o ON o.id = ao.observation_id
      WHERE ao.alert_id = ${alertId} ORDER BY o.id DESC`)
    .map(({ facts }) => JSON.parse(facts) as Json);
}

/** A form that no longer means the supplier when it stands in the news. Safe to call twice. */
export function forbidName(db: Db, subjectId: number, form: string): void {
  db.run(sql`
    INSERT INTO supplier_name (supplier_id, form, use)
    SELECT coalesce(supplier_id, id), ${form}, 'forbidden' FROM subject WHERE id = ${subjectId}
    ON CONFLICT (supplier_id, form, place) DO UPDATE SET use = 'forbidden'`);
}

/** The supplier that a subject is, or belongs to. */
export function supplierOf(db: Db, subjectId: number): { readonly id: number; readonly orgNumber: string } | null {
  return (
    db.get<{ id: number; orgNumber: string }>(sql`
      SELECT p.id, p.org_number AS orgNumber FROM subject j JOIN supplier p ON p.id = coalesce(j.supplier_id, j.id)
      WHERE j.id = ${subjectId}`) ?? null
  );
}
