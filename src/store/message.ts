import { and, asc, desc, eq, inArray, isNull, like, or } from "drizzle-orm";
import type { Attachment } from "../domain/attachment.js";
import { GIVE_UP_MS } from "../domain/outcome.js";
import { attach } from "./attachment.js";
import type { Channel } from "./delivery.js";
import type { Db } from "./open.js";
import { delivery, message, notification, recipientGroup } from "./schema.js";

export type Message = typeof message.$inferSelect;

export interface Letterhead {
  readonly kind: Message["kind"];
  readonly groupKey: string;
}

/** The messages of a kind to a group for a slot, in the order they were written: more than one when it was sent again. */
export function messagesFor(db: Db, { kind, groupKey }: Letterhead, slot: string): readonly Message[] {
  const same = and(eq(message.kind, kind), eq(message.groupKey, groupKey));
  const ofSlot = or(eq(message.slot, slot), like(message.slot, `${slot}#%`));
  return db.select().from(message).where(and(same, ofSlot)).orderBy(asc(message.id)).all();
}

/** The id of the message written last; 0 when there is none. */
export function newestMessage(db: Db): number {
  return db.select({ id: message.id }).from(message).orderBy(desc(message.id)).limit(1).get()?.id ?? 0;
}

export function messageById(db: Db, id: number): Message | null {
  return db.select().from(message).where(eq(message.id, id)).get() ?? null;
}

/** When a group was last written to with a kind of message; null when it never was. */
export function lastWrittenTo(db: Db, { kind, groupKey }: Letterhead): Date | null {
  const row = db
    .select({ at: message.createdAt })
    .from(message)
    .where(and(eq(message.kind, kind), eq(message.groupKey, groupKey)))
    .orderBy(desc(message.createdAt), desc(message.id))
    .limit(1)
    .get();
  return row === undefined ? null : new Date(row.at);
}

export interface MessageOrder extends Letterhead {
  readonly slot: string;
  readonly messageId: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Ids of the letters it belongs with, separated by spaces. */
  readonly refs?: string;
  readonly channel: Channel;
  readonly recipients: readonly string[];
  readonly attachments?: readonly Attachment[];
}

/** Writes a message with a delivery for each recipient, and takes what the group had not been told (law 3). Once per slot. */
export function writeMessage(db: Db, order: MessageOrder, now: Date): Message {
  const written = insertMessage(db, order, now);
  const versions = db
    .select({ id: recipientGroup.id })
    .from(recipientGroup)
    .where(eq(recipientGroup.key, order.groupKey));
  db.update(notification)
    .set({ messageId: written.id })
    .where(and(isNull(notification.messageId), inArray(notification.groupId, versions)))
    .run();
  return written;
}

/** A message with a delivery for each recipient. */
export function insertMessage(
  db: Db,
  { recipients, channel, attachments = [], ...order }: MessageOrder,
  now: Date,
): Message {
  const written = db
    .insert(message)
    .values({ ...order, createdAt: now.getTime() })
    .returning()
    .get();
  attach(db, written.id, attachments);
  const giveUpAt = now.getTime() + GIVE_UP_MS;
  for (const recipient of new Set(recipients)) {
    db.insert(delivery).values({ messageId: written.id, channel, recipient, state: "due", giveUpAt }).run();
  }
  return written;
}

/** Everybody that a message is addressed to, served or not: the same letter always has the same address line. */
export function recipientsOf(db: Db, messageId: number): readonly string[] {
  return db
    .select({ recipient: delivery.recipient })
    .from(delivery)
    .where(eq(delivery.messageId, messageId))
    .orderBy(asc(delivery.recipient))
    .all()
    .map(({ recipient }) => recipient);
}
