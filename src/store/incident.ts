import { and, desc, eq, isNull } from "drizzle-orm";
import type { Json } from "../domain/digest.js";
import type { Db } from "./open.js";
import { incident, source } from "./schema.js";

export type Incident = typeof incident.$inferSelect;

export interface IncidentOpening {
  readonly kind: Incident["kind"];
  readonly sourceId: number;
  /** One word: together with kind and source there is one open incident. */
  readonly cause: string;
  readonly counted: { readonly [key: string]: Json };
}

/** Opens an incident, or finds the one that is open for this cause; then its figures are brought up to date. */
export function openIncident(db: Db, opening: IncidentOpening, now: Date): { id: number; isNew: boolean } {
  const { kind, sourceId, cause, counted } = opening;
  const known = db
    .select({ id: incident.id })
    .from(incident)
    .where(
      and(
        eq(incident.kind, kind),
        eq(incident.sourceId, sourceId),
        eq(incident.cause, cause),
        isNull(incident.closedAt),
      ),
    )
    .get();
  if (known !== undefined) {
    db.update(incident).set({ counted }).where(eq(incident.id, known.id)).run();
    return { id: known.id, isNew: false };
  }
  const opened = { kind, sourceId, cause, counted, openedAt: now.getTime(), toldAt: now.getTime() };
  const { id } = db.insert(incident).values(opened).returning({ id: incident.id }).get();
  return { id, isNew: true };
}

export function closeIncident(
  db: Db,
  id: number,
  by: string,
  how: NonNullable<Incident["closedHow"]>,
  now: Date,
): void {
  db.update(incident)
    .set({ closedAt: now.getTime(), closedBy: by, closedHow: how })
    .where(and(eq(incident.id, id), isNull(incident.closedAt)))
    .run();
}

/** The open incidents of a kind and source. */
export function openIncidentsOf(db: Db, kind: Incident["kind"], sourceId: number): readonly Incident[] {
  return db
    .select()
    .from(incident)
    .where(and(eq(incident.kind, kind), eq(incident.sourceId, sourceId), isNull(incident.closedAt)))
    .all();
}

/** The open incident of a kind with this cause, whatever its source; null when there is none. */
export function openIncidentBecause(db: Db, kind: Incident["kind"], cause: string): number | null {
  const same = and(eq(incident.kind, kind), eq(incident.cause, cause), isNull(incident.closedAt));
  return db.select({ id: incident.id }).from(incident).where(same).get()?.id ?? null;
}

/** The open incidents of a kind, whatever their source. */
export function openIncidentsOfKind(db: Db, kind: Incident["kind"]): readonly Incident[] {
  return db
    .select()
    .from(incident)
    .where(and(eq(incident.kind, kind), isNull(incident.closedAt)))
    .all();
}

export function incidentById(db: Db, id: number): Incident | null {
  return db.select().from(incident).where(eq(incident.id, id)).get() ?? null;
}

/** Newest first; open ones only unless all are wanted. */
export function listIncidents(db: Db, all: boolean) {
  return db
    .select({ incident, source: source.key })
    .from(incident)
    .innerJoin(source, eq(source.id, incident.sourceId))
    .where(all ? undefined : isNull(incident.closedAt))
    .orderBy(desc(incident.id))
    .all();
}
