import { and, eq } from "drizzle-orm";
import type { Day } from "../domain/day.js";
import type { Ground, Origin } from "../domain/ground.js";
import type { Agreement } from "../domain/supplier.js";
import type { Db } from "./open.js";
import { agreement, stop } from "./schema.js";
import type { Stop } from "./stop.js";

/** The agreement that a stop stands under, in force or not: a decision is told to those it concerned. */
export function agreementOfStop(db: Db, { agreementId }: Pick<Stop, "agreementId">): Agreement {
  const row = db.select().from(agreement).where(eq(agreement.id, agreementId)).get();
  if (row === undefined) throw new Error(`No such agreement: ${agreementId}`);
  const { buyer, owner, service, form, number, starts, ends } = row;
  return { buyer, owner, service, form, number, starts: starts as Day | null, ends: ends as Day | null };
}

/** Why it stands and who found it, as a person sees it; what is not told stays. */
export function giveGround(
  db: Db,
  { id }: Pick<Stop, "id">,
  why: { readonly ground?: Ground | undefined; readonly origin?: Origin | undefined },
): void {
  if (why.ground === undefined && why.origin === undefined) return;
  db.update(stop).set(why).where(eq(stop.id, id)).run();
}

/** A proposed stop takes effect by a person's decision. False: somebody was faster. */
export function imposeProposed(db: Db, known: Pick<Stop, "id" | "version">, by: string, now: Date): boolean {
  return (
    db
      .update(stop)
      .set({
        state: "confirmed",
        action: "stop",
        startedAt: now.getTime(),
        startedBy: by,
        version: known.version + 1,
      })
      .where(and(eq(stop.id, known.id), eq(stop.version, known.version)))
      .run().changes === 1
  );
}

/** A stop of a person's own, without an alert. Without mandate it is put to the owner. */
export interface HandStop {
  readonly subjectId: number;
  readonly agreementId: number;
  readonly reason: string;
  readonly ground: Ground;
  readonly origin: Origin;
  readonly by: string;
  /** Null: it is in force. */
  readonly proposed: { readonly confirmBy: Date; readonly role: string } | null;
}

/** Imposes or proposes it; null when one of a person's own stands already for the same agreement. */
export function startHandStop(db: Db, order: HandStop, now: Date): number | null {
  const { subjectId, agreementId, reason, ground, origin, by, proposed } = order;
  const row = db
    .insert(stop)
    .values({
      subjectId,
      agreementId,
      state: proposed === null ? "confirmed" : "proposed",
      action: proposed === null ? "stop" : "propose",
      reason,
      ground,
      origin,
      severity: "serious",
      startedAt: now.getTime(),
      startedBy: by,
      confirmBy: proposed?.confirmBy.getTime() ?? null,
      confirmRole: proposed?.role ?? null,
    })
    .onConflictDoNothing()
    .returning({ id: stop.id })
    .get();
  return row?.id ?? null;
}
