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
  if (paths.length === 0 && isClean(text)) return bytes;
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
