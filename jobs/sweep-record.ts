import { Conflict, Refusal } from "../src/domain/refusal.js";
import type { RowContent } from "../src/domain/sweep-merge.js";
import { askedNow, contentNow, type KnownItem, knownItems } from "../src/store/sweep-items.js";
import type { JudgeSummary } from "./judge.js";
import type { JudgeDeps } from "./sitting.js";
import { answerOf, type SweepReader } from "./sweep-answer.js";
import { applyChanges, type Change } from "./sweep-apply.js";

export interface RecordOrder {
  readonly id: number;
  /** The version that the person has seen; null when that is left to chance. */
  readonly version: number | null;
  readonly by: string;
  /** What is filled in; a field that is left out stays as it was, an empty one is cleared. */
  readonly values: Readonly<Record<string, string>>;
  readonly handler: string | null;
  /** Why it is not to be answered; null when it is. */
  readonly reason: string | null;
}

export interface Recorded {
  readonly change: Change;
  readonly judged: JudgeSummary | null;
}

/** The item that somebody means, in a sweep under way. Throws Refusal or Conflict. */
export function itemUnderWay(deps: Pick<JudgeDeps, "store">, id: number): KnownItem {
  const item = knownItems(deps.store.db, { item: id }).get(id);
  if (item === undefined) throw new Refusal(`post ${id} finns inte; se basvakt sweep items`);
  requireOpen(item.sweepId, item.sweepState);
  return item;
}

const WHY_NOT: Readonly<Record<KnownItem["sweepState"], string>> = {
  open: "",
  paused: "är pausat; återuppta det först",
  cancelled: "är avbrutet",
  closed: "är avslutat",
};

/** Throws Conflict unless the sweep takes answers. */
export function requireOpen(sweepId: number, state: KnownItem["sweepState"]): void {
  if (state !== "open") throw new Conflict(`svep ${sweepId} ${WHY_NOT[state]}`);
}

/** What a person says of one item. It settles what two others have said differently. */
export async function recordItem(
  deps: JudgeDeps,
  reader: SweepReader,
  order: RecordOrder,
  now: Date,
): Promise<Recorded> {
  const item = itemUnderWay(deps, order.id);
  if (order.version !== null && order.version !== item.version) {
    throw new Conflict(
      `någon hann före: version ${order.version} gäller inte längre, nu är den ${item.version}; se efter igen`,
    );
  }
  const content = contentOf(item, order);
  const asked = askedNow(deps.store.db, item.kind);
  const answered = await answerOf(
    { reader, asked, by: order.by, now },
    item,
    content,
    Object.keys(order.values).length > 0,
  );
  const change = { item, content, answered };
  const applying = { source: reader.id, sweepId: item.sweepId, by: order.by, cause: "record" } as const;
  return { change, judged: await applyChanges(deps, [change], applying, now) };
}

function contentOf(item: KnownItem, { values, handler, reason }: RecordOrder): RowContent {
  const known = contentNow(item);
  const told = Object.keys(values).length > 0;
  if (!told && handler === null && reason === null) {
    throw new Refusal(
      "ange vad som sågs med --set, vem som handlägger med --handler, eller --not-applicable med --reason",
    );
  }
  const fields = Object.entries({ ...known.fields, ...values }).filter(([, value]) => value !== "");
  return {
    handler: handler ?? known.handler,
    fields: Object.fromEntries(fields),
    // What is seen of an item that was set aside takes it up again.
    reason: reason ?? (told ? null : known.reason),
  };
}
