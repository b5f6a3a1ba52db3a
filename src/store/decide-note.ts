import type { Formal } from "../domain/ground.js";
import type { Severity } from "../domain/severity.js";
import type { Db } from "./open.js";
import { decision } from "./schema.js";

/** What a person decided: why, and on which facts. It binds to them (law 8). */
export interface DecisionNote {
  readonly about: { readonly alertId: number } | { readonly stopId: number } | { readonly incidentId: number };
  readonly verb: string;
  readonly reason: string;
  readonly by: string;
  readonly facts: readonly string[];
  readonly severity: Severity | null;
  /** The row of the trail that tells of it. */
  readonly trailSeq: number;
  readonly formal?: Formal | undefined;
}

/** Writes down a person's decision, in the transaction in which it takes effect. */
export function noteDecision(db: Db, { about, by, formal, ...note }: DecisionNote, now: Date): void {
  db.insert(decision)
    .values({ ...about, ...note, ...formal, byPerson: by, at: now.getTime() })
    .run();
}
