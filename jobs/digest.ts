import { join } from "node:path";
import { dayOf } from "../src/domain/day.js";
import type { RecipientGroup } from "../src/domain/recipient.js";
import { renderDigest } from "../src/mail/render-digest.js";
import { inSnapshot } from "../src/store/digest-snapshot.js";
import { type Message, recipientsOf } from "../src/store/message.js";
import type { Store } from "../src/store/open.js";
import { fileNameOf } from "./deliver.js";
import { composeAdministrators } from "./digest-administrators.js";
import { type ComposeOrder, composeDigest, type Rendered } from "./digest-compose.js";
import { digestData } from "./digest-data.js";
import type { DigestDeps } from "./digest-frame.js";
import { composePlacing } from "./digest-placing.js";
import { type TellDeps, tell } from "./tell.js";

export type DigestJobDeps = TellDeps;

export interface DigestOrder {
  readonly groups: readonly RecipientGroup[];
  /** Write to them again although they have had their message of the day. */
  readonly again?: boolean;
}

export interface SentMessage {
  readonly group: string;
  readonly subject: string;
  /** Where it lies; null when it was sent by a mail server. */
  readonly file: string | null;
  readonly recipients: readonly string[];
}

/** Writes each group its message of the day, once, and makes one attempt at delivering all that is due. */
export async function runDigest(
  deps: DigestJobDeps,
  { groups, again = false }: DigestOrder,
  now: Date,
): Promise<{ readonly messages: readonly SentMessage[] }> {
  const channel = deps.mail === null ? ("file" as const) : ("smtp" as const);
  const order = { slot: dayOf(now), again, from: deps.from, channel };
  const written = groups.flatMap((group) => composeFor(deps, group, order, now) ?? []);
  await tell(deps, now);
  return {
    messages: written.map((message) => ({
      group: message.groupKey,
      subject: message.subject,
      file: channel === "file" ? join(deps.outbox, fileNameOf(message)) : null,
      recipients: recipientsOf(deps.store.db, message.id),
    })),
  };
}

/** Null: there is nothing that the group is to be told today. */
function composeFor(deps: DigestJobDeps, group: RecipientGroup, order: ComposeOrder, now: Date): Message | null {
  const { store } = deps;
  const { services, sources, feeds } = deps;
  switch (group.kind) {
    case "operators":
      return composeDigest(store, { group, services, sources, feeds }, order, now);
    case "administrators":
      return composeAdministrators(store, { group, sources }, order, now);
    case "webhook":
      return null;
    case "placing":
      return composePlacing(store, { group, services }, order, now);
  }
}

/** A group's digest as it would be written now. Nothing is stored, taken or sent. */
export function previewDigest(store: Store, deps: DigestDeps, now: Date): Rendered {
  return renderDigest(inSnapshot(store, (db) => digestData(db, deps, now)));
}
