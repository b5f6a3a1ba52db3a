import { randomBytes } from "node:crypto";
import { and, asc, desc, eq, gte, inArray, ne, sql } from "drizzle-orm";
import { canonicalJson, type Json, sha256 } from "../domain/digest.js";
import type { Db } from "./open.js";
import { trail, trailDetail } from "./schema.js";
import { OURSELVES } from "./subject.js";

/** One thing that was done, by whom, to what. The chain holds digests; the detail lies beside it and may be erased. */
export interface TrailEntry {
  readonly actor: string;
  readonly verb: string;
  readonly subjectId?: number | undefined;
  readonly alertId?: number | undefined;
  readonly stopId?: number | undefined;
  readonly incidentId?: number | undefined;
  readonly detail: { readonly [key: string]: Json };
}

type Row = typeof trail.$inferSelect;

const BEFORE_THE_FIRST = "0".repeat(64);

/** Appends to the chain. `clockAt` is the real clock; `at` the time the act belongs to. */
export function appendTrail(db: Db, entry: TrailEntry, at: Date, clockAt: Date): number {
  const last = db.select({ seq: trail.seq, hash: trail.hash }).from(trail).orderBy(desc(trail.seq)).limit(1).get();
  const salt = randomBytes(16).toString("hex");
  const detail = canonicalJson(entry.detail);
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: at.getTime(),
    clockAt: clockAt.getTime(),
    actor: entry.actor,
    verb: entry.verb,
    subjectId: entry.subjectId ?? null,
    alertId: entry.alertId ?? null,
    stopId: entry.stopId ?? null,
    incidentId: entry.incidentId ?? null,
    detailSha256: sha256(salt + detail),
    previous: last?.hash ?? BEFORE_THE_FIRST,
  };
  db.insert(trail)
    .values({ ...row, hash: hashOf(row) })
    .run();
  db.insert(trailDetail)
    .values({ seq: row.seq, salt, detail: JSON.parse(detail) as Json })
    .run();
  return row.seq;
}

function hashOf(row: Omit<Row, "hash">): string {
  const { seq, at, clockAt, actor, verb, subjectId, alertId, stopId, incidentId, detailSha256, previous } = row;
  return sha256(
    canonicalJson([seq, at, clockAt, actor, verb, subjectId, alertId, stopId, incidentId, detailSha256, previous]),
  );
}

export interface TrailVerdict {
  readonly ok: boolean;
  readonly rows: number;
  /** Hash of the last row: compare it with the one printed in the last digest. */
  readonly head: string;
  readonly firstBroken: number | null;
}

/** Walks the whole chain. An erased detail is no fault; a changed one, a changed, missing or foreign row is. */
export function verifyTrail(db: Db): TrailVerdict {
  const rows = db
    .select()
    .from(trail)
    .leftJoin(trailDetail, eq(trail.seq, trailDetail.seq))
    .orderBy(asc(trail.seq))
    .all();
  const head = rows.at(-1)?.trail.hash ?? BEFORE_THE_FIRST;
  const broken = firstBroken(rows) ?? cutOff(db, rows.length);
  return { ok: broken === null, rows: rows.length, head, firstBroken: broken };
}

interface Told {
  readonly trail: Row;
  readonly trail_detail: typeof trailDetail.$inferSelect | null;
}

/** The first link that does not hold: a row that was changed or is not ours, or the number of one that is gone. */
function firstBroken(rows: readonly Told[]): number | null {
  let previous = BEFORE_THE_FIRST;
  for (const [index, { trail: row, trail_detail: detail }] of rows.entries()) {
    const told = detail === null || sha256(detail.salt + canonicalJson(detail.detail)) === row.detailSha256;
    if (row.seq !== index + 1 || row.previous !== previous || row.hash !== hashOf(row) || !told) {
      return Math.min(row.seq, index + 1);
    }
    previous = row.hash;
  }
  return null;
}

/** Rows cut off at the end leave a chain that holds; what lies beside it still points at them. */
function cutOff(db: Db, rows: number): number | null {
  const { last } = db.get<{ last: number }>(sql`
    SELECT max(coalesce((SELECT max(seq) FROM trail_detail), 0), coalesce((SELECT max(trail_seq) FROM decision), 0),
      coalesce((SELECT max(trail_seq) FROM notification), 0)) AS last`);
  return last > rows ? rows + 1 : null;
}

/** Whether a link has this hash: a head that was printed once is a link for ever. */
export function isInTrail(db: Db, hash: string): boolean {
  return db.select({ seq: trail.seq }).from(trail).where(eq(trail.hash, hash)).get() !== undefined;
}

export function headOfTrail(db: Db): string {
  return db.select({ hash: trail.hash }).from(trail).orderBy(desc(trail.seq)).limit(1).get()?.hash ?? BEFORE_THE_FIRST;
}

export interface Chosen {
  readonly since: Date | null;
  /** Only what people have done of these; null: whatever anybody has done. */
  readonly byPeople: readonly string[] | null;
}

const EVERYTHING: Chosen = { since: null, byPeople: null };

/** The newest so many rows (null: all), newest first, with what is left of their details. */
export function listTrail(db: Db, limit: number | null, { since, byPeople } = EVERYTHING) {
  return db
    .select()
    .from(trail)
    .leftJoin(trailDetail, eq(trail.seq, trailDetail.seq))
    .where(
      and(
        since === null ? undefined : gte(trail.at, since.getTime()),
        byPeople === null ? undefined : and(inArray(trail.verb, [...byPeople]), ne(trail.actor, OURSELVES)),
      ),
    )
    .orderBy(desc(trail.seq))
    .limit(limit ?? -1)
    .all()
    .map(({ trail: row, trail_detail: detail }) => ({ ...row, detail: detail?.detail ?? null }));
}
