import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Reply } from "./reply.js";

export const SOURCES = ["bolagsverket", "creditsafe", "scb", "ivo-news", "media"] as const;
export type SandboxSource = (typeof SOURCES)[number];

const MEBIBYTE = 1024 * 1024;
const scope = {
  /** Only the next so many requests; all of them when left out. */
  times: z.number().int().positive().optional(),
  /** Only addresses that contain this. */
  path: z.string().optional(),
};

export const faultSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("latency"), ms: z.number().int().positive(), ...scope }),
  z.strictObject({
    kind: z.literal("status"),
    status: z.union([z.literal(401), z.literal(403), z.literal(429), z.literal(500), z.literal(503)]),
    /** Seconds, or an HTTP date. */
    retryAfter: z.union([z.number().int(), z.string()]).optional(),
    ...scope,
  }),
  z.strictObject({ kind: z.literal("oversized"), bytes: z.number().int().positive().optional(), ...scope }),
  z.strictObject({
    kind: z.enum(["malformed", "truncated", "stalled", "html", "empty", "layout"]),
    ...scope,
  }),
]);

/** What a source does wrong. `layout` answers well-formed data of another shape. */
export type Fault = z.infer<typeof faultSchema>;

const HTML =
  "<!doctype html><html><head><title>Underhåll</title></head><body><h1>Vi är snart tillbaka</h1></body></html>";

const OTHER_PAGE =
  "<!doctype html><html><head><title>Nyheter</title></head><body><div id=app><h1>Nyheter</h1></div></body></html>";

/** Answers, but wrongly. */
export async function answerFaulty(fault: Fault, reply: Reply, response: ServerResponse): Promise<void> {
  switch (fault.kind) {
    case "latency":
      await wait(fault.ms);
      return send(reply, response);
    case "status":
      return send(refusal(fault.status, fault.retryAfter), response);
    case "malformed":
      return send({ ...reply, status: 200, body: malformed(reply) }, response);
    case "layout":
      return send({ ...reply, status: 200, body: otherLayout(reply) }, response);
    case "html":
      return send({ status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: HTML }, response);
    case "empty":
      return send({ ...reply, status: 200, body: "" }, response);
    case "truncated":
      return breakOff(reply, response, "destroy");
    case "stalled":
      return breakOff(reply, response, "hang");
    case "oversized":
      return pour(reply, response, fault.bytes ?? 64 * MEBIBYTE);
  }
}

export function send(reply: Reply, response: ServerResponse): void {
  const body = typeof reply.body === "string" ? Buffer.from(reply.body) : reply.body;
  // A 304 has no body and no length of one.
  const length = reply.status === 304 ? {} : { "content-length": body.length };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  response.end(reply.status === 304 ? undefined : body);
}

function refusal(status: number, retryAfter: number | string | undefined): Reply {
  return {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    },
    body: JSON.stringify(status === 401 ? { error: "Invalid token" } : { message: `Sandbox fault ${status}` }),
  };
}

function malformed({ body }: Reply): string {
  const whole = Buffer.from(body).toString("utf8");
  return `${whole.slice(0, Math.max(1, Math.floor(whole.length * 0.7)))}<<<`;
}

function otherLayout({ headers, body }: Reply): string {
  const type = headers["content-type"] ?? "";
  if (type.includes("html")) return OTHER_PAGE;
  const isXml = type.includes("xml");
  return isXml
    ? `<?xml version="1.0"?><nyheter><nyhet/></nyheter>`
    : JSON.stringify({ version: 2, data: { payload: Buffer.from(body).toString("base64") } });
}

function breakOff(reply: Reply, response: ServerResponse, how: "destroy" | "hang"): void {
  const body = Buffer.from(reply.body);
  response.writeHead(200, { ...reply.headers, "content-length": Math.max(body.length, 2) });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => {
    if (how === "destroy") response.destroy();
  });
}

/** Blanks before the answer, until all are sent or the reader has had enough. */
async function pour(reply: Reply, response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, reply.headers);
  const block = Buffer.alloc(MEBIBYTE, " ");
  for (let sent = 0; sent < bytes && !response.destroyed; sent += block.length) {
    if (!response.write(block)) await Promise.race([drained(response), closed(response)]);
  }
  if (!response.destroyed) response.end(reply.body);
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once("drain", resolve));
}

function closed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once("close", resolve));
}
