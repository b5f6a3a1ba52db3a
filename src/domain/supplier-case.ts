import type { Current } from "./finding.js";
import type { Action, Severity } from "./severity.js";
import type { Agreement, Supplier } from "./supplier.js";

/** Everything that judging one supplier rests on: the register, its facts, and nothing else. */
export interface SupplierCase {
  readonly supplierId: number;
  readonly supplier: Supplier;
  /** Row of each subject by its key: the supplier and its units. */
  readonly subjects: ReadonlyMap<string, number>;
  /** Service of each unit's subject. */
  readonly unitServices: ReadonlyMap<number, string>;
  readonly agreements: readonly AgreementInForce[];
  readonly facts: readonly StoredFact[];
}

export type StoredFact = Current & {
  readonly factId: number;
  readonly state: "new" | "current" | "past";
  readonly observedAt: Date;
};

export interface AgreementInForce extends Agreement {
  readonly id: number;
}

export const ALERT_STATES = ["open", "acknowledged", "dismissed", "resolved"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** An alert that is not resolved. */
export interface LiveAlert {
  readonly id: number;
  readonly subjectId: number;
  readonly rule: string;
  readonly event: string;
  readonly severity: Severity;
  readonly corroborated: boolean;
  readonly action: Action;
  readonly state: AlertState;
  readonly facts: readonly string[];
  readonly ends: "when-gone" | "by-person";
  readonly title: string;
  readonly because: string;
  readonly openedAt: Date;
  readonly goneAt: Date | null;
  readonly version: number;
  /** Adapters whose observations are behind it. */
  readonly sources: readonly string[];
}

export type StopState = "held" | "proposed" | "provisional" | "confirmed" | "lifted" | "rejected";

/** A stop of one alert and agreement, whatever its state: it tells what has been decided already. */
export interface StopOfAlert {
  readonly id: number;
  readonly alertId: number;
  readonly agreementId: number;
  readonly state: StopState;
  readonly version: number;
  /** What a person's lift or rejection was made on; null when no person has ended it. */
  readonly decidedOn: { readonly facts: readonly string[]; readonly severity: Severity } | null;
}
