import { and, asc, eq, isNull } from "drizzle-orm";
import type { Json } from "../domain/digest.js";
import type { Db } from "./open.js";
import { type RunScope, runRequest } from "./schema.js";

export type RunRequest = typeof runRequest.$inferSelect;

/** Nobody has waited so long: what was not taken up by then is not run. */
const LONGEST_WAIT_MS = 3_600_000;

/** Asks whoever works in this store to run a job. Times are the clock's. */
export function requestRun(
  db: Db,
  { job, scope, by }: { readonly job: string; readonly scope: RunScope; readonly by: string },
  clock: Date,
): number {
  const row = { job, scope, byPerson: by, requestedAt: clock.getTime() };
  return db.insert(runRequest).values(row).returning({ id: runRequest.id }).get().id;
}

/** What waits to be run, oldest first; what has become too old is ended. */
export function waitingRequests(db: Db, clock: Date): readonly RunRequest[] {
  const open = db.select().from(runRequest).where(isNull(runRequest.endedAt)).orderBy(asc(runRequest.id)).all();
  return open.filter(({ requestedAt }) => clock.getTime() - requestedAt <= LONGEST_WAIT_MS);
}

/** Somebody has begun on it. Safe to call twice. */
export function beginRequest(db: Db, id: number, clock: Date): void {
  db.update(runRequest)
    .set({ beganAt: clock.getTime() })
    .where(and(eq(runRequest.id, id), isNull(runRequest.beganAt)))
    .run();
}

/** What came of it: what `run` prints, or why nothing did. */
export function endRequest(
  db: Db,
  id: number,
  came: { readonly told: Json } | { readonly fault: string },
  clock: Date,
): void {
  db.update(runRequest)
    .set({ ...came, endedAt: clock.getTime() })
    .where(and(eq(runRequest.id, id), isNull(runRequest.endedAt)))
    .run();
}

export function requestById(db: Db, id: number): RunRequest | null {
  return db.select().from(runRequest).where(eq(runRequest.id, id)).get() ?? null;
}

/** Who asked no longer waits; what has begun goes on. Safe to call twice. */
export function withdrawRequest(db: Db, id: number): void {
  db.delete(runRequest)
    .where(and(eq(runRequest.id, id), isNull(runRequest.beganAt)))
    .run();
}
