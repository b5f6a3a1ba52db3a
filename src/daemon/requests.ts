import { type TickDeps, type Turn, takeTurn, toldOf } from "../../jobs/tick.js";
import { Conflict, Refusal } from "../domain/refusal.js";
import type { Store } from "../store/open.js";
import { beginRequest, endRequest, type RunRequest } from "../store/run-request.js";

export interface RequestDeps {
  readonly store: Store;
  readonly configuration: () => { readonly tick: TickDeps };
  readonly clock: () => Date;
  readonly signal: AbortSignal;
}

/** Runs what somebody has asked for and leaves them what came of it. Stopped in the middle, it is gone on with. */
export async function runRequested(deps: RequestDeps, request: RunRequest, now: Date): Promise<Turn | null> {
  const { id, job, scope, byPerson: by } = request;
  const { store, clock, signal } = deps;
  store.write((db) => beginRequest(db, id, clock()));
  try {
    const turn = await takeTurn(deps.configuration().tick, { job, slot: null, scope, by }, now);
    store.write((db) => endRequest(db, id, { told: toldOf(turn) }, clock()));
    return turn;
  } catch (error) {
    if (signal.aborted && error === signal.reason) throw error;
    store.write((db) => endRequest(db, id, { fault: faultOf(error) }, clock()));
    throw error;
  }
}

/** Its text only where it was written for people. */
function faultOf(error: unknown): string {
  if (error instanceof Refusal || error instanceof Conflict) return error.message;
  return "jobbet misslyckades; daemonens logg säger var";
}
