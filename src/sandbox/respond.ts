import type { IncomingMessage } from "node:http";
import { answerBolagsverket } from "./bolagsverket.js";
import { answerCreditsafe } from "./creditsafe.js";
import type { SandboxSource } from "./faults.js";
import { answerFeed } from "./feeds.js";
import { answerIvoNews } from "./ivo-news.js";
import type { Answering, Asked, Reply } from "./reply.js";
import { nowOf, type SandboxState, supplierOn } from "./sandbox.js";
import { answerScb } from "./scb.js";
import { dateOf } from "./world.js";

const MOST_BYTES = 1024 * 1024;
const PREFIXES: Readonly<Record<string, SandboxSource>> = {
  bolagsverket: "bolagsverket",
  creditsafe: "creditsafe",
  scb: "scb",
  feeds: "media",
  ivo: "ivo-news",
};

export interface Addressed {
  readonly source: SandboxSource;
  readonly asked: Asked;
}

/** Which source a request is for; null when it is for none. */
export function addressed(request: IncomingMessage, body: string): Addressed | null {
  const url = new URL(request.url ?? "/", "http://sandbox");
  const [, prefix = "", ...rest] = url.pathname.split("/");
  const source = PREFIXES[prefix];
  if (source === undefined) return null;
  const asked = {
    method: request.method ?? "GET",
    path: `/${rest.join("/")}`,
    query: url.searchParams,
    headers: request.headers as Asked["headers"],
    body,
  };
  return { source, asked };
}

/** The source's own answer today, and a line in the log of requests. */
export function respond({ source, asked }: Addressed, state: SandboxState, clock: Date): Reply {
  const now = nowOf(state);
  if (source === "ivo-news") return answerIvoNews(asked, state.world, now);
  if (source === "media") return answerFeed(asked, state.world, state.day, now);
  state.serial += 1;
  const answering: Answering = {
    now,
    clock,
    credentials: state.credentials,
    secret: state.secret,
    serial: state.serial,
    failedLogins: state.failedLogins,
    stateOf: (number) => supplierOn(state, number, state.day),
    day: state.day,
    stateOn: (number, day) => supplierOn(state, number, day),
    dateOf: (day) => dateOf(state.world, day),
    portfolios: state.portfolios,
  };
  if (source === "bolagsverket") return answerBolagsverket(asked, answering);
  return source === "scb" ? answerScb(asked, answering) : answerCreditsafe(asked, answering);
}

/** Counts a request under its address, a company's id left out, and writes it in the log. */
export function countRequest({ source, asked }: Addressed, state: SandboxState, clock: Date): void {
  const key = `${source} ${asked.method} ${asked.path.replace(/\/companies\/[^/]+$/, "/companies/:id")}`;
  state.requests.set(key, (state.requests.get(key) ?? 0) + 1);
  state.log(`${clock.toISOString()} ${source} ${asked.method} ${asked.path}`);
}

/** The body as text; throws when it is larger than any question is. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error("The request is too large");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
