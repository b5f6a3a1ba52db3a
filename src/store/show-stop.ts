import { eq, sql } from "drizzle-orm";
import { draftsOfStop } from "./draft.js";
import { listDecisions } from "./list-decisions.js";
import { readStops } from "./list-stops.js";
import type { Db } from "./open.js";
import { alert, incident, stop } from "./schema.js";

export type ShownStop = NonNullable<ReturnType<typeof showStop>>;

/** One stop with what people decided, and whether the facts behind it still stand; null when there is none. */
export function showStop(db: Db, id: number) {
  const [item] = readStops(db, [sql`s.id = ${id}`]);
  if (item === undefined) return null;
  const behind = item.alert === null ? undefined : db.select().from(alert).where(eq(alert.id, item.alert)).get();
  return {
    ...item,
    /** When the facts behind it went away; null while they stand, and for one without an alert. */
    goneAt: behind === undefined || behind.goneAt === null ? null : new Date(behind.goneAt).toISOString(),
    observed: behind?.observed ?? null,
    threshold: behind?.threshold ?? null,
    heldBy: item.state === "held" ? heldBy(db, id) : null,
    decisions: listDecisions(db, { stopId: id }),
    drafts: draftsOfStop(db, id).map(({ id: draft, audience, state, sentOn }) => ({
      id: draft,
      audience,
      state,
      sentOn,
    })),
  };
}

/** The incident that a held stop waits for. */
function heldBy(db: Db, id: number) {
  const found = db
    .select({ id: incident.id, kind: incident.kind })
    .from(stop)
    .innerJoin(incident, eq(incident.id, stop.incidentId))
    .where(eq(stop.id, id))
    .get();
  return found ?? null;
}
