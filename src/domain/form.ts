import type { OrgNumber } from "./org-number.js";

/** One field of a form that a person fills in. */
export interface WorklistField {
  readonly name: string;
  /** As the form calls it, in Swedish. */
  readonly title: string;
  readonly choices?: readonly string[];
  /** What a free cell holds; text when not told. */
  readonly holds?: "day" | "count";
}

/** What a person states of a supplier or one of its units. */
export interface FilledForm {
  readonly orgNumber: OrgNumber;
  /** Null: the supplier itself. */
  readonly unit: { readonly name: string; readonly ivoId: string | null } | null;
  /** One of its representatives, by the register's own number and never by name. */
  readonly representative?: { readonly key: string; readonly role: string };
  readonly by: string;
  /** By the fields' names; a field that is left out says nothing. */
  readonly values: Readonly<Record<string, string>>;
}

/** How requests to a source are sent and followed. */
export interface RequestSettings {
  /** Where requests are sent; null: the person fills it in. */
  readonly requestTo: string | null;
  /** A request that has waited longer than this is to be reminded of. */
  readonly remindAfterDays: number;
}

/** What a letter to an authority says. */
export interface RequestLetter {
  /** The authority. */
  readonly to: string;
  readonly subject: string;
  /** What is asked for, a line each. */
  readonly asks: readonly string[];
}
