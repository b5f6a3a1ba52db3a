import { and, count, desc, eq } from "drizzle-orm";
import type { Json } from "../domain/digest.js";
import type { Db } from "./open.js";
import { agreement, judgement, policy, trail } from "./schema.js";

export interface JudgementOrder {
  readonly runId: number;
  readonly sourceId: number;
  readonly policyId: number;
  /** Version of the program that judged. */
  readonly build: string;
}

/** Begins a judgement of what one source said in one run. */
export function beginJudgement(db: Db, order: JudgementOrder, now: Date): number {
  const { runId, sourceId } = order;
  const part = partsOf(db, runId, sourceId) + 1;
  const row = { ...order, part, at: now.getTime(), counted: {} };
  return db.insert(judgement).values(row).returning({ id: judgement.id }).get().id;
}

/** How many times a source's answers of a run have been judged; 0 = not yet. */
export function partsOf(db: Db, runId: number, sourceId: number): number {
  return (
    db
      .select({ n: count() })
      .from(judgement)
      .where(and(eq(judgement.runId, runId), eq(judgement.sourceId, sourceId)))
      .get()?.n ?? 0
  );
}

/** Number of the newest judgement; 0 before the first. */
export function newestJudgement(db: Db): number {
  return db.select({ id: judgement.id }).from(judgement).orderBy(desc(judgement.id)).limit(1).get()?.id ?? 0;
}

export function countJudgement(db: Db, id: number, counted: { readonly [key: string]: Json }): void {
  db.update(judgement).set({ counted }).where(eq(judgement.id, id)).run();
}

/** The row of a policy text; `isNew` when it has never been in force here. */
export function policyIdOf(
  db: Db,
  sha256: string,
  yaml: string,
  by: string,
  now: Date,
): { id: number; isNew: boolean } {
  const known = db.select({ id: policy.id }).from(policy).where(eq(policy.sha256, sha256)).get();
  if (known !== undefined) return { id: known.id, isNew: false };
  const row = { sha256, yaml, since: now.getTime(), setBy: by };
  return { id: db.insert(policy).values(row).returning({ id: policy.id }).get().id, isNew: true };
}

/** Sequence number of the newest row of the trail: whatever people decide or import moves it. */
export function trailPosition(db: Db): number {
  return db.select({ seq: trail.seq }).from(trail).orderBy(desc(trail.seq)).limit(1).get()?.seq ?? 0;
}

/** Everybody who buys, as the register names them: what "self" means in the policy's mandates. */
export function buyersOf(db: Db): readonly string[] {
  return db
    .selectDistinct({ buyer: agreement.buyer })
    .from(agreement)
    .orderBy(agreement.buyer)
    .all()
    .map(({ buyer }) => buyer);
}
