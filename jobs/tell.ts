import { tellAtOnce } from "./at-once.js";
import { type DeliverDeps, type Delivered, deliver } from "./deliver.js";
import { composeFor } from "./digest-for.js";
import type { DigestDeps } from "./digest-frame.js";
import { isOwnHour } from "./digest-hour.js";
import { writeEvents } from "./webhooks.js";

export type TellDeps = DeliverDeps &
  Omit<DigestDeps, "group"> & {
    /** Letters of their own that anybody gets in an hour. */
    readonly perHour: number;
  };

/** Writes what cannot wait and the digests whose own hour has come, and hands over all that is due. To be called every minute, and once after every run. */
export async function tell(deps: TellDeps, now: Date): Promise<Delivered> {
  for (const group of deps.groups) {
    if (isOwnHour(deps.store.db, group, now)) composeFor(deps, group, { again: false }, now);
    if (group.kind === "webhook") writeEvents(deps.store, group, deps.from, now);
    else if (group.immediate) tellAtOnce(deps, group, now);
  }
  return deliver(deps, now);
}
