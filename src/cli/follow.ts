import { setTimeout } from "node:timers/promises";
import type { Json } from "../domain/digest.js";
import { Conflict } from "../domain/refusal.js";
import { tallyOf } from "../store/check.js";
import { servingDaemon } from "../store/lease.js";
import { openRun } from "../store/run.js";
import { requestById, requestRun, withdrawRequest } from "../store/run-request.js";
import type { RunScope } from "../store/schema.js";
import type { Frame } from "./frame.js";
import type { House } from "./house.js";
import type { Progress } from "./progress.js";

export interface HandedOver {
  readonly job: string;
  readonly scope: RunScope;
  readonly by: string;
}

const LOOK_MS = 200;

/**
 * Hands a run to the daemon that works in this home, follows it and gives what came of it. Who stops following takes back
 * what has not begun; what has begun goes on. Throws Conflict when the daemon failed with it or is gone.
 */
export async function followRun(
  { outside: { clock, signal } }: Frame,
  { store }: House,
  order: HandedOver,
  progress: Progress,
): Promise<Json> {
  const id = store.write((db) => requestRun(db, order, clock()));
  try {
    for (;;) {
      const request = requestById(store.db, id);
      if (request?.fault) throw new Conflict(request.fault);
      if (request !== null && request.endedAt !== null) return request.told;
      if (servingDaemon(store.db, clock()) === null) {
        throw new Conflict("basvakt daemon avslutades innan jobbet var klart; det går vidare när den startas igen");
      }
      const run = request?.beganAt ? openRun(store.db, order.job) : null;
      if (run !== null) showProgress(progress, tallyOf(store.db, run.id));
      await setTimeout(LOOK_MS, undefined, { signal });
    }
  } finally {
    store.write((db) => withdrawRequest(db, id));
  }
}

function showProgress(progress: Progress, tally: ReturnType<typeof tallyOf>): void {
  for (const [source, { done, failed }] of Object.entries(tally)) progress.reached(source, done + failed);
}
