import { Redis } from "ioredis";
import { z } from "zod";
import { sha256 } from "../domain/digest.js";
import type { ConfiguredSource } from "./local.js";

/*
 * What basvakt and its workers share in Redis. One installation has a Redis database to itself; the version is in the
 * names, so that a worker of another version neither takes calls nor misreads them.
 */

/** Where calls are queued. */
export interface QueueNames {
  readonly prefix: string;
  /** BullMQ's queue of calls. */
  readonly calls: string;
  /** A list of what workers tell: that a call has begun, that it is answered. */
  readonly told: string;
  /** Answers by call, kept until they are recorded. */
  readonly answers: string;
  /** A list of what workers ask of the count of log-ins, by id; what it is lies beside it under the same name and id. */
  readonly logins: string;
}

export function queueNames(version: string): QueueNames {
  const prefix = `basvakt:${version}`;
  return { prefix, calls: "calls", told: `${prefix}:told`, answers: `${prefix}:answers`, logins: `${prefix}:logins` };
}

const question = z.object({
  check: z.string().min(1),
  attempt: z.number().int().min(1),
  subject: z.union([
    z.strictObject({ supplier: z.string().regex(/^\d{10}$/) }),
    z.strictObject({ supplier: z.string().regex(/^\d{10}$/), unit: z.record(z.string(), z.string()) }),
    z.strictObject({ feed: z.string() }),
  ]),
  bookmark: z.json(),
});

/** A call as it lies in Redis: no secrets, and of the supplier no more than its number. */
export const queuedCall = z.strictObject({
  source: z.string(),
  /** The source's addresses, as one word: a worker that would ask somewhere else does not ask. */
  addresses: z.string(),
  now: z.iso.datetime(),
  questions: z.array(question).min(1),
});

export type QueuedCall = z.infer<typeof queuedCall>;

/** What workers tell of a call, by its id. */
export type Telling = readonly ["begun" | "answered", string];

export function tell([what, id]: Telling): string {
  return `${what} ${id}`;
}

export function readTelling(text: string): Telling | null {
  const [what, id] = text.split(" ");
  return id !== undefined && (what === "begun" || what === "answered") ? [what, id] : null;
}

/** Where a source is asked from here, as one word without its secrets. */
export function addressesOf({ settings }: ConfiguredSource): string {
  return sha256(
    Object.values(settings)
      .filter((value) => URL.canParse(value) && /^https?:/.test(value))
      .sort()
      .join(" "),
  );
}

/** A connection that finds its way back to a Redis that was gone, within seconds and without end. */
export function connect(url: string): Redis {
  return new Redis(url, { ...BACK, maxRetriesPerRequest: null });
}

/** The same, but what is asked of it while Redis is gone fails at once instead of waiting. */
export function connectHasty(url: string): Redis {
  return new Redis(url, { ...BACK, maxRetriesPerRequest: 0, enableOfflineQueue: false });
}

const BACK = { retryStrategy: (times: number) => Math.min(times * 100, 2_000) };
