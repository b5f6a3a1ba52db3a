import type { Day } from "../domain/day.js";
import type { Portfolio } from "./creditsafe-monitoring.js";
import type { CompanyState } from "./state.js";

/** One request to the sandbox, read whole. */
export interface Asked {
  readonly method: string;
  /** Below the source's own prefix. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What the protocols may look at when they answer. */
export interface Answering {
  /** The day's run time: dates in answers derive from it. */
  readonly now: Date;
  /** The real time, for tokens and log-in attempts alone. */
  readonly clock: Date;
  readonly credentials: Credentials;
  readonly secret: string;
  /** Grows by one for each answer. */
  readonly serial: number;
  /** Failed log-ins, by what was sent. */
  readonly failedLogins: Map<string, number[]>;
  stateOf(number: string): CompanyState | null;
  /** The sandbox's day. */
  readonly day: number;
  stateOn(number: string, day: number): CompanyState | null;
  dateOf(day: number): Day;
  /** The bureau's portfolios, by number. */
  readonly portfolios: Map<number, Portfolio>;
}

export interface Credentials {
  readonly bolagsverketId: string;
  readonly bolagsverketSecret: string;
  readonly creditsafeUser: string;
  readonly creditsafePassword: string;
  readonly scbKey: string;
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

export function text(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers }, body };
}

/** The body as JSON; undefined when it is none. */
export function jsonBody(asked: Asked): unknown {
  try {
    return JSON.parse(asked.body);
  } catch {
    return undefined;
  }
}
