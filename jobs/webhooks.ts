import type { RecipientGroup } from "../src/domain/recipient.js";
import { hostOf } from "../src/mail/host.js";
import { plainData } from "../src/mail/plain.js";
import { writeAtOnce } from "../src/store/at-once.js";
import type { Store } from "../src/store/open.js";
import { type StopEvent, untoldStopEvents } from "../src/store/stop-event.js";

/** What is told of a stop, by what is written in the trail. */
const TYPES: Readonly<Record<string, "stop.started" | "stop.confirmed" | "stop.lifted">> = {
  "stop.started": "stop.started",
  "stop.imposed": "stop.started",
  "stop.confirmed": "stop.confirmed",
  "stop.lifted": "stop.lifted",
};

/** Whether a system that asked for stops is told of this. */
export function isHooked(verb: string): boolean {
  return verb in TYPES;
}

/** Writes one event for each thing that has happened to a stop, and takes what it tells, in one transaction (law 3). */
export function writeEvents(store: Store, group: RecipientGroup, from: string, now: Date): void {
  store.write((db) => {
    for (const event of untoldStopEvents(db, group.id)) {
      const id = `stop-${event.seq}-${group.id}`;
      const order = {
        kind: "now" as const,
        groupKey: group.id,
        slot: id,
        messageId: `${id}@${hostOf(from)}`,
        subject: `${TYPES[event.verb]} ${event.stop}`,
        html: "",
        text: bodyOf(id, event),
        channel: "webhook" as const,
        recipients: [group.id],
      };
      writeAtOnce(db, order, [event.seq], now);
    }
  });
}

function bodyOf(id: string, { seq, verb, at, stop, ...scope }: StopEvent): string {
  const { orgNumber, name, unit, ivoId, service, buyer, owner, form, number } = plainData(scope);
  return JSON.stringify({
    id,
    type: TYPES[verb],
    at: new Date(at).toISOString(),
    // Rises with every event: one with a lower number than the last seen of the same stop is old.
    sequence: seq,
    stop: {
      id: stop,
      orgNumber,
      name,
      unit: unit === null ? null : { name: unit, ivoId },
      service,
      agreement: { buyer, owner, form, number },
    },
  });
}
