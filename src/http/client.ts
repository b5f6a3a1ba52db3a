import { Agent } from "undici";
import { isSecureAddress } from "../domain/secure-address.js";
import { SourceError } from "../domain/silence.js";
import { type Deadline, openDeadline } from "./deadline.js";
import { failureOf } from "./failure.js";
import type { ClientCertificate, Http, HttpAnswer, HttpRequest } from "./http.js";

const DEFAULT_MAX_BYTES = 5 * 1024 * 1024;
const DEFAULT_CONNECTIONS = 8;
const DEFAULT_TIMEOUTS: Timeouts = { connect: 5_000, headers: 15_000, body: 30_000, total: 60_000 };
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Milliseconds. `body` is the longest silence between two pieces; `total` ends a body that only drips. */
interface Timeouts {
  readonly connect: number;
  readonly headers: number;
  readonly body: number;
  readonly total: number;
}

export interface HttpOptions {
  /** Who asks, and where to complain: "Basvakt/0.1 (+https://…)". */
  readonly userAgent: string;
  readonly maxBytes?: number;
  readonly connectionsPerHost?: number;
  readonly timeouts?: Partial<Timeouts>;
}

export type HttpClient = Http & { close(): Promise<void> };

interface Client {
  readonly agentFor: (certificate: ClientCertificate | undefined) => Agent;
  readonly userAgent: string;
  readonly maxBytes: number;
}

/** One client per process: a pool of connections per host, deadlines, a byte limit. Close it before the process ends. */
export function createHttp(options: HttpOptions): HttpClient {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const agents = new Map<string, Agent>();
  const agentFor = (certificate: ClientCertificate | undefined) => {
    const key = certificate?.pfx ?? "";
    const agent = agents.get(key) ?? newAgent(options, timeouts, certificate);
    agents.set(key, agent);
    return agent;
  };
  const client = { agentFor, userAgent: options.userAgent, maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES };
  const http: Http = (request) => ask(request, client, openDeadline(timeouts.total, request.signal));
  const close = async () => void (await Promise.all([...agents.values()].map((agent) => agent.close())));
  return Object.assign(http, { close });
}

function newAgent(options: HttpOptions, timeouts: Timeouts, certificate: ClientCertificate | undefined): Agent {
  const identity =
    certificate === undefined ? {} : { pfx: Buffer.from(certificate.pfx, "base64"), passphrase: certificate.password };
  return new Agent({
    connections: options.connectionsPerHost ?? DEFAULT_CONNECTIONS,
    connect: { timeout: timeouts.connect, ...identity },
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
  });
}

async function ask(request: HttpRequest, client: Client, deadline: Deadline): Promise<HttpAnswer> {
  try {
    return await follow(request, client, deadline.signal);
  } catch (error) {
    // Stopping by our own will says nothing about the source.
    if (deadline.cancelled()) throw request.signal?.reason;
    throw failureOf(error, request.url.host);
  } finally {
    deadline.close();
  }
}

async function follow(request: HttpRequest, client: Client, signal: AbortSignal): Promise<HttpAnswer> {
  let current = request;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await send(current, client, signal);
    const location = response.headers.get("location");
    if (location === null || !REDIRECTS.has(response.status)) return await received(response, current, client);
    await response.body?.cancel();
    current = redirected(current, response.status, location);
  }
  throw new SourceError("malformed", `${request.url.host}: fler än ${MAX_REDIRECTS} omdirigeringar`);
}

function send(request: HttpRequest, client: Client, signal: AbortSignal): Promise<Response> {
  checkAddress(request.url);
  const init: RequestInit = {
    method: request.method ?? "GET",
    headers: { "user-agent": client.userAgent, ...request.headers },
    body: request.body ?? null,
    redirect: "manual",
    signal,
    // Node's own types describe the undici that Node carries; its fetch takes this one as well.
    dispatcher: client.agentFor(request.certificate) as unknown as NonNullable<RequestInit["dispatcher"]>,
  };
  // Looked up here, not at import: whoever replaces fetch (tests, tracing) is heard.
  return globalThis.fetch(request.url, init);
}

async function received(response: Response, request: HttpRequest, client: Client): Promise<HttpAnswer> {
  const body = await bodyOf(response, request.maxBytes ?? client.maxBytes, request.url.host);
  return { status: response.status, headers: Object.fromEntries(response.headers), body, url: request.url };
}

async function bodyOf(response: Response, maxBytes: number, host: string): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by a throw cancels the stream.
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    if (size > maxBytes) throw new SourceError("malformed", `${host}: svaret är större än ${maxBytes} byte`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
}

/** The same request at its new address; as browsers do, a redirected POST becomes a GET unless it is told to stay. */
function redirected(request: HttpRequest, status: number, location: string): HttpRequest {
  const url = new URL(location, request.url);
  if (url.host !== request.url.host) {
    throw new SourceError("malformed", `${request.url.host}: omdirigerad till en annan värd (${url.host})`);
  }
  if (status === 307 || status === 308) return { ...request, url };
  const { body: _, ...withoutBody } = request;
  return { ...withoutBody, method: "GET", url };
}

function checkAddress(url: URL): void {
  if (!isSecureAddress(url)) throw new SourceError("malformed", `${url.host}: bara https frågas`);
}
