import { join } from "node:path";
import type { Outcome, SendWebhook } from "../src/domain/outcome.js";
import type { RecipientGroup } from "../src/domain/recipient.js";
import { composeEml, type Letter } from "../src/mail/eml.js";
import { hostOf } from "../src/mail/host.js";
import { mailbox } from "../src/mail/mailbox.js";
import type { SendMail } from "../src/mail/smtp.js";
import { attachmentsOf } from "../src/store/attachment.js";
import {
  beginSending,
  cutOffSendings,
  type Delivery,
  type DueLetter,
  lettersDue,
  settleDelivery,
} from "../src/store/delivery.js";
import { type Message, recipientsOf } from "../src/store/message.js";
import type { Store } from "../src/store/open.js";
import { deliverWebhooks } from "./deliver-webhooks.js";
import { noteDelivery } from "./note-delivery.js";
import { writeWhole } from "./write-whole.js";

/** What handing over letters needs from the house. */
export interface DeliverDeps {
  readonly store: Store;
  /** Told when a recipient cannot be reached: the administrators among them. */
  readonly groups: readonly RecipientGroup[];
  readonly clock: () => Date;
  readonly from: string;
  /** Folder that letters are put in when there is no mail server. */
  readonly outbox: string;
  /** Null: letters are written to the outbox. */
  readonly mail: SendMail | null;
  readonly hook: SendWebhook;
  /** Asked to stop, what is under way is finished and nothing more is begun. */
  readonly signal: AbortSignal;
}

/** What came of the recipients whose turn it was. */
export type Delivered = Readonly<Record<"delivered" | "waiting" | "rejected" | "unknown" | "dead", number>>;

export type Settle = (one: Delivery, outcome: Outcome) => void;

type Tally = { -readonly [K in keyof Delivered]: Delivered[K] };

/** Hands over every letter that is due, each recipient with an outcome of its own (R47). Only one process may do it. */
export async function deliver(deps: DeliverDeps, now: Date): Promise<Delivered> {
  const tally: Tally = { delivered: 0, waiting: 0, rejected: 0, unknown: 0, dead: 0 };
  for (const left of cutOffSendings(deps.store.db)) {
    // Another system knows a repeated event by its id.
    settle(deps, tally, left, left.channel === "webhook" ? { ...CUT_OFF, outcome: "later" } : CUT_OFF, now);
  }
  await deliverWebhooks(deps, (one, outcome) => settle(deps, tally, one, outcome, now), now);
  await file(deps, tally, now);
  await post(deps, tally, now);
  return tally;
}

/** A system that has not answered for so many attempts (some twenty minutes) is told of before it is given up. */
const LONG_TRIED = 5;

const CUT_OFF: Outcome = { outcome: "unknown", code: "CUT-OFF" };

/**
 * Puts letters in the outbox, then marks them delivered. Killed in between it is written again with the same bytes under
 * the same name: never lost, never two different ones.
 */
async function file(deps: DeliverDeps, tally: Tally, now: Date): Promise<void> {
  for (const letter of lettersDue(deps.store.db, "file", now)) {
    if (deps.signal.aborted) return;
    writeWhole(deps.outbox, join(deps.outbox, fileNameOf(letter.message)), await bytesOf(deps, letter));
    for (const one of letter.recipients) settle(deps, tally, one, { outcome: "delivered", code: "FILE" }, now);
  }
}

/** "2026-11-23-kvalitet.eml"; sent again the same day "2026-11-23-2-kvalitet.eml". */
export function fileNameOf({ slot, groupKey }: Pick<Message, "slot" | "groupKey">): string {
  return `${slot.replace("#", "-")}-${groupKey}.eml`;
}

/** Sends letters over SMTP. With the server itself away the rest keep their turn: they are not to blame. */
async function post(deps: DeliverDeps, tally: Tally, now: Date): Promise<void> {
  const { store, mail } = deps;
  if (mail === null) return;
  for (const letter of lettersDue(store.db, "smtp", now)) {
    if (deps.signal.aborted) return;
    const bytes = await bytesOf(deps, letter);
    store.write((db) => beginSending(db, letter.recipients, now));
    const addresses = letter.recipients.map(({ recipient }) => addressOf(recipient));
    const outcomes = await mail({ from: addressOf(deps.from), to: [...new Set(addresses)], bytes });
    const settled = letter.recipients.map((one, index) => {
      const outcome = outcomes.get(addresses[index] ?? "") ?? CUT_OFF;
      settle(deps, tally, one, outcome, now);
      return outcome;
    });
    if (settled.every(isServerAway)) return;
  }
}

function isServerAway({ outcome, code }: Outcome): boolean {
  return outcome === "later" && !/^\d+$/.test(code);
}

function addressOf(text: string): string {
  return mailbox(text, "mottagaren").address;
}

function settle(deps: DeliverDeps, tally: Tally, one: Delivery, outcome: Outcome, now: Date): void {
  deps.store.write((db) => {
    const state = settleDelivery(db, one, outcome, now);
    const { recipient, messageId } = one;
    const overdue = state === "due" && one.channel === "webhook" && one.attempts + 1 >= LONG_TRIED;
    noteDelivery(deps, db, { recipient, messageId, state: overdue ? "late" : state, code: outcome.code }, now);
    tally[state === "due" ? "waiting" : state] += 1;
  });
}

/** The letter's bytes: the same every time, but for the word that it is sent a second time. */
function bytesOf({ store, from }: DeliverDeps, { message, recipients }: DueLetter): Promise<Uint8Array> {
  const letter: Letter = {
    from,
    to: recipientsOf(store.db, message.id),
    subject: message.subject,
    html: message.html,
    text: message.text,
    messageId: message.messageId,
    date: new Date(message.createdAt),
    listId: `${message.groupKey}.basvakt.${hostOf(from)}`,
    references: message.refs.split(" ").filter((id) => id !== ""),
    sentAgain: recipients.some(({ unknowns }) => unknowns > 0),
    attachments: attachmentsOf(store.db, message.id),
  };
  return composeEml(letter);
}
