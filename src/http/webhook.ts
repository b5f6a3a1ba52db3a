import { createHmac } from "node:crypto";
import type { Outcome, SendWebhook } from "../domain/outcome.js";
import { SourceError } from "../domain/silence.js";
import type { Http } from "./http.js";

/** A system that is told of stops as they happen. */
export interface Webhook {
  readonly id: string;
  readonly url: URL;
  readonly secret: Uint8Array;
}

const MOST_BYTES = 65_536;

/**
 * Posts events signed as Standard Webhooks says: an id that is the same every time (the receiver knows a repeated one), the
 * second it was sent, and an HMAC of both with the body. Told once; whether to try again is decided elsewhere.
 */
export function webhookSender(http: Http, hooks: readonly Webhook[], clock: () => Date): SendWebhook {
  return async ({ hook, id, body }) => {
    const found = hooks.find((one) => one.id === hook);
    if (found === undefined) return { outcome: "later", code: "NOT-CONFIGURED" };
    const timestamp = `${Math.floor(clock().getTime() / 1000)}`;
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": signatureOf(found.secret, `${id}.${timestamp}.${body}`),
    };
    try {
      const { status } = await http({ method: "POST", url: found.url, headers, body, maxBytes: MOST_BYTES });
      return answered(status);
    } catch (error) {
      // No answer, or none we read: the receiver tells a repeated event by its id, so that it may be sent again.
      return { outcome: "later", code: error instanceof SourceError ? error.reason.toUpperCase() : "ERROR" };
    }
  };
}

function signatureOf(secret: Uint8Array, content: string): string {
  return `v1,${createHmac("sha256", secret).update(content).digest("base64")}`;
}

/** A receiver that refuses is wrongly set up, and an avropsstopp must not be lost on that: it is tried until the time is up. */
function answered(status: number): Outcome {
  return { outcome: status >= 200 && status < 300 ? "delivered" : "later", code: `${status}` };
}
