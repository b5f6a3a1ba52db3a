import { dayOf } from "../src/domain/day.js";
import type { RecipientGroup } from "../src/domain/recipient.js";
import type { Message } from "../src/store/message.js";
import type { DeliverDeps } from "./deliver.js";
import { composeAdministrators } from "./digest-administrators.js";
import { composeDigest } from "./digest-compose.js";
import type { DigestDeps } from "./digest-frame.js";
import { composePlacing } from "./digest-placing.js";

type ComposeDeps = Omit<DigestDeps, "group"> & Pick<DeliverDeps, "store" | "from" | "mail">;

/** Writes a group its message of the day, once. Null: there is nothing that the group is to be told today. */
export function composeFor(
  deps: ComposeDeps,
  group: RecipientGroup,
  { again }: { readonly again: boolean },
  now: Date,
): Message | null {
  const channel = deps.mail === null ? ("file" as const) : ("smtp" as const);
  const order = { slot: dayOf(now), again, from: deps.from, channel };
  const { store } = deps;
  const { services, sources, titles, asked, feeds } = deps;
  switch (group.kind) {
    case "operators":
      return composeDigest(store, { group, services, sources, titles, asked, feeds }, order, now);
    case "administrators":
      return composeAdministrators(store, { group, sources, titles }, order, now);
    case "webhook":
      return null;
    case "placing":
      return composePlacing(store, { group, services }, order, now);
  }
}
