import { gzipSync } from "node:zlib";
import type { CheckResult } from "../../src/domain/check.js";
import type { Reply } from "../http/loopback.js";

/** The contract's client takes no larger answers. */
export const MAX_BYTES = 200_000;

/** What a case must come to. "-" is a case that the shape cannot meet. */
export type Outcome =
  | "unreachable"
  | "refused"
  | "blocked"
  | "blocked until then"
  | "malformed"
  | "empty"
  | "partial"
  | "answered"
  | "fewer items"
  | "unknown for that kind"
  | "malformed, names the word"
  | "never dated ahead"
  | "once, or malformed"
  | "refused whole"
  | "failed for that unit"
  | "-";

/** How a source misbehaves: an address where it is not, an answer of its own, or the good answer bent. */
export type Way =
  | { readonly at: "no such host" | "nobody listens" | "no TLS" }
  | { readonly answer: Reply }
  | { readonly bend: (good: Buffer, type: string) => Reply }
  | { readonly told: "half" | "unknown word" };

export interface Misbehaviour {
  readonly name: string;
  readonly way: Way;
  /** By shape; a page is a feed that is no feed but a web page. */
  readonly comesTo: {
    readonly lookup: Outcome;
    readonly feed: Outcome;
    readonly page: Outcome;
    readonly file: Outcome;
  };
}

export type Asked = Exclude<keyof Misbehaviour["comesTo"], "file">;

const html = { "content-type": "text/html; charset=utf-8" };
const all = (outcome: Outcome, file: Outcome = "-") => ({ lookup: outcome, feed: outcome, page: outcome, file });
const PAGE = "<!DOCTYPE html><html><head><title>Hej</title></head><body><h1>Ny adress</h1></body></html>";
const BOT_PAGE = "<!DOCTYPE html><html><body><p>Är du en robot? Lös denna captcha.</p></body></html>";

/** Every way in which a source may fool us, and what it must come to. docs/adapters.md shows this table. */
export const MISBEHAVIOURS: readonly Misbehaviour[] = [
  { name: "the host has no address (DNS)", way: { at: "no such host" }, comesTo: all("unreachable") },
  { name: "nobody listens", way: { at: "nobody listens" }, comesTo: all("unreachable") },
  { name: "TLS fails", way: { at: "no TLS" }, comesTo: all("unreachable") },
  { name: "redirects without end", way: { answer: redirect("/igen") }, comesTo: all("malformed") },
  { name: "redirects to another host", way: { answer: redirect("https://annan.example/") }, comesTo: all("malformed") },
  { name: "401", way: { answer: { status: 401, body: "{}" } }, comesTo: all("refused") },
  { name: "403", way: { answer: { status: 403, body: "{}" } }, comesTo: all("refused") },
  { name: "404", way: { answer: { status: 404, body: "borta" } }, comesTo: all("malformed") },
  { name: "410", way: { answer: { status: 410, body: "borta" } }, comesTo: all("malformed") },
  {
    name: "429 with Retry-After",
    way: { answer: { status: 429, headers: { "retry-after": "120" } } },
    comesTo: all("blocked until then"),
  },
  { name: "429 without Retry-After", way: { answer: { status: 429 } }, comesTo: all("blocked") },
  { name: "500", way: { answer: { status: 500, body: "{}" } }, comesTo: all("unreachable") },
  { name: "503 with a page", way: { answer: { status: 503, headers: html, body: PAGE } }, comesTo: all("unreachable") },
  { name: "an empty 200", way: { answer: { status: 200, body: " \n" } }, comesTo: all("empty", "refused whole") },
  {
    name: "a page instead of the answer",
    way: { answer: { status: 200, headers: html, body: PAGE } },
    comesTo: all("malformed", "refused whole"),
  },
  {
    name: "a bot page with 200",
    way: { answer: { status: 200, headers: html, body: BOT_PAGE } },
    comesTo: all("blocked"),
  },
  {
    name: "a bot page with 403",
    way: { answer: { status: 403, headers: html, body: BOT_PAGE } },
    comesTo: all("blocked"),
  },
  {
    name: "gzip cut off in the middle",
    way: { bend: (good, type) => zipped(gzipSync(good).subarray(0, -40), type) },
    comesTo: { lookup: "malformed", feed: "partial", page: "partial", file: "refused whole" },
  },
  {
    name: "says gzip and is not",
    way: { bend: (good, type) => zipped(good, type) },
    comesTo: all("malformed"),
  },
  {
    name: "says one encoding and sends another",
    way: { bend: (body, type) => ({ status: 200, headers: { "content-type": `${type}; charset=iso-8859-1` }, body }) },
    comesTo: all("answered", "answered"),
  },
  {
    name: "the connection is cut in the body",
    way: { bend: (good, type) => ({ ...whole(good.subarray(0, good.length / 2), type), cut: true }) },
    comesTo: all("unreachable"),
  },
  {
    name: "the body stops coming",
    way: { bend: (good, type) => ({ ...whole(good.subarray(0, good.length / 2), type), stall: true }) },
    comesTo: all("unreachable"),
  },
  {
    name: "the body drips, a byte at a time",
    way: { bend: (good, type) => ({ ...whole(good.subarray(0, 1), type), pour: "drops" }) },
    comesTo: all("unreachable"),
  },
  {
    name: "the body never ends",
    way: { bend: (_, type) => ({ ...whole(Buffer.alloc(0), type), pour: "flood" }) },
    comesTo: all("malformed", "refused whole"),
  },
  {
    name: "another layout",
    way: { answer: { status: 200, body: '{"version":2,"data":{}}' } },
    comesTo: all("malformed", "refused whole"),
  },
  {
    name: "half of the fields are missing",
    way: { told: "half" },
    comesTo: { lookup: "unknown for that kind", feed: "fewer items", page: "fewer items", file: "refused whole" },
  },
  {
    name: "a code nobody has heard of",
    way: { told: "unknown word" },
    comesTo: { lookup: "malformed, names the word", feed: "-", page: "-", file: "failed for that unit" },
  },
  {
    name: "every date lies five years ahead",
    way: { bend: (good, type) => whole(Buffer.from(ahead(good.toString())), type) },
    comesTo: all("never dated ahead", "refused whole"),
  },
  {
    name: "the same number or entry twice",
    way: { bend: (good, type) => whole(Buffer.from(twice(good.toString())), type) },
    comesTo: all("once, or malformed", "failed for that unit"),
  },
];

function redirect(location: string): Reply {
  return { status: 302, headers: { location } };
}

function whole(body: Uint8Array, type: string): Reply {
  return { status: 200, headers: { "content-type": type }, body };
}

function zipped(body: Uint8Array, type: string): Reply {
  return { status: 200, headers: { "content-type": type, "content-encoding": "gzip" }, body };
}

/** Every year of this century, five years on: dates and times alike. */
export function ahead(text: string): string {
  return text.replace(/\b20(\d\d)(?=-\d\d-\d\d|\s\d\d:)/g, (_, year) => `20${Number(year) + 5}`);
}

/** The lists at the top of a document, or a feed's entries, each said twice. */
export function twice(text: string): string {
  if (text.trimStart().startsWith("<")) return text.replace(/<(item|entry|li)\b[\s\S]*?<\/\1>/g, "$&$&");
  const doubled = (value: unknown) => (Array.isArray(value) ? [...value, ...value] : value);
  const answer: unknown = JSON.parse(text);
  if (Array.isArray(answer)) return JSON.stringify(doubled(answer));
  return JSON.stringify(
    Object.fromEntries(Object.entries(Object(answer)).map(([key, value]) => [key, doubled(value)])),
  );
}

/** What a failed check must look like; null for outcomes that are no failure as a whole. */
export function failureOf(outcome: Outcome, now: Date, credentials: boolean): Partial<CheckResult> | null {
  const retryAfter = new Date(now.getTime() + 120_000);
  if (outcome === "blocked until then") return { outcome: "failed", reason: "blocked", retryAfter };
  if (outcome === "refused") return { outcome: "failed", reason: "refused", credentials };
  const reasons = ["unreachable", "blocked", "malformed", "empty", "partial"] as const;
  const reason = reasons.find((word) => word === outcome);
  return reason === undefined ? null : { outcome: "failed", reason, retryAfter: null };
}
