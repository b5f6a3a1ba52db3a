import { gunzipSync, gzipSync } from "node:zlib";
import type { Path, RawEvidence } from "../adapter.js";
import { sha256 } from "../domain/digest.js";
import type { Evidence } from "../domain/observation.js";
import { redact } from "./redact.js";

/** An answer is a few kilobytes; the compressor's own default makes sixteen for each. */
const CHUNK = 4_096;
const WIDEST_WINDOW = 15;
const NARROWEST_WINDOW = 9;

export interface EvidenceOptions {
  readonly adapterId: string;
  readonly version: number;
  readonly redact: readonly Path[];
  readonly now: Date;
  /** "answer" when not told. */
  readonly origin?: Evidence["origin"];
}

/** What one adapter keeps of its answers at one time: redacted, compressed, with digests of what is stored and of what came. */
export function evidenceMaker(options: EvidenceOptions): (raw: RawEvidence) => Evidence {
  return (raw) => {
    const redacted = redact(raw.bytes, raw.mediaType, options.redact);
    const digest = sha256(redacted);
    return {
      digest,
      rawDigest: redacted === raw.bytes ? digest : sha256(raw.bytes),
      origin: options.origin ?? "answer",
      address: raw.address,
      status: raw.status,
      by: null,
      at: options.now,
      parser: `${options.adapterId}/${options.version}`,
      mediaType: raw.mediaType,
      // Copied: what the compressor returns holds on to all of its working buffer.
      bytes: new Uint8Array(compress(redacted)),
    };
  };
}

/** With tables no larger than the answer: to clear them costs more than to compress a few kilobytes. */
function compress(bytes: Uint8Array): Uint8Array {
  const fitting = Math.ceil(Math.log2(bytes.length + 1));
  const windowBits = Math.min(WIDEST_WINDOW, Math.max(NARROWEST_WINDOW, fitting));
  return gzipSync(bytes, { chunkSize: CHUNK, windowBits, memLevel: windowBits - 6 });
}

/** The redacted answer out of stored evidence's bytes. */
export function readEvidence(bytes: Uint8Array): Uint8Array {
  return gunzipSync(bytes);
}
