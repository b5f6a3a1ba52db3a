import { NOT_ASKED } from "../src/domain/conduct.js";
import { type Day, dayOf } from "../src/domain/day.js";
import { SCHEMA_VERSION } from "../src/domain/kind.js";
import type { Observation } from "../src/domain/observation.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import type { SweepScope } from "../src/domain/sweep.js";
import { evidenceMaker } from "../src/evidence/evidence.js";
import { enterPerson, personsFound } from "../src/store/found-representatives.js";
import type { Db } from "../src/store/open.js";
import { sourceIdOf, supplierById } from "../src/store/subject.js";
import { joinSweep, type Sweep } from "../src/store/sweep.js";
import { addVersion, contentNow, knownItems } from "../src/store/sweep-items.js";
import * as members from "../src/store/sweep-join.js";
import { populationOf } from "../src/store/sweep-population.js";
import { type JudgeOrder, judge } from "./judge.js";
import { recordStated, type Stated } from "./record-stated.js";
import { type JudgeDeps, tellOf } from "./sitting.js";
import { channels } from "./sweep-channel.js";

const ATTESTATIONS = "registerkontroll";
const MACHINE = "basvakt";

export interface JoinSummary {
  /** Items that came into sweeps under way. */
  readonly joined: number;
  /** Representatives who came after the last sweep, of whom no attestation has been asked for. */
  readonly unattested: number;
}

/**
 * Whoever has come since sweeps began comes in: a new member of a board or owner that any source names, and new rows of the
 * register. Where no sweep is under way, that an attestation is missing becomes an observation. Safe to call twice.
 */
export async function joinSweeps(deps: JudgeDeps, now: Date): Promise<JoinSummary> {
  const { db } = deps.store;
  if (!members.hasBeenSwept(db, "ivo") && !members.hasBeenSwept(db, "registerkontroll"))
    return { joined: 0, unattested: 0 };
  const { joined, order, unattested } = deps.store.write((tx) => {
    enterFound(deps, tx, attestedSuppliers(tx), now);
    const came = members.sweepsUnderWay(tx).map((sweep) => joinOne(deps, tx, sweep, now));
    const missing = unattestedNow(tx, dayOf(now));
    return {
      joined: came.reduce((a, b) => a + b, 0),
      unattested: missing.length,
      order: noteMissing(deps, tx, missing, now),
    };
  });
  if (order !== null) await judge(deps, order, now);
  return { joined, unattested };
}

/** Persons whom a source names and the register has never known in these suppliers are entered in it. */
export function enterFound(
  deps: Pick<JudgeDeps, "groups" | "clock">,
  db: Db,
  supplierIds: readonly number[],
  now: Date,
): void {
  for (const person of personsFound(db, supplierIds)) {
    const representative = enterPerson(db, person);
    const detail = { representative, role: person.role, source: person.source };
    tell(deps, db, { verb: "representative.found", subjectId: person.supplierId, detail }, now);
  }
}

/** Suppliers whose representatives' attestations are asked for: in a sweep under way, or in one that is closed. */
function attestedSuppliers(db: Db): readonly number[] {
  const open = members.sweepsUnderWay(db).filter(({ kind }) => kind === "registerkontroll");
  return [
    ...new Set([
      ...members.lastAttested(db).keys(),
      ...open.flatMap(({ id }) => [...members.suppliersIn(db, id).keys()]),
    ]),
  ];
}

/** The number of those who came into one sweep. Suppliers themselves stay those that it began with. */
function joinOne(deps: Pick<JudgeDeps, "groups" | "clock">, db: Db, sweep: Sweep, now: Date): number {
  const covered = members.suppliersIn(db, sweep.id);
  const known = members.subjectsOf(db, sweep.id);
  const channelOf = channels(sweep.kind);
  const came = populationOf(db, sweep.kind, JSON.parse(sweep.scope) as SweepScope, dayOf(now))
    .filter(
      ({ supplierId, subjectId, frozen }) => covered.has(supplierId) && !known.has(subjectId) && !("lacks" in frozen),
    )
    .map((one) => ({ ...one, channel: channelOf(one), handler: covered.get(one.supplierId) ?? null }));
  if (came.length === 0) return 0;
  const ids = joinSweep(db, sweep.id, came, now);
  settleLacking(db, sweep.id, new Set(came.map(({ supplierId }) => supplierId)), now);
  tell(deps, db, { verb: "sweep.joined", detail: { sweep: sweep.id, items: ids } }, now);
  return came.length;
}

/** A supplier that had nobody to ask about has somebody now: that is what is accounted for. */
function settleLacking(db: Db, sweepId: number, suppliers: ReadonlySet<number>, now: Date): void {
  const lacking = [...knownItems(db, { sweep: sweepId }).values()].filter(
    ({ channel, supplierId }) => channel === "register" && suppliers.has(supplierId),
  );
  for (const item of lacking) {
    const { state, handler, fields } = contentNow(item);
    if (state !== "waiting") continue;
    const done = { state: "done", handler, reason: null, fields } as const;
    addVersion(db, { ...done, item, cause: "join", by: MACHINE, runId: null }, now);
  }
}

/** Representatives who came after the sweep that last covered their supplier, while no other is under way. */
function unattestedNow(db: Db, today: Day): readonly members.InOffice[] {
  const open = members.sweepsUnderWay(db).filter(({ kind }) => kind === "registerkontroll");
  const covered = new Set(open.flatMap(({ id }) => [...members.suppliersIn(db, id).keys()]));
  const last = [...members.lastAttested(db)].filter(([supplierId]) => !covered.has(supplierId));
  const accounted = new Set([...new Set(last.map(([, id]) => id))].flatMap((id) => [...members.subjectsOf(db, id)]));
  const suppliers = last.map(([supplierId]) => supplierId);
  return members.unattested(db, suppliers, today).filter(({ id }) => !accounted.has(id));
}

function noteMissing(deps: JudgeDeps, db: Db, missing: readonly members.InOffice[], now: Date): JudgeOrder | null {
  if (missing.length === 0) return null;
  const stated = missing.map((one) => statedOf(db, one, now));
  const { runId } = recordStated(db, ATTESTATIONS, stated, MACHINE, { now, clock: deps.clock() });
  return { runId, sourceId: sourceIdOf(db, ATTESTATIONS), source: ATTESTATIONS, interlock: false, stated: true };
}

function statedOf(db: Db, { id, supplierId, role }: members.InOffice, now: Date): Stated {
  const facts = {
    ...{ role, outcome: NOT_ASKED, method: null, requestedOn: null, receivedOn: null, shownOn: null },
    ...{ documentOn: null, nextDue: null },
  } as const;
  const make = evidenceMaker({ adapterId: ATTESTATIONS, version: 1, redact: [], now });
  const bytes = Buffer.from(JSON.stringify({ foretradare: `${id}`, ...facts }), "utf8");
  const evidence = make({ bytes, mediaType: "application/json", address: null, status: null });
  const subject = { supplier: supplierById(db, supplierId).orgNumber as OrgNumber };
  const about = { kind: "conduct", subject, key: `${id}`, schema: SCHEMA_VERSION } as const;
  const observation: Observation<"conduct"> = { ...about, asOf: now, facts, evidence: [evidence.digest] };
  return { subjectId: id, kinds: { conduct: "said" }, observations: [observation], evidence: [evidence] };
}

interface Telling {
  readonly verb: string;
  readonly subjectId?: number;
  readonly detail: Readonly<Record<string, string | number | readonly number[]>>;
}

function tell(deps: Pick<JudgeDeps, "groups" | "clock">, db: Db, telling: Telling, now: Date): void {
  const told = { ...telling, about: "incident", agreements: [], urgent: false, tell: false } as const;
  tellOf({ deps, db, moment: { now, clock: deps.clock() } }, told);
}
