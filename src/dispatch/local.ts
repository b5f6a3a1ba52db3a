import type { AnyAdapter, AskContext, FeedSource, Session } from "../adapter.js";
import type { CheckResult, Question } from "../domain/check.js";
import { SourceError } from "../domain/silence.js";
import { evidenceMaker } from "../evidence/evidence.js";
import type { Http } from "../http/http.js";
import { answersTo, failedAs } from "./answers.js";
import type { Call, Driver } from "./driver.js";

/** An adapter with what the home has configured for it. */
export interface ConfiguredSource {
  readonly adapter: AnyAdapter;
  readonly settings: Readonly<Record<string, string>>;
  readonly options: unknown;
}

export interface LocalDeps {
  readonly sources: ReadonlyMap<string, ConfiguredSource>;
  readonly feeds: ReadonlyMap<string, FeedSource>;
  readonly http: Http;
  /** One per source, kept for the life of the process: tokens live there. */
  readonly sessionOf: (source: string) => Session;
}

/** The driver that asks in this process. */
export function localDriver(deps: LocalDeps): Driver {
  return {
    async ask(call) {
      const { source, questions } = call;
      const configured = deps.sources.get(source);
      if (configured === undefined) return questions.map((question) => failedAs(question, unknownSource(source)));
      try {
        call.begun();
        const results = await askAdapter(deps, configured, call);
        return answersTo(source, questions, results);
      } catch (error) {
        return questions.map((question) => failedAs(question, sourceErrorOf(error, source)));
      }
    },
  };
}

async function askAdapter(
  deps: LocalDeps,
  configured: ConfiguredSource,
  { questions, now, signal }: Call,
): Promise<readonly CheckResult[]> {
  const { adapter } = configured;
  const context = contextOf(deps, configured, now, signal);
  if (adapter.shape === "lookup") return adapter.ask(questions, context);
  if (adapter.shape !== "feed") throw new SourceError("malformed", `${adapter.id} is not asked over the network`);
  return Promise.all(questions.map((question) => adapter.ask(feedOf(deps, question), question, context)));
}

export function contextOf(
  deps: LocalDeps,
  { adapter, settings, options }: ConfiguredSource,
  now: Date,
  signal: AbortSignal,
): AskContext {
  const { id: adapterId, version, redact } = adapter;
  return {
    settings,
    options,
    http: deps.http,
    session: deps.sessionOf(adapterId),
    now,
    signal,
    evidence: evidenceMaker({ adapterId, version, redact, now }),
  };
}

function feedOf(deps: LocalDeps, { subject }: Question): FeedSource {
  const feed = "feed" in subject ? deps.feeds.get(subject.feed) : undefined;
  if (feed === undefined) throw new SourceError("malformed", "the feed is no longer in feeds.yaml");
  return feed;
}

function unknownSource(source: string): SourceError {
  return new SourceError("unreachable", `${source} is not configured`);
}

/** A fault of the adapter's own is an answer nobody could read; its text may hold anything, so it is not passed on. */
export function sourceErrorOf(error: unknown, source: string): SourceError {
  if (error instanceof SourceError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return new SourceError("malformed", `${source}: the adapter failed (${name})`, { cause: error });
}
