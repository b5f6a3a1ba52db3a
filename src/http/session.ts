import type { Session } from "../adapter.js";
import type { LoginGate } from "../domain/login-gate.js";
import { SourceError } from "../domain/silence.js";

type Login = Parameters<Session["token"]>[0];

interface Held {
  readonly token: string;
  readonly expiresAt: Date | null;
}

interface Closed {
  readonly error: SourceError;
  readonly until: Date | null;
}

/** A throttled log-in without a time of its own: as long as sources are known to count wrong ones. */
const BLOCKED_MS = 120_000;

/**
 * One source's token in one process. A refused log-in closes the session for its whole life, a throttled one for a
 * while: neither is sent again, since repeated wrong log-ins lock accounts.
 */
export function createSession(clock: () => Date, gate: LoginGate | null = null): Session {
  let held: Held | null = null;
  let pending: Promise<string> | null = null;
  let closed: Closed | null = null;

  async function logIn(login: Login): Promise<string> {
    let attempt: number | null = null;
    try {
      attempt = (await gate?.begin()) ?? null;
      const asked = clock().getTime();
      const { token, lastsMs } = await login();
      held = { token, expiresAt: lastsMs === null ? null : new Date(asked + lastsMs) };
      if (attempt !== null) await gate?.end(attempt, "accepted");
      return token;
    } catch (error) {
      closed = closedBy(error, clock());
      if (attempt !== null) await gate?.end(attempt, isRefused(error) ? "refused" : "unanswered");
      throw error;
    } finally {
      pending = null;
    }
  }

  return {
    async token(login) {
      const now = clock();
      if (closed !== null && isAhead(closed.until, now)) throw closed.error;
      if (held !== null && isAhead(held.expiresAt, now)) return held.token;
      pending ??= logIn(login);
      return pending;
    },
    refuse(token) {
      if (held?.token === token) held = null;
    },
  };
}

/** No end is always ahead. */
function isAhead(end: Date | null, now: Date): boolean {
  return end === null || end > now;
}

function closedBy(error: unknown, now: Date): Closed | null {
  if (!(error instanceof SourceError)) return null;
  if (isRefused(error)) return { error, until: null };
  if (error.reason !== "blocked") return null;
  return { error, until: error.details.retryAfter ?? new Date(now.getTime() + BLOCKED_MS) };
}

function isRefused(error: unknown): boolean {
  return error instanceof SourceError && error.details.credentials === true;
}
