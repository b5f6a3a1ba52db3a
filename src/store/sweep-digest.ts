import { createHash } from "node:crypto";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { canonicalJson, type Json } from "../domain/digest.js";
import type { Frozen } from "../domain/sweep.js";
import type { Db } from "./open.js";
import { sweep, sweepConflict, sweepItem, sweepItemVersion } from "./schema.js";
import { populationDigest } from "./sweep.js";

/**
 * The digest of all that a sweep consists of: what it was begun as, how it ended, every item and everything each has been. A
 * closing writes it into the trail; it then shows for ever whether a row has been changed, added or taken away. What comes
 * after a closing, as a countersignature, is a row of the trail by itself.
 */
export function sweepDigest(db: Db, sweepId: number): string {
  const whole = createHash("sha256");
  const add = (row: object) => whole.update(`${canonicalJson(row as Json)}\n`);
  const { version, countersignedAt, countersignedBy, ...begun } =
    db.select().from(sweep).where(eq(sweep.id, sweepId)).get() ?? none(sweepId);
  add(begun);
  const ofSweep = db.select({ id: sweepItem.id }).from(sweepItem).where(eq(sweepItem.sweepId, sweepId));
  const items = db.select().from(sweepItem).where(eq(sweepItem.sweepId, sweepId)).orderBy(asc(sweepItem.id)).all();
  for (const item of items) add(item);
  const { itemId } = sweepItemVersion;
  const versions = db.select().from(sweepItemVersion).where(inArray(itemId, ofSweep));
  for (const one of versions.orderBy(asc(itemId), asc(sweepItemVersion.version)).all()) add(one);
  const conflicts = db.select().from(sweepConflict).where(inArray(sweepConflict.itemId, ofSweep));
  for (const one of conflicts.orderBy(asc(sweepConflict.id)).all()) add(one);
  return whole.digest("hex");
}

function none(sweepId: number): never {
  throw new Error(`No sweep ${sweepId}`);
}

/** The digest of whom the sweep was begun with, from its items as they stand. */
export function populationNow(db: Db, sweepId: number): string {
  const begunWith = and(eq(sweepItem.sweepId, sweepId), isNull(sweepItem.joinedAt));
  const frozen = db.select({ frozen: sweepItem.frozen }).from(sweepItem).where(begunWith).all();
  return populationDigest(frozen.map((row): Frozen => row.frozen));
}

/** What the trail has written down of a sweep, by verb: the details that digests stand in, oldest first. */
export function sweepInTrail(db: Db, sweepId: number, verb: string) {
  return db.all<{ readonly seq: number; readonly sha256: string | null; readonly population: string | null }>(sql`
    SELECT t.seq, d.detail ->> 'sha256' AS sha256, d.detail ->> 'populationSha256' AS population
    FROM trail t JOIN trail_detail d ON d.seq = t.seq
    WHERE t.verb = ${verb} AND d.detail ->> 'sweep' = ${sweepId} ORDER BY t.seq`);
}
