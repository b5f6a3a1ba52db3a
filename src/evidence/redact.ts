import type { Path } from "../adapter.js";
import { hideIdentityNumbers } from "../domain/identity-number.js";
import { SourceError } from "../domain/silence.js";

/** What may be stored of an answer: without the declared members and without personal identity numbers. */
export function redact(bytes: Uint8Array, mediaType: string, paths: readonly Path[]): Uint8Array {
  if (isJson(mediaType)) return redactJson(bytes, paths);
  if (isText(mediaType)) return redactText(bytes);
  throw new Error(`Evidence of type ${mediaType} cannot be redacted`);
}

function isJson(mediaType: string): boolean {
  return /[/+]json\b/i.test(mediaType);
}

function isText(mediaType: string): boolean {
  return /^text\/|[/+]xml\b/i.test(mediaType);
}

/** Latin-1 gives every byte back as it was, and digits are the same in every encoding that sources use. */
function redactText(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  const hidden = hideIdentityNumbers(text);
  return hidden === text ? bytes : Buffer.from(hidden, "latin1");
}

function redactJson(bytes: Uint8Array, paths: readonly Path[]): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  if (isClean(text) && (paths.length === 0 || (isWhole(text) && !hasMember(text, paths)))) return bytes;
  const value = parse(text);
  for (const path of paths) remove(value, path.split("."));
  const kept = JSON.stringify(value);
  const hidden = isClean(kept) ? kept : JSON.stringify(hideIn(value));
  const isAsItCame = paths.length === 0 && hidden === kept && hideIdentityNumbers(text) === text;
  return isAsItCame ? bytes : Buffer.from(hidden);
}

/** Without identity numbers as it stands. Digits written as escapes, or beside one, are seen in the values alone. */
function isClean(text: string): boolean {
  return !text.includes("\\u") && hideIdentityNumbers(text) === text;
}

/** Looks like one JSON object or list from end to end; the rest is for the parser to refuse. */
function isWhole(text: string): boolean {
  const trimmed = text.trim();
  return /^[[{]/.test(trimmed) && /[\]}]$/.test(trimmed.slice(-1));
}

/** Whether a member that is to go may be in the text with anything in it; empty ones hide nothing, and to parse is dear. */
function hasMember(text: string, paths: readonly Path[]): boolean {
  return filled(paths)?.test(text) ?? false;
}

const patterns = new WeakMap<readonly Path[], RegExp | null>();

/** The last names of paths with a value that is not empty after them; "*" may be any name. Null for no paths. */
function filled(paths: readonly Path[]): RegExp | null {
  const known = patterns.get(paths);
  if (known !== undefined) return known;
  const names = paths.map((path) =>
    path
      .split(".")
      .at(-1)
      ?.replace(/[^\w*]/g, "\\$&")
      .replace("*", '[^"]*'),
  );
  const pattern = names.length === 0 ? null : new RegExp(`"(?:${names.join("|")})"\\s*:\\s*(?!\\s|null\\b|"\\s*")`);
  patterns.set(paths, pattern);
  return pattern;
}

/** The parser's own error quotes the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError("malformed", "underlaget är inte JSON");
  }
}

/** Removes the member that a path leads to; "*" is every item or member. */
function remove(value: unknown, [step, ...rest]: readonly string[]): void {
  if (step === undefined || value === null || typeof value !== "object") return;
  const members = value as Record<string, unknown>;
  const keys = step === "*" ? Object.keys(members) : [step];
  for (const key of keys) {
    if (rest.length === 0) delete members[key];
    else remove(members[key], rest);
  }
}

/** Value by value: a number replaced by text inside JSON would break it. */
function hideIn(value: unknown): unknown {
  if (typeof value === "string") return hideIdentityNumbers(value);
  if (typeof value === "number") return hideInNumber(value);
  if (Array.isArray(value)) return value.map(hideIn);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [hideIdentityNumbers(key), hideIn(member)]));
}

function hideInNumber(value: number): number | string {
  const hidden = hideIdentityNumbers(`${value}`);
  return hidden === `${value}` ? value : hidden;
}
