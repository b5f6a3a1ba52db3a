import { deflateRawSync, gunzipSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import type { CheckResult } from "../domain/check.js";
import { type Sha256, sha256 } from "../domain/digest.js";
import { KINDS, kindNames } from "../domain/kind.js";
import type { Observation } from "../domain/observation.js";
import { SILENCES } from "../domain/silence.js";

const MOST_BYTES = 1024 * 1024;
/** What an answer may unfold to. */
const MOST_UNPACKED = 64 * MOST_BYTES;

/** Results as they cross the queue: compressed text. Null when they are larger than the queue takes. */
export function packResults(results: readonly CheckResult[]): string | null {
  const text = JSON.stringify(results.map(withBytesAsText));
  const packed = deflateRawSync(text).toString("base64");
  return packed.length > MOST_BYTES ? null : packed;
}

/** Results out of the queue, each member checked. Throws when they are not what a worker of this version gives. */
export function unpackResults(packed: string): readonly CheckResult[] {
  const text = inflateRawSync(Buffer.from(packed, "base64"), { maxOutputLength: MOST_UNPACKED }).toString();
  return results.parse(JSON.parse(text)) as readonly CheckResult[];
}

function withBytesAsText(result: CheckResult): object {
  if (result.outcome !== "answered") return result;
  return {
    ...result,
    evidence: result.evidence.map((kept) => ({ ...kept, bytes: Buffer.from(kept.bytes).toString("base64") })),
  };
}

const date = z.iso.datetime().transform((text) => new Date(text));
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.base64().transform((text) => Uint8Array.from(Buffer.from(text, "base64")));
const said = z.enum(["said", "none", ...SILENCES]);

const observation = z
  .object({
    kind: z.enum(kindNames as readonly [keyof typeof KINDS]),
    subject: z.record(z.string(), z.json()),
    key: z.string(),
    schema: z.number().int(),
    asOf: date,
    facts: z.unknown(),
    evidence: z.array(digest),
  })
  .transform((said) => ({ ...said, facts: KINDS[said.kind].parse(said.facts) }) as unknown as Observation);

const evidence = z
  .object({
    digest,
    rawDigest: digest,
    origin: z.enum(["answer", "delivery", "statement"]),
    address: z.string().nullable(),
    status: z.number().int().nullable(),
    by: z.string().nullable(),
    at: date,
    parser: z.string(),
    mediaType: z.string(),
    bytes,
  })
  .refine((kept) => isDigestOf(kept.digest as Sha256, kept.bytes), { message: "the evidence is not what it says" });

const item = z.object({
  id: z.string(),
  address: z.string(),
  title: z.string(),
  summary: z.string(),
  publishedAt: date.nullable(),
});

const asked = { check: z.string(), attempt: z.number().int() };
const bookmark = z.json();
const cost = z.number().optional();

const results = z.array(
  z.discriminatedUnion("outcome", [
    z.object({
      outcome: z.literal("answered"),
      ...asked,
      kinds: z.partialRecord(z.enum(kindNames as readonly [keyof typeof KINDS]), said),
      observations: z.array(observation),
      items: z.array(item),
      evidence: z.array(evidence),
      bookmark,
      cost: z.number(),
      warnings: z.array(z.string()),
    }),
    z.object({ outcome: z.literal("unchanged"), ...asked, bookmark, cost }),
    z.object({
      outcome: z.literal("failed"),
      ...asked,
      reason: z.enum(SILENCES),
      detail: z.string(),
      retryAfter: date.nullable(),
      credentials: z.boolean(),
      cost,
    }),
  ]),
);

function isDigestOf(wanted: Sha256, compressed: Uint8Array): boolean {
  try {
    return sha256(gunzipSync(compressed, { maxOutputLength: MOST_UNPACKED })) === wanted;
  } catch {
    return false;
  }
}
