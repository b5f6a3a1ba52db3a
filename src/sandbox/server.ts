import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerControl, CONTROL, setDay, setFault } from "./control.js";
import { answerFaulty, type Fault, type SandboxSource, send } from "./faults.js";
import { text } from "./reply.js";
import { addressed, bodyOf, countRequest, respond } from "./respond.js";
import {
  deliverToday,
  faultFor,
  feedsOf,
  nowOf,
  type SandboxFeed,
  type SandboxState,
  sandboxState,
  settingsOf,
} from "./sandbox.js";
import type { World } from "./world.js";

export interface SandboxOptions {
  readonly day?: number;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Suppliers in all: quiet ones are added to the written ones. */
  readonly scale?: number;
  readonly seed?: number;
  /** Already read: worth it where many sandboxes are started. */
  readonly world?: World;
  /** Told of each request as it comes: real time, source, method and path. */
  readonly log?: (line: string) => void;
  /** The real time, for tokens that expire and for log-in attempts. */
  readonly clock?: () => Date;
}

/** An invented Sweden on loopback, in the sources' own protocols. */
export interface Sandbox {
  readonly origin: string;
  /** Addresses and credentials, by the names in `.env.example`. */
  readonly settings: Readonly<Record<string, string>>;
  readonly feeds: readonly SandboxFeed[];
  readonly day: number;
  /** The day's run time: 05:00 in Stockholm. */
  readonly now: Date;
  /** How often each address was asked. */
  readonly requests: Readonly<Record<string, number>>;
  setDay(day: number): void;
  fault(source: SandboxSource, fault: Fault | null): void;
  /** Writes what arrives from IVO on the day; gives the files' paths. */
  deliver(inbox: string): string[];
  close(): Promise<void>;
}

/** Starts the sandbox on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  // The edge: the only place in the sandbox that reads the clock.
  const clock = options.clock ?? (() => new Date());
  const state = sandboxState(options);
  const server = createServer((request, response) => {
    handle(request, response, state, clock).catch(() => response.destroy());
  });
  await listening(server, options.port ?? 0);
  return handleOf(server, state);
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  state: SandboxState,
  clock: () => Date,
): Promise<void> {
  const body = await bodyOf(request);
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  if (path.startsWith(CONTROL)) return send(answerControl(request.method ?? "GET", path, body, state), response);
  const question = addressed(request, body);
  if (question === null) return send(text(404, "Not found"), response);
  countRequest(question, state, clock());
  const fault = faultFor(state, question.source, path);
  const reply = respond(question, state, clock());
  return fault === null ? send(reply, response) : answerFaulty(fault, reply, response);
}

function handleOf(server: Server, state: SandboxState): Sandbox {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    settings: settingsOf(origin, state),
    feeds: feedsOf(origin, state.world.feeds),
    get day() {
      return state.day;
    },
    get now() {
      return nowOf(state);
    },
    get requests() {
      return Object.fromEntries(state.requests);
    },
    setDay: (day) => setDay(state, day),
    fault: (source, fault) => setFault(state, source, fault),
    deliver: (inbox) => deliverToday(state, inbox),
    close: () => closing(server),
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

function closing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
