import { z } from "zod";
import type { Delivery, FileAdapter, Statement } from "../src/adapter.js";
import type { Answered, Failed } from "../src/domain/check.js";
import { bookmarkOf, setBookmark } from "../src/store/bookmark.js";
import { closeIncident, openIncident, openIncidentsOf } from "../src/store/incident.js";
import type { Db } from "../src/store/open.js";
import { recordOutcomes } from "../src/store/record.js";
import { addToldChecks } from "../src/store/run.js";
import { keyedSubject, sourceIdOf } from "../src/store/subject.js";
import { unitsTold } from "../src/store/unit-told.js";
import { type JudgeDeps, tellOf } from "./sitting.js";

/** One file in an adapter's folder. */
export interface Delivered {
  readonly adapter: FileAdapter;
  readonly options: unknown;
  readonly folder: string;
  readonly name: string;
  readonly runId: number;
}

/** What is remembered of a source's last delivery. */
const lastDelivery = z.object({ rowKeys: z.array(z.string()), accept: z.string().nullable() });
type LastDelivery = z.infer<typeof lastDelivery>;

const SHRINK_SHARE = 0.1;
const SHRINK_ROWS = 10;

/** The delivery's statements as facts: the number of new versions. Null: too much has vanished, and it is quarantined. */
export function recordDelivery(
  deps: JudgeDeps,
  db: Db,
  delivered: Delivered,
  delivery: Delivery,
  digest: string,
  now: Date,
): number | null {
  const { adapter, runId } = delivered;
  const sourceId = sourceIdOf(db, adapter.id);
  const place = keyedSubject(db, "delivery", adapter.id);
  const last = lastDelivery.nullable().parse(bookmarkOf(db, sourceId, place));
  const lost = lostRows(last, delivery);
  if (lost > 0 && last?.accept !== digest) {
    reportDelivery(deps, db, delivered, "shrunk", { lost, before: last?.rowKeys.length ?? 0, digest }, now);
    return null;
  }
  const changed = recordStatements(db, runId, sourceId, delivery.statements, now);
  setBookmark(db, sourceId, place, { rowKeys: [...delivery.rowKeys], accept: null });
  for (const { id } of openIncidentsOf(db, "delivery", sourceId)) closeIncident(db, id, "basvakt", "recovered", now);
  return changed;
}

/** Rows that were in the last delivery and are not in this one, when they are more than a delivery loses by itself. */
function lostRows(last: LastDelivery | null, delivery: Delivery): number {
  if (last === null || last.rowKeys.length < SHRINK_ROWS) return 0;
  const told = new Set(delivery.rowKeys);
  const lost = last.rowKeys.filter((key) => !told.has(key)).length;
  return lost > last.rowKeys.length * SHRINK_SHARE ? lost : 0;
}

/** A delivery's statements about suppliers in the register become checks of their own, due because they were told. */
function recordStatements(
  db: Db,
  runId: number,
  sourceId: number,
  statements: readonly Statement[],
  now: Date,
): number {
  const known = unitsTold(db, statements, now);
  addToldChecks(
    db,
    runId,
    sourceId,
    known.map(({ subjectId }) => subjectId),
    now,
  );
  const outcomes = known.map(({ statement, subjectId }) => {
    const asked = { check: `${runId}.${sourceId}.${subjectId}`, attempt: 1 };
    const claim = { runId, sourceId, subjectId };
    return { claim, result: resultOf(statement, asked), retryAt: null };
  });
  return recordOutcomes(db, outcomes, now).changed;
}

function resultOf(
  statement: Statement,
  asked: { readonly check: string; readonly attempt: number },
): Answered | Failed {
  if (statement.outcome === "failed") {
    const { reason, detail } = statement;
    return { ...asked, outcome: "failed", reason, detail, retryAfter: null, credentials: false };
  }
  const { saidAt, kinds, observations, evidence } = statement;
  return {
    ...asked,
    outcome: "answered",
    saidAt,
    kinds,
    observations,
    evidence,
    items: [],
    bookmark: null,
    cost: 0,
    warnings: [],
  };
}

/** A delivery that was not applied is an incident to administrators, once. */
export function reportDelivery(
  deps: JudgeDeps,
  db: Db,
  { adapter, name, runId }: Delivered,
  cause: "refused" | "shrunk" | "letter-unknown" | "letter-differs",
  figures: { readonly [key: string]: number | string },
  now: Date,
): void {
  const counted = { file: name, run: runId, ...figures };
  const sourceId = sourceIdOf(db, adapter.id);
  const { id, isNew } = openIncident(db, { kind: "delivery", sourceId, cause, counted }, now);
  if (!isNew) return;
  tellOf(
    { deps, db, moment: { now, clock: deps.clock() } },
    {
      verb: "incident.opened",
      incidentId: id,
      detail: { kind: "delivery", source: adapter.id, cause, ...counted },
      about: "incident",
      agreements: [],
      urgent: false,
      tell: true,
    },
  );
}
