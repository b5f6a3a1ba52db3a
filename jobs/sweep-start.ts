import { addDays, type Day, dayOf } from "../src/domain/day.js";
import { canonicalJson } from "../src/domain/digest.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import { type Channel, DEFAULT_DAYS, type SweepKind, type SweepScope } from "../src/domain/sweep.js";
import type { Db } from "../src/store/open.js";
import { beginSweep, type NewItem, type Sweep, sweepUnderWay } from "../src/store/sweep.js";
import { type Populated, populationOf, suppliersCovered } from "../src/store/sweep-population.js";
import type { DecideDeps } from "./decide-order.js";
import { tellOf } from "./sitting.js";
import { channels } from "./sweep-channel.js";
import { refuseWords } from "./sweep-decide.js";
import { enterFound } from "./sweep-join.js";

export interface SweepOrder {
  readonly kind: SweepKind;
  readonly scope: SweepScope;
  /** Why an extra one is begun; null: the half-year's own. */
  readonly cause: string | null;
  /** Null: as long as a sweep is given. */
  readonly due: Day | null;
  /** Null: who begins it. */
  readonly owner: string | null;
  /** Who is to go through it, in equal parts; nobody yet when empty. */
  readonly handlers: readonly string[];
  readonly by: string;
}

type StartDeps = Pick<DecideDeps, "store" | "groups" | "clock">;

/** Begins a sweep by a person's order: its population is who the register holds now. */
export function startSweep(deps: StartDeps, order: SweepOrder, now: Date): Sweep {
  const { kind, scope, cause, by } = order;
  const due = order.due ?? addDays(dayOf(now), DEFAULT_DAYS);
  const owner = order.owner ?? by;
  if (due < dayOf(now)) throw new Refusal(`svepet kan inte vara klart den ${due}: dagen har varit`);
  refuseWords({ kind }, "orsaken", cause ?? "");
  for (const name of [owner, ...order.handlers]) refuseWords({ kind }, "namnet", name);
  return deps.store.write((db) => {
    refuseSecond(db, kind, scope);
    // Whom sources name and the register does not hold is not forgotten.
    if (kind === "registerkontroll") enterFound(deps, db, suppliersCovered(db, scope, dayOf(now)), now);
    const population = populationOf(db, kind, scope, dayOf(now));
    if (population.length === 0)
      throw new Refusal("ingen i registret hör till svepet; se avtalen: basvakt agreements list");
    const items = dealtOut(population, order.handlers, channels(kind));
    const begun = beginSweep(db, { kind, scope, cause, due, owner, by, items }, now);
    const detail = {
      ...{ sweep: begun.id, kind, scope: canonicalJson(scope), cause, due, owner },
      ...{ items: items.length, populationSha256: begun.populationSha256 },
    };
    const told = { actor: by, verb: "sweep.started", detail, about: "incident", agreements: [] } as const;
    tellOf({ deps, db, moment: { now, clock: deps.clock() } }, { ...told, urgent: false, tell: false });
    return begun;
  });
}

function refuseSecond(db: Db, kind: SweepKind, scope: SweepScope): void {
  const open = sweepUnderWay(db, kind, scope);
  if (open === null) return;
  throw new Conflict(
    `svep ${open.id} pågår redan med samma omfattning, till den ${open.due}: basvakt sweep status ${open.id}`,
  );
}

/** Parts as equal as they can be without cutting a supplier in two: whoever has one of its items has them all. */
function dealtOut(
  population: readonly Populated[],
  handlers: readonly string[],
  channel: (populated: Populated) => Channel,
): readonly NewItem[] {
  const part = population.length / Math.max(1, handlers.length);
  const firstOf = new Map<number, number>();
  return population.map((populated, place) => {
    const first = firstOf.get(populated.supplierId) ?? place;
    firstOf.set(populated.supplierId, first);
    const handler = handlers[Math.floor(first / part)] ?? null;
    return { ...populated, channel: channel(populated), handler };
  });
}
