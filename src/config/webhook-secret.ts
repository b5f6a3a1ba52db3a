import { Refusal } from "../domain/refusal.js";

const FEWEST_BYTES = 24;

/** The secret shared with a receiver: base64, with or without "whsec_" before it. Throws Refusal that never repeats it. */
export function readWebhookSecret(text: string, file: string): Uint8Array {
  const written = text.trim().replace(/^whsec_/, "");
  const bytes = Buffer.from(written, "base64");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(written) || bytes.length < FEWEST_BYTES) {
    throw new Refusal(`${file} ska innehålla minst ${FEWEST_BYTES} slumpade byte som base64: openssl rand -base64 32`);
  }
  return bytes;
}
