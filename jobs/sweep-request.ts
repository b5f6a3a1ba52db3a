import { type JudgeDeps, tellOf } from "./sitting.js";

export interface RequestedOrder {
  readonly sweep: number;
  readonly items: number;
  readonly by: string;
}

/** That IVO has been asked for an extract about so many of a sweep's units. */
export function noteRequested(
  deps: Pick<JudgeDeps, "store" | "groups" | "clock">,
  { by, ...detail }: RequestedOrder,
  now: Date,
): void {
  const told = {
    actor: by,
    verb: "sweep.requested",
    detail: { ...detail },
    about: "incident",
    agreements: [],
  } as const;
  deps.store.write((db) => {
    tellOf({ deps, db, moment: { now, clock: deps.clock() } }, { ...told, urgent: false, tell: false });
  });
}
