import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Never ends the body. */
  readonly stall?: true;
  /** Cuts the connection after the body. */
  readonly cut?: true;
  /** Goes on after the body, without an end: a byte at a time, or as fast as it is read. */
  readonly pour?: "drops" | "flood";
}

export interface Loopback {
  readonly base: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** A real server on a free port of this machine. */
export async function startLoopback(reply: (request: Received) => Reply): Promise<Loopback> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const one = await receive(request);
    received.push(one);
    send(reply(one), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    received,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** An address on this machine where nothing listens. */
export async function closedAddress(): Promise<string> {
  const loopback = await startLoopback(() => ({ status: 200 }));
  await loopback.close();
  return loopback.base;
}

async function receive(request: IncomingMessage): Promise<Received> {
  let body = "";
  for await (const piece of request) body += piece;
  return { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
}

function send({ status, headers, body, stall, cut, pour }: Reply, response: ServerResponse): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.write(body ?? "");
  if (pour !== undefined) pourInto(response, pour);
  else if (cut) response.destroy();
  else if (!stall) response.end();
}

const DROP_MS = 20;
const FLOOD = Buffer.alloc(64 * 1024, " ");

function pourInto(response: ServerResponse, pour: NonNullable<Reply["pour"]>): void {
  if (pour === "drops") {
    const dripping = setInterval(() => response.write(" "), DROP_MS);
    response.once("close", () => clearInterval(dripping));
    return;
  }
  const flood = () => {
    while (!response.destroyed && response.write(FLOOD));
  };
  response.on("drain", flood);
  flood();
}
