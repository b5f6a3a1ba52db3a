import type { z } from "zod";
import type { Reading } from "./adapter.js";
import { type Day, dayOf, readDay } from "./domain/day.js";
import { hideIdentityNumbers } from "./domain/identity-number.js";
import type { Kind } from "./domain/kind.js";
import type { Observation } from "./domain/observation.js";
import { SourceError } from "./domain/silence.js";

export type Unproved<K extends Kind> = Omit<Observation<K>, "evidence">;

/** What an answer came to for one kind; a silence is that kind's alone. */
export type Told = {
  readonly kind: Kind;
  readonly observations: readonly Unproved<Kind>[];
  readonly silence: SourceError | null;
};

const LONGEST_WORD = 40;

/** Reads one kind; a SourceError silences it and lets the others speak. */
export function tell<K extends Kind>(kind: K, read: () => readonly Unproved<K>[]): Told {
  try {
    return { kind, observations: read(), silence: null };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { kind, observations: [], silence: error };
  }
}

/** All kinds together; when every one is silent, the first silence is thrown: nothing was said. */
export function readingOf(told: readonly Told[], warnings: readonly string[]): Reading {
  const silences = told.flatMap(({ silence }) => (silence === null ? [] : [silence]));
  if (silences[0] !== undefined && silences.length === told.length) throw silences[0];
  return {
    kinds: Object.fromEntries(told.map((one) => [one.kind, saidOf(one)])),
    observations: told.flatMap(({ observations }) => observations.map(withoutIdentityNumbers)),
    warnings: [...silences.map(({ message }) => message), ...warnings.map(hideIdentityNumbers)],
  };
}

/** No text of a source becomes a fact with a personal identity number in it. */
function withoutIdentityNumbers<O extends Unproved<Kind>>(observation: O): O {
  const text = JSON.stringify(observation.facts);
  // Nearly all facts are without as they stand, and value by value is dear. An escape may hide the digit beside a number.
  if (!text.includes("\\") && hideIdentityNumbers(text) === text) return observation;
  const hide = (_: string, value: unknown) => (typeof value === "string" ? hideIdentityNumbers(value) : value);
  return { ...observation, facts: JSON.parse(text, hide) };
}

/** Checks a value's shape; names the member that is wrong, never its value. */
export function shaped<T>(schema: z.ZodType<T>, value: unknown, about: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const member = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new SourceError("malformed", `${about}: ${member === "" ? "svaret" : member} saknas eller har fel form`);
}

/** Our word for a source's word; a word that the table lacks is an error that names it. */
export function translated<T>(table: Readonly<Record<string, T>>, word: string, field: string): T {
  const ours = Object.hasOwn(table, word) ? table[word] : undefined;
  if (ours === undefined) throw unknownWord(word, field);
  return ours;
}

export function unknownWord(word: string, field: string): SourceError {
  return new SourceError("malformed", `${field}: okänt ord "${hideIdentityNumbers(word).slice(0, LONGEST_WORD)}"`);
}

/** The day of "2024-01-26", of the same with a time of day, or of an instant with its zone. */
export function dayFrom(text: string, field: string): Day {
  const form = /^(\d{4}-\d{2}-\d{2})([T ][\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  const day = readDay(form?.[1] ?? "");
  if (day === null) throw unknownWord(text, field);
  const instant = new Date(text);
  return form?.[3] === undefined || Number.isNaN(instant.getTime()) ? day : dayOf(instant);
}

/** A source that says nothing of a kind that can have many has proved that there are none. */
function saidOf({ silence, observations }: Told): "said" | "none" | SourceError["reason"] {
  if (silence !== null) return silence.reason;
  return observations.length === 0 ? "none" : "said";
}
