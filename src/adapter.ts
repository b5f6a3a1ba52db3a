import type { z } from "zod";
import type { Answered, CheckResult, Question } from "./domain/check.js";
import type { Day } from "./domain/day.js";
import type { DeliveredFile, DeliveredLetter, Delivery, Statement } from "./domain/delivery.js";
import type { FilledForm, RequestLetter, RequestSettings, WorklistField } from "./domain/form.js";
import type { Kind } from "./domain/kind.js";
import type { Evidence, FeedItem, Observation, SubjectRef } from "./domain/observation.js";
import type { LegalGroup } from "./domain/supplier.js";
import type { AskedAbout, Triage, TriageOrder } from "./domain/triage.js";
import type { Http } from "./http/http.js";

/** An address or credential that the environment gives. All of a source's required settings missing: the source is off. */
export interface Setting {
  readonly env: string;
  /** One line for `.env.example`. */
  readonly about: string;
  readonly secret?: true;
  readonly optional?: true;
  /** The variable names a PKCS #12 file that this setting is the password of; the setting is its bytes, in base64. */
  readonly openedBy?: string;
  readonly default?: string;
}

export interface Limits {
  readonly perMinute: number;
  readonly concurrency: number;
  /** Questions per call of `ask`. */
  readonly batch: number;
  /** Requests that one call of `ask` makes, when more than one: pacing counts them. */
  readonly calls?: number;
  /** A source with a log-in starts each run with one batch alone. */
  readonly login?: true;
}

/** Keeps one token per source and process. Any number of concurrent checks cause one log-in. */
export interface Session {
  /** The token in hand, or that of one log-in; its life is counted by the clock. A refused log-in is thrown again, unasked. */
  token(login: () => Promise<{ readonly token: string; readonly lastsMs: number | null }>): Promise<string>;
  /** The source refused this token: the next call of `token` logs in, once. */
  refuse(token: string): void;
}

export interface AskContext<O = unknown> {
  /** By the adapter's own names of its settings. */
  readonly settings: Readonly<Record<string, string>>;
  /** The source's section in sources.yaml, with the schema's defaults. */
  readonly options: O;
  readonly http: Http;
  readonly session: Session;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** Redacts by the adapter's list and removes identity numbers, compresses, digests. */
  evidence(raw: RawEvidence): Evidence;
}

export interface RawEvidence {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly address: string | null;
  readonly status: number | null;
}

/** A member to remove before evidence is stored: "report.directors.*.dateOfBirth" ("*" is every item or member). */
export type Path = string;

interface Adapter<O> {
  readonly id: string;
  readonly title: string;
  readonly kinds: readonly Kind[];
  /** Of this adapter's reading: a new number makes unchanged answers be read again. */
  readonly version: number;
  readonly settings: Readonly<Record<string, Setting>>;
  /** Optional settings of which one of these sets is needed: ways to be let in. */
  readonly oneOf?: readonly (readonly string[])[];
  readonly options: z.ZodType<O>;
  readonly redact: readonly Path[];
}

/** What one answer's bytes say, for one subject. Pure: also reads stored evidence again. */
export interface Reading {
  readonly kinds: Answered["kinds"];
  readonly observations: readonly Omit<Observation, "evidence">[];
  readonly warnings: readonly string[];
}

export type { DeliveredFile, Delivery, Statement } from "./domain/delivery.js";
export type { DeliveredUnit } from "./domain/supplier.js";
export type { FilledForm, WorklistField };

/** One or more suppliers asked at a time over HTTP. */
export interface Lookup<O = unknown> extends Adapter<O> {
  readonly shape: "lookup";
  readonly limits: Limits;
  /** Why a supplier is never asked about, as a word for the ledger; null when it is. Pure. */
  exempt?(supplier: AskedAbout, options: O): string | null;
  /** Of a source whose answers cost: tells beforehand of whom there may be news. Throws SourceError when it cannot. */
  triage?(order: TriageOrder, context: AskContext<O>): Promise<Triage>;
  /** Tries that the source lets us in, without a question that costs. Throws SourceError. */
  probe?(context: AskContext<O>): Promise<void>;
  /** One result per question, in any order. Throws SourceError only when all of them failed for that reason. */
  ask(questions: readonly Question[], context: AskContext<O>): Promise<readonly CheckResult[]>;
  /** Throws SourceError "malformed" naming the word or field it does not know. */
  read(body: Uint8Array, subject: SubjectRef, asOf: Date, options: O): Reading;
}

/** Polled: each question is one feed. */
export interface Feed<O = unknown> extends Adapter<O> {
  readonly shape: "feed";
  readonly limits: Limits;
  /** The one feed that the adapter's settings name; without it its feeds are those of feeds.yaml. */
  readonly ownFeed?: (settings: Readonly<Record<string, string>>) => FeedSource;
  ask(feed: FeedSource, question: Question, context: AskContext<O>): Promise<CheckResult>;
  /** Throws SourceError "malformed" when it is no feed, "empty" when emptiness is not proved. */
  read(body: Uint8Array, feed: FeedSource, options: O): FeedReading;
}

export interface FeedReading {
  readonly items: readonly FeedItem[];
  /** Entries left aside, in numbers and why. */
  readonly warnings: readonly string[];
}

export interface FeedSource {
  readonly id: string;
  /** Id of the adapter that reads it. */
  readonly source: string;
  readonly title: string;
  readonly url: URL;
  /** How often the job `feeds` asks it. */
  readonly everyMinutes: number;
}

/** A file that somebody delivers to the inbox or imports by hand. */
export interface FileAdapter<O = unknown> extends Adapter<O> {
  readonly shape: "file";
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Throws Refusal naming file, line and column when the delivery cannot be read as a whole. */
  read(file: DeliveredFile, context: Pick<AskContext<O>, "options" | "now" | "evidence">): Promise<Delivery>;
  readonly answers?: Answers<O>;
  readonly letters?: Letters<O>;
}

/** Single decisions that lie beside a delivery. */
interface Letters<O> {
  readonly extensions: readonly string[];
  /** Throws Refusal when it cannot be told which case it decides. */
  read(file: DeliveredFile, context: Pick<AskContext<O>, "options" | "now" | "evidence">): Promise<DeliveredLetter>;
}

/** How people ask a source about suppliers, and note one answer when no file comes. Its answers are of its first kind. */
export interface Answers<O = unknown> {
  /** Whom it has anything to say of. */
  readonly groups: readonly LegalGroup[];
  /** Null: people look for themselves. */
  readonly letter: RequestLetter | null;
  readonly fields: readonly WorklistField[];
  /** Filled in from the start. */
  prefill(today: Day): Readonly<Record<string, string>>;
  request(options: O): RequestSettings;
  /** What one noted answer says. Throws Refusal naming what is wrong. */
  read(form: FilledForm, context: Pick<AskContext<O>, "options" | "now" | "evidence">): Promise<Statement>;
}

/** A form that a person fills in after looking where no program may: what is stated is evidence without an address. */
export interface Worklist<O = unknown> extends Adapter<O> {
  readonly shape: "worklist";
  /** In the order of the form. */
  readonly fields: readonly WorklistField[];
  /** What the form says of one unit. Throws Refusal naming each field that is wrong. */
  read(form: FilledForm, context: Pick<AskContext<O>, "options" | "now" | "evidence">): Promise<Statement>;
}

export type AnyAdapter = Lookup | Feed | FileAdapter | Worklist;

/** Keeps the options' type inside the adapter; outside, all adapters look alike. */
export function defineLookup<O>(adapter: Omit<Lookup<O>, "shape">): Lookup<O> {
  return { shape: "lookup", ...adapter };
}

export function defineFeed<O>(adapter: Omit<Feed<O>, "shape">): Feed<O> {
  return { shape: "feed", ...adapter };
}

export function defineFile<O>(adapter: Omit<FileAdapter<O>, "shape">): FileAdapter<O> {
  return { shape: "file", ...adapter };
}

export function defineWorklist<O>(adapter: Omit<Worklist<O>, "shape">): Worklist<O> {
  return { shape: "worklist", ...adapter };
}
