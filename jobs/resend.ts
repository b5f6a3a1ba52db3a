import type { Moment } from "../src/domain/moment.js";
import { Conflict, Refusal } from "../src/domain/refusal.js";
import { sendAgain } from "../src/store/delivery.js";
import { messageById } from "../src/store/message.js";
import type { Store } from "../src/store/open.js";
import { appendTrail } from "../src/store/trail.js";

export interface Resending {
  readonly message: number;
  /** Null: everybody whom the letter did not reach. */
  readonly recipient: string | null;
  readonly by: string;
}

/** Puts a letter that did not come through back in turn, by a person's decision. Gives to how many it goes. */
export function resend(store: Store, { message, recipient, by }: Resending, { now, clock }: Moment): number {
  return store.write((db) => {
    if (messageById(db, message) === null) throw new Refusal(`brevet ${message} finns inte`);
    const recipients = sendAgain(db, message, recipient, now);
    if (recipients === 0) {
      throw new Conflict(`brevet ${message} har ingen mottagare att skicka till igen: basvakt digest undelivered`);
    }
    appendTrail(db, { actor: by, verb: "message.resent", detail: { message, recipient, recipients } }, now, clock);
    return recipients;
  });
}
