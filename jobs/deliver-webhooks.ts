import { beginSending, hasEarlierOpen, lettersDue } from "../src/store/delivery.js";
import type { DeliverDeps, Settle } from "./deliver.js";

/** Posts what is due, in order: an event waits while an earlier one to the same system has not come through. */
export async function deliverWebhooks(deps: DeliverDeps, settle: Settle, now: Date): Promise<void> {
  const { store, hook } = deps;
  const waiting = new Set<string>();
  for (const { message, recipients } of lettersDue(store.db, "webhook", now)) {
    const [one] = recipients;
    if (deps.signal.aborted) return;
    if (waiting.has(one.recipient) || hasEarlierOpen(store.db, one)) continue;
    store.write((db) => beginSending(db, recipients, now));
    const outcome = await hook({ hook: one.recipient, id: message.slot, body: message.text });
    settle(one, outcome);
    if (outcome.outcome === "later") waiting.add(one.recipient);
  }
}
