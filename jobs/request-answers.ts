import { type Day, dayOf } from "../src/domain/day.js";
import type { Moment } from "../src/domain/moment.js";
import type { Store } from "../src/store/open.js";
import { noteRequests } from "../src/store/request.js";
import { appendTrail } from "../src/store/trail.js";
import { type AskedSource, type Case, casesOf } from "./cases.js";

export interface RequestOrder {
  readonly by: string;
  /** Also those whose request still waits, and those whose answer still counts. */
  readonly again: boolean;
  /** These alone; empty: everybody. */
  readonly suppliers: readonly string[];
}

export interface RequestDeps {
  readonly store: Store;
  /** Writes what is to be sent. Before anything is remembered: a request that waits lies ready to be sent. */
  readonly write: (asked: readonly Case[], day: Day) => Promise<void>;
}

/** Asks a source about everybody who has not been asked, or whose answer has grown too old. */
export async function requestAnswers(
  { store, write }: RequestDeps,
  source: AskedSource,
  order: RequestOrder,
  { now, clock }: Moment,
): Promise<readonly Case[]> {
  const day = dayOf(now);
  const asked = casesOf(store.db, source, day).filter((one) => isWanted(order, one));
  if (asked.length === 0) return asked;
  await write(asked, day);
  store.write((db) => {
    const detail = { source: source.id, suppliers: asked.length };
    const trailSeq = appendTrail(db, { actor: order.by, verb: "answers.requested", detail }, now, clock);
    const supplierIds = asked.map(({ supplierId }) => supplierId);
    noteRequests(db, { source: source.id, supplierIds, day, by: order.by, trailSeq });
  });
  return asked;
}

function isWanted({ again, suppliers }: RequestOrder, { orgNumber, state }: Case): boolean {
  if (suppliers.length > 0) return suppliers.includes(orgNumber);
  return again || state === "unasked" || state === "too-old";
}
