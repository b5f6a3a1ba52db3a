import type { OrgNumber } from "./org-number.js";

export interface WorklistField {
  readonly name: string;
  /** As the form calls it, in Swedish. */
  readonly title: string;
  readonly choices?: readonly string[];
}

export interface FilledForm {
  readonly orgNumber: OrgNumber;
  readonly unit: { readonly name: string; readonly ivoId: string | null };
  readonly by: string;
  /** By the fields' names; a field that is left out says nothing. */
  readonly values: Readonly<Record<string, string>>;
}
