import { and, asc, eq, isNull } from "drizzle-orm";
import type { Day } from "../domain/day.js";
import type { EndedHow, Formal, Ground, Origin } from "../domain/ground.js";
import type { Agreement } from "../domain/supplier.js";
import type { Db } from "./open.js";
import { agreement, ending } from "./schema.js";

export interface RegisteredAgreement extends Agreement {
  readonly id: number;
  readonly supplierId: number;
}

/** A supplier's agreements that stand in the register and that nobody has ended, begun or not. */
export function openAgreements(db: Db, supplierId: number): readonly RegisteredAgreement[] {
  return db
    .select()
    .from(agreement)
    .where(and(eq(agreement.supplierId, supplierId), isNull(agreement.recordedTo), isNull(agreement.endedHow)))
    .orderBy(asc(agreement.id))
    .all()
    .map(({ starts, ends, ...row }) => ({ ...row, starts: starts as Day | null, ends: ends as Day | null }));
}

/** The last day of an agreement and how it came to an end; an import does not change it again. */
export function endAgreement(db: Db, id: number, how: EndedHow, lastDay: Day): void {
  db.update(agreement).set({ ends: lastDay, endedHow: how }).where(eq(agreement.id, id)).run();
}

/** That something ended, why, and by whom. Without agreement and manner: the supplier left the register. */
export interface Ending {
  readonly supplierId: number;
  readonly agreement: { readonly id: number; readonly how: EndedHow } | null;
  readonly ground: Ground;
  readonly origin: Origin;
  readonly reason: string;
  readonly decidedBy: string;
  readonly by: string;
  readonly formal: Formal;
  readonly day: Day;
  readonly trailSeq: number;
}

/** Writes down an ending, in the transaction in which it takes effect. */
export function noteEnding(db: Db, { agreement: ended, formal, by, ...note }: Ending, now: Date): void {
  const what = { agreementId: ended?.id ?? null, how: ended?.how ?? null };
  db.insert(ending)
    .values({ ...what, ...formal, ...note, byPerson: by, at: now.getTime() })
    .run();
}
