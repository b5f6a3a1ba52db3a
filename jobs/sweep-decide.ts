import type { Json } from "../src/domain/digest.js";
import { namesOffence } from "../src/domain/offence.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import type { SweepState } from "../src/domain/sweep.js";
import { itemsText } from "../src/mail/section.js";
import type { Db } from "../src/store/open.js";
import { changeSweep, type Sweep, type SweepChange, sweepById } from "../src/store/sweep.js";
import { sweepDigest } from "../src/store/sweep-digest.js";
import { addVersion, contentNow, type KnownItem, knownItems, openConflicts } from "../src/store/sweep-items.js";
import {
  type DecideDeps,
  type DecideOrder,
  refuseIdentityNumber,
  requireReason,
  requireVersion,
} from "./decide-order.js";
import { tellOf } from "./sitting.js";

/** Puts a sweep aside for a time: it takes no answers and goes on where it was. */
export function pauseSweep(deps: DecideDeps, order: DecideOrder, now: Date): void {
  decide(deps, order, { from: ["open"], verb: "sweep.paused", change: () => ({ state: "paused" }) }, now);
}

export function resumeSweep(deps: DecideDeps, order: DecideOrder, now: Date): void {
  decide(deps, order, { from: ["paused"], verb: "sweep.resumed", change: () => ({ state: "open" }) }, now);
}

/** Ends a sweep that is not to be finished. What was recorded in it stands. */
export function cancelSweep(deps: DecideDeps, order: DecideOrder, now: Date): void {
  const change = () => ({ state: "cancelled", ...endedBy(order, now) }) as const;
  decide(deps, order, { from: ["open", "paused"], verb: "sweep.cancelled", change }, now);
}

export interface CloseOrder extends DecideOrder {
  /** Why an item is left without an answer, by its number. */
  readonly left: ReadonlyMap<number, string>;
}

/** Closes a sweep that has accounted for everybody, or of which a named person says why for each one it has not. */
export function closeSweep(deps: DecideDeps, order: CloseOrder, now: Date): void {
  const change = (db: Db, sweep: Sweep) => {
    leaveItems(db, sweep, order, now);
    return { state: "closed", ...endedBy(order, now) } as const;
  };
  const detail = (db: Db) => ({ left: [...order.left.keys()], sha256: sweepDigest(db, order.id) });
  decide(deps, order, { from: ["open"], verb: "sweep.closed", change, detail }, now);
}

/** Another person than the one who closed it has read it through. */
export function countersignSweep(deps: DecideDeps, order: DecideOrder, now: Date): void {
  const change = (_: Db, sweep: Sweep) => {
    if (sweep.countersignedBy !== null)
      throw new Conflict(`svep ${sweep.id} är redan kontrasignerat av ${sweep.countersignedBy}`);
    if (fold(sweep.endedBy ?? "") === fold(order.by))
      throw new Refusal("den som avslutade svepet kan inte kontrasignera det");
    return { countersignedAt: now.getTime(), countersignedBy: order.by };
  };
  const detail = (db: Db) => ({ sha256: sweepDigest(db, order.id) });
  decide(deps, order, { from: ["closed"], verb: "sweep.countersigned", change, detail }, now);
}

interface Deciding {
  readonly from: readonly SweepState[];
  readonly verb: string;
  readonly change: (db: Db, sweep: Sweep) => SweepChange;
  /** What else the trail is told, of the sweep as it has become. */
  readonly detail?: (db: Db) => Readonly<Record<string, Json>>;
}

const STATE_TEXT: Readonly<Record<SweepState, string>> = {
  open: "pågår",
  paused: "är pausat",
  cancelled: "är avbrutet",
  closed: "är avslutat",
};

function decide(deps: DecideDeps, order: DecideOrder, { from, verb, change, detail }: Deciding, now: Date): void {
  const { id, reason, by } = order;
  requireReason(reason);
  deps.store.write((db) => {
    const sweep = sweepById(db, id);
    if (sweep === null) throw new Refusal(`svep ${id} finns inte; se basvakt sweep status --all`);
    if (!from.includes(sweep.state)) throw new Conflict(`svep ${id} ${STATE_TEXT[sweep.state]}`);
    requireVersion(sweep, order);
    refuseWords(sweep, "skälet", reason);
    if (!changeSweep(db, sweep, change(db, sweep))) throw new Error("a sweep moved meanwhile");
    const told = {
      actor: by,
      verb,
      detail: { sweep: id, reason, ...detail?.(db) },
      about: "incident",
      agreements: [],
    } as const;
    tellOf({ deps, db, moment: { now, clock: deps.clock() } }, { ...told, urgent: false, tell: false });
  });
}

function endedBy({ by, reason }: DecideOrder, now: Date) {
  return { endedAt: now.getTime(), endedBy: by, endedReason: reason };
}

/** What is written of people in a sweep of attestations may tell of no offence. */
export function refuseWords({ kind }: Pick<Sweep, "kind">, what: string, text: string): void {
  refuseIdentityNumber(what, text);
  if (kind === "registerkontroll" && namesOffence(text)) {
    throw new Refusal(`${what} nämner brott eller dom; sådant lagras aldrig om en person`);
  }
}

const SHOWN = 20;

/** Every item is accounted for, or somebody has said why it is not. */
function leaveItems(db: Db, sweep: Sweep, { left, by }: CloseOrder, now: Date): void {
  const conflicts = openConflicts(db, sweep.id);
  if (conflicts.length > 0) {
    throw new Refusal(
      `svep ${sweep.id} har poster som två personer har fyllt i olika: ${shown(conflicts)}; säg vad som är rätt med basvakt sweep record`,
    );
  }
  const items = [...knownItems(db, { sweep: sweep.id }).values()];
  const waiting = items.filter((item) => contentNow(item).state === "waiting");
  const unknown = [...left.keys()].filter((id) => !waiting.some((item) => item.id === id));
  if (unknown.length > 0) throw new Refusal(`post ${shown(unknown)} väntar inte i svep ${sweep.id}`);
  const without = waiting.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  if (without.length > 0) {
    throw new Refusal(
      `svep ${sweep.id} kan inte avslutas: ${itemsText(without.length)} är inte ${without.length === 1 ? "redovisad" : "redovisade"} (${shown(without)}); redovisa dem, eller ange skälet för var och en med --left POST=SKÄL`,
    );
  }
  for (const item of waiting) leave(db, sweep, item, left.get(item.id) ?? "", { by, now });
}

function leave(db: Db, sweep: Sweep, item: KnownItem, reason: string, { by, now }: { by: string; now: Date }): void {
  if (reason.trim() === "") throw new Refusal(`post ${item.id}: ange skälet`);
  refuseWords(sweep, `skälet för post ${item.id}`, reason);
  const { handler, fields } = contentNow(item);
  addVersion(
    db,
    { item, state: "overdue", handler, fields, reason: reason.trim(), cause: "close", by, runId: null },
    now,
  );
}

function shown(ids: readonly number[]): string {
  return `${ids.slice(0, SHOWN).join(", ")}${ids.length > SHOWN ? " …" : ""}`;
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}
