import { type DeliverDeps, type Delivered, deliver } from "./deliver.js";

export type TellDeps = DeliverDeps;

/** Hands over all that is due to be told. To be called every minute, and once after every run. */
export async function tell(deps: TellDeps, now: Date): Promise<Delivered> {
  return deliver(deps, now);
}
