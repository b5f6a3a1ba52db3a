import { z } from "zod";
import { LOGIN_OUTCOMES } from "../domain/login-gate.js";
import { SILENCES, SourceError } from "../domain/silence.js";

/*
 * How workers elsewhere have their log-ins counted in the store: they ask, over Redis, whoever put the calls there. What
 * lies in Redis names the source and a number drawn by lot; of what a log-in is made of it holds nothing, not even as a
 * digest.
 */

/** Before a log-in: may it be sent? After it: what came of it. */
export const loginRequest = z.strictObject({
  source: z.string(),
  attempt: z.number().int(),
  outcome: z.enum(LOGIN_OUTCOMES).nullable(),
});

export type LoginRequest = z.infer<typeof loginRequest>;

const loginReply = z.strictObject({
  refusal: z
    .strictObject({
      reason: z.enum(SILENCES),
      message: z.string(),
      retryAfter: z.iso.datetime().nullable(),
      credentials: z.boolean(),
    })
    .nullable(),
});

/** Where a request lies until somebody takes it on, and where its reply does. */
export function placesOf(logins: string, id: string): { readonly asked: string; readonly told: string } {
  return { asked: `${logins}:${id}`, told: `${logins}:${id}:told` };
}

export function packReply(refusal: SourceError | null): string {
  if (refusal === null) return JSON.stringify({ refusal });
  const { reason, message, details } = refusal;
  const retryAfter = details.retryAfter?.toISOString() ?? null;
  return JSON.stringify({ refusal: { reason, message, retryAfter, credentials: details.credentials === true } });
}

/** Why no more may be sent; null: it may. Throws on what is no reply. */
export function unpackReply(text: string): SourceError | null {
  const { refusal } = loginReply.parse(JSON.parse(text));
  if (refusal === null) return null;
  const { reason, message, retryAfter, credentials } = refusal;
  return new SourceError(reason, message, {
    credentials,
    ...(retryAfter === null ? {} : { retryAfter: new Date(retryAfter) }),
  });
}
