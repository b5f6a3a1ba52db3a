import type { Redis } from "ioredis";
import type { LoginGate } from "../domain/login-gate.js";
import { SourceError } from "../domain/silence.js";
import { listenTo } from "./listen.js";
import { type LoginRequest, loginRequest, packReply, placesOf } from "./login-wire.js";

/** Counts the log-ins of one source; null for a source that is not configured here. */
export type GateOf = (source: string) => LoginGate | null;

export interface CountDeps {
  /** Waits for requests: nothing else may be asked over it. */
  readonly reader: Redis;
  readonly redis: Redis;
  readonly logins: string;
  readonly gateOf: GateOf;
  readonly trouble: (what: Error) => void;
}

/** A reply that nobody has fetched by then is of no use to anybody. */
const KEEP_MS = 10_000;

/** Counts the log-ins that workers elsewhere are about to send. What it gives ends that. */
export function countLogins({ reader, redis, logins, gateOf, trouble }: CountDeps): () => void {
  // Attempts under way, by the number the worker drew; the store has its own.
  const begun = new Map<number, number>();
  const hear = async (id: string) => {
    const { asked, told } = placesOf(logins, id);
    // Taken by one alone, and only while its worker still waits.
    const text = await redis.getdel(asked);
    if (text === null) return;
    const request = loginRequest.parse(JSON.parse(text));
    await redis.set(told, packReply(await count(gateOf(request.source), request, begun)), "PX", KEEP_MS);
  };
  return listenTo(reader, logins, hear, trouble);
}

async function count(
  gate: LoginGate | null,
  { source, attempt, outcome }: LoginRequest,
  begun: Map<number, number>,
): Promise<SourceError | null> {
  try {
    if (gate === null) return new SourceError("unreachable", `${source} is not configured`);
    if (outcome === null) begun.set(attempt, await gate.begin());
    // One that another process let go is not known here: it stays under way until a later one is accepted.
    else await gate.end(begun.get(attempt) ?? NOBODYS, outcome);
    if (outcome !== null) begun.delete(attempt);
    return null;
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

const NOBODYS = -1;
