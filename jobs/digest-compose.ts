import type { Attachment } from "../src/domain/attachment.js";
import type { Day } from "../src/domain/day.js";
import type { RecipientGroup } from "../src/domain/recipient.js";
import { Refusal } from "../src/domain/refusal.js";
import { hostOf } from "../src/mail/host.js";
import { renderDigest } from "../src/mail/render-digest.js";
import { inSnapshot } from "../src/store/digest-snapshot.js";
import { countUntaken } from "../src/store/digest-told.js";
import { trailPosition } from "../src/store/judgement.js";
import { type Message, messagesFor, writeMessage } from "../src/store/message.js";
import type { Db, Store } from "../src/store/open.js";
import { digestData } from "./digest-data.js";
import type { DigestDeps } from "./digest-frame.js";

export interface Rendered {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments?: readonly Attachment[];
}

/** What is to be written to a group: read in one snapshot, then rendered from plain data. */
export interface Draft<T> {
  readonly kind: Message["kind"];
  readonly group: RecipientGroup;
  readonly read: (db: Db) => T;
  /** Null: there is nothing to write about. */
  readonly render: (data: T) => Rendered | null;
}

export interface ComposeOrder {
  readonly slot: Day;
  /** Write again although the slot has its message. */
  readonly again?: boolean;
  /** The sender: its host ends the Message-ID. */
  readonly from: string;
  readonly channel: "smtp" | "file";
}

/** The digest of one group for a day, written once: a second call gives the message that is there. */
export function composeDigest(store: Store, deps: DigestDeps, order: ComposeOrder, now: Date): Message {
  const draft = {
    kind: "digest" as const,
    group: deps.group,
    read: (db: Db) => digestData(db, deps, now),
    render: renderDigest,
  };
  const message = compose(store, draft, order, now);
  if (message === null) throw new Error("a digest is written also when nothing has happened");
  return message;
}

/**
 * Writes a message with its deliveries and takes all that the group had not been told, in one transaction. Rendering is
 * done before: when something was told or taken meanwhile, everything is read again.
 */
export function compose<T>(store: Store, draft: Draft<T>, order: ComposeOrder, now: Date): Message | null {
  const { kind, group, read, render } = draft;
  if (group.to.length === 0) throw new Refusal(`gruppen ${group.id} har ingen mottagare`);
  for (;;) {
    const written = messagesFor(store.db, { kind, groupKey: group.id }, order.slot).at(-1);
    if (written !== undefined && order.again !== true) return written;
    const seen = inSnapshot(store, (db) => ({ position: positionOf(db, group.id), data: read(db) }));
    const rendered = render(seen.data);
    if (rendered === null) return null;
    const message = store.write((db) => {
      if (!isSame(positionOf(db, group.id), seen.position)) return null;
      return post(db, draft, order, rendered, now);
    });
    if (message !== null) return message;
  }
}

/** What a letter was read from: it stands while nothing is added and nothing taken. */
export interface Position {
  readonly trail: number;
  readonly untaken: number;
}

export function positionOf(db: Db, groupKey: string): Position {
  return { trail: trailPosition(db), untaken: countUntaken(db, groupKey) };
}

export function isSame(a: Position, b: Position): boolean {
  return a.trail === b.trail && a.untaken === b.untaken;
}

/** Inside the transaction: somebody else may have written the slot's message meanwhile; then that is the one. */
function post<T>(
  db: Db,
  { kind, group }: Draft<T>,
  { slot, again, from, channel }: ComposeOrder,
  rendered: Rendered,
  now: Date,
): Message {
  const letterhead = { kind, groupKey: group.id };
  const before = messagesFor(db, letterhead, slot);
  const last = before.at(-1);
  if (last !== undefined && again !== true) return last;
  const numbered = before.length === 0 ? slot : `${slot}#${before.length + 1}`;
  const messageId = `${kind}.${group.id}.${numbered.replace("#", ".")}@${hostOf(from)}`;
  return writeMessage(
    db,
    { ...letterhead, ...rendered, slot: numbered, messageId, channel, recipients: group.to },
    now,
  );
}
