import { tellAtOnce } from "./at-once.js";
import { type DeliverDeps, type Delivered, deliver } from "./deliver.js";
import type { DigestDeps } from "./digest-frame.js";
import { writeEvents } from "./webhooks.js";

export type TellDeps = DeliverDeps &
  Omit<DigestDeps, "group"> & {
    /** Letters of their own that anybody gets in an hour. */
    readonly perHour: number;
  };

/** Writes what cannot wait, and hands over all that is due. To be called every minute, and once after every run. */
export async function tell(deps: TellDeps, now: Date): Promise<Delivered> {
  for (const group of deps.groups) {
    if (group.kind === "webhook") writeEvents(deps.store, group, deps.from, now);
    else if (group.immediate) tellAtOnce(deps, group, now);
  }
  return deliver(deps, now);
}
