import { dayOf } from "../src/domain/day.js";
import type { RecipientGroup } from "../src/domain/recipient.js";
import { hostOf } from "../src/mail/host.js";
import { type Urgent, urgentFor, writeAtOnce, writtenAtOnce } from "../src/store/at-once.js";
import { inSnapshot } from "../src/store/digest-snapshot.js";
import type { Message } from "../src/store/message.js";
import type { Db } from "../src/store/open.js";
import { byCause } from "./at-once-cause.js";
import { letterAtOnce } from "./at-once-letter.js";
import { isSame, type Position, positionOf } from "./digest-compose.js";
import type { TellDeps } from "./tell.js";

const HOUR_MS = 3_600_000;

/**
 * Writes a group what cannot wait for its digest, grouped by cause. Over the number of letters an hour the rest is
 * gathered, or waits for the next hour, or is told by the digest: never lost.
 */
export function tellAtOnce(deps: TellDeps, group: RecipientGroup, now: Date): readonly Message[] {
  const written: Message[] = [];
  for (;;) {
    const message = writeNext(deps, group, now);
    if (message === "again") continue;
    if (message === null) return written;
    written.push(message);
  }
}

interface Seen {
  readonly position: Position;
  readonly news: readonly Urgent[];
  readonly letter: ReturnType<typeof letterAtOnce>;
}

/** The next letter; null when there is none to write; "again" when something was told while it was rendered. */
function writeNext(deps: TellDeps, group: RecipientGroup, now: Date): Message | "again" | null {
  const { store } = deps;
  const seen = inSnapshot(store, (db): Seen | null => {
    const left = deps.perHour - writtenAtOnce(db, group.to, new Date(now.getTime() - HOUR_MS));
    const [news] = byCause(urgentFor(db, group.id, now), left);
    if (news === undefined) return null;
    return { position: positionOf(db, group.id), news, letter: letterAtOnce(db, deps, group, news, now) };
  });
  if (seen === null) return null;
  return store.write((db) => {
    if (!isSame(positionOf(db, group.id), seen.position)) return "again";
    return post(db, deps, group, seen, now);
  });
}

function post(db: Db, deps: TellDeps, group: RecipientGroup, { news, letter }: Seen, now: Date): Message {
  const { from, mail } = deps;
  const first = news[0]?.seq ?? 0;
  const order = {
    kind: "now" as const,
    groupKey: group.id,
    slot: `${dayOf(now)}-direkt-${first}`,
    messageId: `now.${group.id}.${first}@${hostOf(from)}`,
    refs: threads(news, group, from).join(" "),
    channel: mail === null ? ("file" as const) : ("smtp" as const),
    recipients: group.to,
    ...letter,
  };
  return writeAtOnce(
    db,
    order,
    news.map(({ seq }) => seq),
    now,
  );
}

const MOST_THREADS = 20;

/** A letter hangs on the thread of each supplier it is about: an id that is the same every time, of a letter nobody wrote. */
function threads(news: readonly Urgent[], group: RecipientGroup, from: string): readonly string[] {
  const suppliers = [...new Set(news.flatMap(({ orgNumber }) => orgNumber ?? []))].slice(0, MOST_THREADS);
  return suppliers.map((orgNumber) => `supplier.${orgNumber}.${group.id}@${hostOf(from)}`);
}
