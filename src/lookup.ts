import type { AskContext, Lookup, RawEvidence, Session } from "./adapter.js";
import type { Answered, CheckResult, Failed, Question } from "./domain/check.js";
import { canonicalJson, type Sha256, sha256 } from "./domain/digest.js";
import type { Observation, SubjectRef } from "./domain/observation.js";
import type { OrgNumber } from "./domain/org-number.js";
import { SourceError } from "./domain/silence.js";
import type { HttpAnswer } from "./http/http.js";

/** What a lookup got for one question, before it is read. */
export interface LookupAnswer {
  readonly raw: RawEvidence;
  /** The part that carries facts: the same part again means that nothing has changed. */
  readonly facts: string | Uint8Array;
  readonly asOf: Date;
  readonly cost: number;
}

/** Logs in once: the token and when it ends. */
export type Login = Parameters<Session["token"]>[0];

type Reader<O> = Pick<Lookup<O>, "kinds" | "version" | "read">;

/** Reads an answer, or confirms it unread when it carries the same facts as the last one. */
export function resultOf<O>(
  adapter: Reader<O>,
  question: Question,
  answer: LookupAnswer,
  context: AskContext<O>,
): CheckResult {
  const { check, attempt, subject } = question;
  const bookmark = bookmarkOf(adapter.version, answer.facts, context.options);
  if (isSame(question.bookmark, bookmark)) {
    return { outcome: "unchanged", check, attempt, bookmark, ...(answer.cost > 0 ? { cost: answer.cost } : {}) };
  }
  const reading = adapter.read(answer.raw.bytes, subject, answer.asOf, context.options);
  const evidence = context.evidence(answer.raw);
  return {
    outcome: "answered",
    check,
    attempt,
    kinds: reading.kinds,
    observations: reading.observations.map((said) => proved(said, evidence.digest, context.now)),
    items: [],
    evidence: [evidence],
    // A gap must be asked again: an answer that left a kind unknown is never confirmed as "unchanged".
    bookmark: isComplete(adapter, reading.kinds) ? bookmark : null,
    cost: answer.cost,
    warnings: reading.warnings,
  };
}

/** What a source says of a day that has not come would make everything true that it says until then look old. */
function proved(said: Omit<Observation, "evidence">, digest: Sha256, now: Date): Observation {
  return { ...said, asOf: said.asOf > now ? now : said.asOf, evidence: [digest] } as Observation;
}

/** The failure of one question; what is no source's failure is thrown on. */
export function failedOf(question: Question, error: unknown): Failed {
  if (!(error instanceof SourceError)) throw error;
  return {
    outcome: "failed",
    check: question.check,
    attempt: question.attempt,
    reason: error.reason,
    detail: error.message,
    retryAfter: error.details.retryAfter ?? null,
    credentials: error.details.credentials === true,
  };
}

/** Asks with the session's token; a 401 means that it has run out: it is renewed, once. */
export async function askWithToken(
  session: Session,
  login: Login,
  ask: (token: string) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const token = await session.token(login);
  const answer = await ask(token);
  if (answer.status !== 401) return answer;
  session.refuse(token);
  return ask(await session.token(login));
}

/** Whom a lookup asks about: lookups are only asked about suppliers. */
export function orgNumberOf(subject: SubjectRef): OrgNumber {
  if ("supplier" in subject) return subject.supplier;
  throw new Error("A lookup was asked about a feed");
}

/** A required setting, which the configuration has checked before anybody asks. */
export function settingOf(context: Pick<AskContext, "settings">, name: string): string {
  const value = context.settings[name];
  if (value === undefined || value === "") throw new Error(`The setting ${name} is missing`);
  return value;
}

/** A path under a base address, with or without a slash at its end. */
export function addressUnder(base: string, path: string): URL {
  return new URL(`${base.replace(/\/+$/, "")}/${path}`);
}

/** Other options read the same answer in another way, and so does another version. */
function bookmarkOf(version: number, facts: string | Uint8Array, options: unknown): { body: string; version: number } {
  return { body: sha256(`${sha256(facts)} ${textOf(options as object)}`), version };
}

function isSame(
  known: Question["bookmark"],
  { body, version }: { readonly body: string; readonly version: number },
): boolean {
  return (
    known !== null && typeof known === "object" && "body" in known && known.body === body && known.version === version
  );
}

/** A source's options are the same for all its answers. */
const texts = new WeakMap<object, string>();

function textOf(options: object): string {
  const text = texts.get(options) ?? canonicalJson(options);
  texts.set(options, text);
  return text;
}

function isComplete<O>(adapter: Reader<O>, kinds: Answered["kinds"]): boolean {
  return adapter.kinds.every((kind) => kinds[kind] === "said" || kinds[kind] === "none");
}
