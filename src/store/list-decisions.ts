import { asc, eq } from "drizzle-orm";
import type { Db } from "./open.js";
import { decision } from "./schema.js";

/** What people have decided about an alert or a stop, the first decision first. */
export function listDecisions(db: Db, of: { readonly alertId: number } | { readonly stopId: number }) {
  const about = "alertId" in of ? eq(decision.alertId, of.alertId) : eq(decision.stopId, of.stopId);
  return db
    .select()
    .from(decision)
    .where(about)
    .orderBy(asc(decision.id))
    .all()
    .map(({ verb, byPerson, reason, at, caseNumber, delegation }) => ({
      verb,
      by: byPerson,
      reason,
      at: new Date(at).toISOString(),
      caseNumber,
      delegation,
    }));
}
