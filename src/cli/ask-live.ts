import { type RunSummary, runJob } from "../../jobs/run.js";
import { Conflict } from "../domain/refusal.js";
import { servingDaemon } from "../store/lease.js";
import { openRun } from "../store/run.js";
import { runDeps } from "./deps.js";
import { followRun } from "./follow.js";
import type { Frame } from "./frame.js";
import type { House } from "./house.js";
import { progressOn } from "./progress.js";
import { underLease } from "./under-lease.js";

export interface AskedLive {
  readonly summary: RunSummary | null;
  readonly notes: readonly string[];
}

/** All live sources are asked, unless another process is asking: then what is known already has to do. */
export async function askLive(frame: Frame, house: House, orgNumber: string): Promise<AskedLive> {
  const order = { job: "check" as const, slot: null, scope: { suppliers: [orgNumber] }, by: "kommandoraden" };
  try {
    return { summary: await askNow(frame, house, order), notes: [] };
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return { summary: null, notes: [`Källorna frågades inte nu: ${error.message}`] };
  }
}

interface CheckOrder {
  readonly job: "check";
  readonly slot: null;
  readonly scope: { readonly suppliers: readonly string[] };
  readonly by: string;
}

/** Where a daemon works, it asks; while it asks about everybody, nobody waits for it. */
async function askNow(frame: Frame, house: House, order: CheckOrder): Promise<RunSummary> {
  const { db } = house.store;
  const none = () => undefined;
  if (servingDaemon(db, frame.outside.clock()) === null) {
    return underLease(frame, house, () => runJob(runDeps(frame, house, none), order, house.now));
  }
  if (openRun(db, "basuppfoljning") !== null) throw new Conflict("basuppföljningen pågår; det senaste svaret gäller");
  return (await followRun(frame, house, order, progressOn(frame.outside))) as unknown as RunSummary;
}
