import type { Json } from "../src/domain/digest.js";
import type { Moment } from "../src/domain/moment.js";
import type { RecipientGroup } from "../src/domain/recipient.js";
import type { Agreement } from "../src/domain/supplier.js";
import { route, type Telling } from "../src/judgement/route.js";
import type { Policy } from "../src/policy/policy.js";
import type { AnyRule } from "../src/rules/rule.js";
import { officeTime } from "../src/schedule/office.js";
import { notify, type Urgency } from "../src/store/notify.js";
import type { Db, Store } from "../src/store/open.js";
import { appendTrail, type TrailEntry } from "../src/store/trail.js";
import { isHooked } from "./webhooks.js";

/** What judging needs from the house. */
export interface JudgeDeps {
  readonly store: Store;
  readonly rules: readonly AnyRule[];
  readonly policy: Policy;
  readonly groups: readonly RecipientGroup[];
  readonly clock: () => Date;
  /** Version of the program. */
  readonly build: string;
}

/** One judgement under way, inside its transaction. */
export interface Sitting {
  readonly deps: JudgeDeps;
  readonly db: Db;
  readonly judgementId: number;
  readonly policyId: number;
  readonly buyers: readonly string[];
  readonly moment: Moment;
  readonly counted: Counted;
}

export interface Counted {
  alertsOpened: number;
  alertsRaised: number;
  alertsResolved: number;
  stopsStarted: number;
  stopsHeld: number;
}

export function nothingCounted(): Counted {
  return { alertsOpened: 0, alertsRaised: 0, alertsResolved: 0, stopsStarted: 0, stopsHeld: 0 };
}

export interface Told {
  readonly actor?: string;
  readonly verb: string;
  readonly subjectId?: number;
  readonly alertId?: number;
  readonly stopId?: number;
  readonly incidentId?: number;
  readonly detail: { readonly [key: string]: Json };
  readonly about: Telling["about"];
  readonly agreements: readonly Agreement[];
  /** In a letter of its own, at once or when offices are open. */
  readonly urgent: boolean | "office";
  /** False: it stands in the trail, and nobody is written to. */
  readonly tell: boolean;
}

type Teller = Pick<Sitting, "db" | "moment"> & { readonly deps: Pick<JudgeDeps, "groups"> };

/** Writes one thing into the trail and puts it before the groups it concerns, in the transaction it happens in. */
export function tellOf({ db, moment, deps }: Teller, told: Told): number {
  const { verb, subjectId, alertId, stopId, incidentId, detail } = told;
  const entry: TrailEntry = { actor: told.actor ?? "basvakt", verb, subjectId, alertId, stopId, incidentId, detail };
  const seq = appendTrail(db, entry, moment.now, moment.clock);
  const audience = told.tell ? route({ about: told.about, agreements: told.agreements }, deps.groups) : [];
  for (const group of audience) {
    if (group.kind === "webhook" && !isHooked(verb)) continue;
    notify(db, seq, group, urgencyFor(group, told, moment.now));
  }
  return seq;
}

function urgencyFor(group: RecipientGroup, { urgent }: Told, now: Date): Urgency {
  if (group.kind === "webhook") return { notBefore: null };
  if (urgent === false || !group.immediate) return "digest";
  return { notBefore: urgent === "office" ? officeTime(now).getTime() : null };
}
