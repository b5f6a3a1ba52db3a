import type { RecipientGroup } from "../domain/recipient.js";
import type { Agreement } from "../domain/supplier.js";

/** What a notification is about, as far as routing needs to know. */
export interface Telling {
  readonly about: "alert" | "stop" | "supplier" | "incident";
  /** Agreements it concerns; empty for what concerns no supplier. */
  readonly agreements: readonly Agreement[];
}

/** Groups that are told of something: source health goes to administrators, the rest to the agreements' groups. */
export function route(telling: Telling, groups: readonly RecipientGroup[]): readonly RecipientGroup[] {
  if (telling.about === "incident") return groups.filter(({ kind }) => kind === "administrators");
  return groups
    .filter(
      ({ kind }) => kind === "operators" || ((kind === "placing" || kind === "webhook") && telling.about === "stop"),
    )
    .filter(
      (group) => telling.agreements.length === 0 || telling.agreements.some((agreement) => concerns(group, agreement)),
    );
}

export function concerns(group: RecipientGroup, agreement: Agreement): boolean {
  const meets = (list: readonly string[], value: string) => list.length === 0 || list.includes(value);
  return (
    meets(group.buyers, agreement.buyer) &&
    meets(group.owners, agreement.owner) &&
    meets(group.forms, agreement.form) &&
    meets(group.services, agreement.service)
  );
}
