import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Conflict } from "../domain/refusal.js";

/** What one address tells: whether all is well, and the document that says it. */
export interface Told {
  readonly ok: boolean;
  /** An object is given as JSON, a text as it is. */
  readonly document: object | string;
}

/** By path. Read anew each time somebody asks. */
export type Pages = Readonly<Record<string, () => Told | Promise<Told>>>;

export interface StatusServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Answers on loopback alone: 200 when all is well there, 503 when not. Throws Conflict when the port is taken. */
export async function serveStatus(port: number, pages: Pages): Promise<StatusServer> {
  const server = createServer(async (request, response) => {
    const page = pages[(request.url ?? "/").split("?")[0] ?? "/"];
    const reading = request.method === "GET" || request.method === "HEAD";
    const [status, document] = page === undefined ? [404, {}] : reading ? await answerOf(page) : [405, {}];
    const isText = typeof document === "string";
    const type = isText ? "text/plain; version=0.0.4" : "application/json";
    response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" });
    response.end(request.method === "HEAD" ? undefined : isText ? document : `${JSON.stringify(document)}\n`);
  });
  await listening(server, port);
  return { port: (server.address() as AddressInfo).port, close: () => closing(server) };
}

async function answerOf(page: Pages[string]): Promise<readonly [number, object | string]> {
  try {
    const { ok, document } = await page();
    return [ok ? 200 : 503, document];
  } catch {
    // The store could not be read just now: whoever asks is told no more than that.
    return [503, { ok: false }];
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) =>
      reject(
        new Conflict(`porten ${port} på 127.0.0.1 går inte att lyssna på; ange en annan i HTTP_PORT, eller off`, {
          cause: error,
        }),
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
}

function closing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
