import { join } from "node:path";
import type { RecipientGroup } from "../src/domain/recipient.js";
import { renderDigest } from "../src/mail/render-digest.js";
import { inSnapshot } from "../src/store/digest-snapshot.js";
import { newestMessage, recipientsOf } from "../src/store/message.js";
import type { Store } from "../src/store/open.js";
import { type Delivered, fileNameOf } from "./deliver.js";
import type { Rendered } from "./digest-compose.js";
import { digestData } from "./digest-data.js";
import { composeFor } from "./digest-for.js";
import type { DigestDeps } from "./digest-frame.js";
import { hourHasCome } from "./digest-hour.js";
import { type TellDeps, tell } from "./tell.js";

export type DigestJobDeps = TellDeps;

export interface DigestOrder {
  readonly groups: readonly RecipientGroup[];
  /** Write to them again although they have had their message of the day. */
  readonly again?: boolean;
  /** Asked for by a person: a group that has an hour of its own is written to before it. */
  readonly early?: boolean;
}

export interface SentMessage {
  readonly group: string;
  readonly subject: string;
  /** Where it lies; null when it was sent by a mail server. */
  readonly file: string | null;
  readonly recipients: readonly string[];
}

export interface SentDigest {
  readonly messages: readonly SentMessage[];
  /** Groups whose message of the day was there already: nothing new was written to them. */
  readonly earlier: readonly string[];
  readonly told: Delivered;
}

/** Writes each group its message of the day, once, and makes one attempt at delivering all that is due. */
export async function runDigest(
  deps: DigestJobDeps,
  { groups, again = false, early = false }: DigestOrder,
  now: Date,
): Promise<SentDigest> {
  const due = early ? groups : groups.filter((group) => hourHasCome(group, now));
  const newest = newestMessage(deps.store.db);
  const written = due.flatMap((group) => composeFor(deps, group, { again }, now) ?? []);
  const told = await tell(deps, now);
  return {
    told,
    earlier: written.flatMap(({ id, groupKey }) => (id <= newest ? [groupKey] : [])),
    messages: written.map((message) => ({
      group: message.groupKey,
      subject: message.subject,
      file: deps.mail === null ? join(deps.outbox, fileNameOf(message)) : null,
      recipients: recipientsOf(deps.store.db, message.id),
    })),
  };
}

/** A group's digest as it would be written now. Nothing is stored, taken or sent. */
export function previewDigest(store: Store, deps: DigestDeps, now: Date): Rendered {
  return renderDigest(inSnapshot(store, (db) => digestData(db, deps, now)));
}
