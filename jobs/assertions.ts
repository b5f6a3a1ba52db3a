import { canarySilent, suppliersChanged } from "../src/store/assertion.js";
import type { SourceTally } from "../src/store/check.js";
import { closeIncident, openIncident, openIncidentsOf } from "../src/store/incident.js";
import type { Db } from "../src/store/open.js";
import { type HealthDeps, isBlind, tellIncident } from "./source-health.js";

export interface Asked {
  readonly runId: number;
  readonly sourceId: number;
  readonly source: string;
  readonly tally: SourceTally;
}

/** Fewer suppliers than this may change together by chance. */
const FEWEST = 5;

/** Holds a source to speaking of the supplier that it is known to know (R28); before what it said is judged. */
export function noteCanary(deps: HealthDeps, db: Db, asked: Asked, now: Date): void {
  const { canary } = deps.expectOf(asked.source);
  if (isOut(db, asked)) return;
  const isSilent = canary !== null && canarySilent(db, asked.runId, asked.sourceId, canary);
  assert(deps, db, asked, { cause: "canary", broken: isSilent, suppliers: 1 }, now);
}

/** Holds a source to changing no more in a run than can change; after judging, whose interlock may have seen the same. */
export function noteChanges(deps: HealthDeps, db: Db, asked: Asked, now: Date): void {
  const { changed } = deps.expectOf(asked.source);
  const { runId, sourceId, tally } = asked;
  if (isOut(db, asked) || openIncidentsOf(db, "mass_change", sourceId).length > 0) return;
  const suppliers = changed === null ? 0 : suppliersChanged(db, runId, sourceId);
  const broken = changed !== null && suppliers >= FEWEST && suppliers > changed * (tally.planned - tally.skipped);
  assert(deps, db, asked, { cause: "changed", broken, suppliers }, now);
}

/** Whether a source is silent on its canary: what it says of the others is kept, and waits. */
export function isDoubted(db: Db, sourceId: number): boolean {
  return openIncidentsOf(db, "source", sourceId).some(({ cause }) => cause === "canary");
}

/** A blind source is that alone. */
function isOut(db: Db, { sourceId, tally }: Asked): boolean {
  return tally.planned === tally.skipped || isBlind(openIncidentsOf(db, "source", sourceId));
}

interface Assertion {
  readonly cause: "canary" | "changed";
  readonly broken: boolean;
  readonly suppliers: number;
}

/** One incident while an assertion is broken, closed when it holds again. */
function assert(
  deps: HealthDeps,
  db: Db,
  { sourceId, source, tally }: Asked,
  { cause, broken, suppliers }: Assertion,
  now: Date,
): void {
  const known = openIncidentsOf(db, "source", sourceId).find((incident) => incident.cause === cause);
  if (broken && known === undefined) {
    const counted = { failed: suppliers, planned: tally.planned - tally.skipped };
    const { id } = openIncident(db, { kind: "source", sourceId, cause, counted }, now);
    tellIncident(deps, db, "incident.opened", id, { kind: "source", source, cause, ...counted }, now);
  }
  if (broken || known === undefined) return;
  closeIncident(db, known.id, "basvakt", "recovered", now);
  tellIncident(deps, db, "incident.closed", known.id, { source, cause }, now);
}
