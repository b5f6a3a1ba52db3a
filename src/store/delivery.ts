import { and, asc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import { GIVE_UP_MS, type Outcome, type Step, stepAfter } from "../domain/outcome.js";
import type { Message } from "./message.js";
import type { Db } from "./open.js";
import { delivery, message } from "./schema.js";

export type Delivery = typeof delivery.$inferSelect;
export type Channel = Delivery["channel"];

/** A message with those of its recipients on one channel whose turn has come. */
export interface DueLetter {
  readonly message: Message;
  readonly recipients: readonly [Delivery, ...Delivery[]];
}

/** What is to be tried now on a channel, oldest first. */
export function lettersDue(db: Db, channel: Channel, now: Date): readonly DueLetter[] {
  const isTime = or(isNull(delivery.nextAt), lte(delivery.nextAt, now.getTime()));
  const doubted = and(eq(delivery.state, "unknown"), isNotNull(delivery.nextAt));
  const rows = db
    .select({ message, delivery })
    .from(delivery)
    .innerJoin(message, eq(message.id, delivery.messageId))
    .where(and(eq(delivery.channel, channel), or(eq(delivery.state, "due"), doubted), isTime))
    .orderBy(asc(message.id), asc(delivery.recipient))
    .all();
  const letters = new Map<number, { message: Message; recipients: [Delivery, ...Delivery[]] }>();
  for (const row of rows) {
    const known = letters.get(row.message.id);
    if (known === undefined) letters.set(row.message.id, { message: row.message, recipients: [row.delivery] });
    else known.recipients.push(row.delivery);
  }
  return [...letters.values()];
}

function keyed({ messageId, channel, recipient }: Pick<Delivery, "messageId" | "channel" | "recipient">) {
  return and(eq(delivery.messageId, messageId), eq(delivery.channel, channel), eq(delivery.recipient, recipient));
}

/** Written before anything is sent: whoever is ended by force in between leaves an unknown outcome, not a second letter. */
export function beginSending(db: Db, recipients: readonly Delivery[], now: Date): void {
  for (const one of recipients) {
    db.update(delivery)
      .set({ state: "sending", attempts: one.attempts + 1, changedAt: now.getTime() })
      .where(keyed(one))
      .run();
  }
}

/** Writes what an attempt came to and what follows. `before` is the row as it was when the attempt began. */
export function settleDelivery(db: Db, before: Delivery, outcome: Outcome, now: Date): Step["state"] {
  const { unknowns, giveUpAt } = before;
  const attempts = before.attempts + 1;
  const step = stepAfter(outcome, { attempts, unknowns, giveUpAt: giveUpAt ?? now.getTime() + GIVE_UP_MS }, now);
  db.update(delivery)
    .set({ ...step, attempts, code: outcome.code, changedAt: now.getTime() })
    .where(keyed(before))
    .run();
  return step.state;
}

/** Whether something written to the same recipient before is still under way. */
export function hasEarlierOpen(db: Db, { messageId, channel, recipient }: Delivery): boolean {
  const earlier = and(
    eq(delivery.channel, channel),
    eq(delivery.recipient, recipient),
    lt(delivery.messageId, messageId),
    inArray(delivery.state, ["due", "sending"]),
  );
  return db.select({ id: delivery.messageId }).from(delivery).where(earlier).limit(1).get() !== undefined;
}

/** Attempts that a process was ended in the middle of. Only the one that has the right to run jobs may ask. */
export function cutOffSendings(db: Db): readonly Delivery[] {
  return db
    .select()
    .from(delivery)
    .where(eq(delivery.state, "sending"))
    .all()
    .map((row) => ({ ...row, attempts: row.attempts - 1 }));
}

/** A delivery that has ended without anybody being reached, as far as we know. */
export interface Undelivered {
  readonly message: number;
  readonly messageId: string;
  readonly group: string;
  readonly kind: Message["kind"];
  readonly subject: string;
  readonly channel: Channel;
  readonly recipient: string;
  readonly state: "rejected" | "unknown" | "dead";
  readonly code: string | null;
  readonly attempts: number;
  readonly at: number | null;
}

/** Newest first. */
export function undelivered(db: Db): readonly Undelivered[] {
  return db.all<Undelivered>(sql`
    SELECT m.id AS message, m.message_id AS messageId, m.group_key AS "group", m.kind, m.subject, d.channel, d.recipient,
      d.state, d.code, d.attempts, d.changed_at AS at
    FROM delivery d JOIN message m ON m.id = d.message_id
    WHERE d.state IN ('rejected', 'unknown', 'dead') AND d.next_at IS NULL ORDER BY m.id DESC, d.recipient`);
}

/** How many ended so since a time. */
export function undeliveredSince(db: Db, since: Date): number {
  return undelivered(db).filter(({ at }) => (at ?? 0) >= since.getTime()).length;
}

/** Puts what a message never came through with back in turn, for as long as a new one. Gives how many recipients. */
export function sendAgain(db: Db, messageId: number, recipient: string | null, now: Date): number {
  const wanted = and(
    eq(delivery.messageId, messageId),
    inArray(delivery.state, ["rejected", "unknown", "dead"]),
    ...(recipient === null ? [] : [eq(delivery.recipient, recipient)]),
  );
  const giveUpAt = now.getTime() + GIVE_UP_MS;
  return db.update(delivery).set({ state: "due", nextAt: null, attempts: 0, giveUpAt }).where(wanted).run().changes;
}
