import type { OrgNumber } from "./org-number.js";
import type { AgreementForm } from "./supplier.js";

/** What a sweep accounts for: every unit's permit with IVO, or every representative's attestation. */
export const SWEEP_KINDS = ["ivo", "registerkontroll"] as const;
export type SweepKind = (typeof SWEEP_KINDS)[number];

/** What a kind of sweep goes through, as people say it. */
export const SWEEP_TITLE: Readonly<Record<SweepKind, string>> = {
  ivo: "tillstånd hos IVO",
  registerkontroll: "lämplighetsintyg",
};

export const SWEEP_STATES = ["open", "paused", "cancelled", "closed"] as const;
export type SweepState = (typeof SWEEP_STATES)[number];

/** How an item stands. Overdue is what a sweep was closed without: a person has said why. */
export const ITEM_STATES = ["waiting", "done", "not_applicable", "overdue"] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** How an item can be answered; `register`: nothing can be asked before the register says of whom. */
export const CHANNELS = ["placeringsstod", "extract", "request", "attestation", "register"] as const;
export type Channel = (typeof CHANNELS)[number];

export const CHANNEL_TITLE: Readonly<Record<Channel, string>> = {
  placeringsstod: "Placeringsstöd",
  extract: "registerutdrag från IVO",
  request: "begäran till IVO",
  attestation: "intyg",
  register: "saknas i registret",
};

/** What brought a version of an item about. */
export const ITEM_CAUSES = ["start", "join", "record", "worklist", "automatic", "hand over", "close"] as const;
export type ItemCause = (typeof ITEM_CAUSES)[number];

/** Whom a sweep covers. Everybody: the lists are empty. */
export interface SweepScope {
  readonly all: boolean;
  readonly services: readonly string[];
  readonly forms: readonly AgreementForm[];
  /** Numbers of agreements; empty: whatever the number. */
  readonly agreements: readonly string[];
}

/** Covered unless the person says otherwise. */
export const DEFAULT_SERVICES: Readonly<Record<SweepKind, readonly string[]>> = {
  ivo: ["hvb_barn_unga", "stodboende_unga"],
  registerkontroll: ["hvb_barn_unga"],
};
export const DEFAULT_FORMS: readonly AgreementForm[] = ["ramavtal"];
export const DEFAULT_DAYS = 60;

/** Whom an item is about, as the register had it when the item came into the sweep. No person's name: a role and a key. */
export type Frozen = {
  readonly orgNumber: OrgNumber;
  readonly supplier: string;
} & (
  | { readonly unit: string; readonly ivoId: string | null; readonly service: string }
  | { readonly representative: string; readonly role: string }
  | { readonly lacks: "unit" | "representative" }
);

/** What stands on an item's row: who is to do it, what is filled in, and why nothing is to be. */
export interface ItemContent {
  readonly state: ItemState;
  readonly handler: string | null;
  readonly reason: string | null;
  /** By the form's names. */
  readonly fields: Readonly<Record<string, string>>;
}
