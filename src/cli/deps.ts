import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { adapters } from "../../adapters/index.js";
import { pause } from "../../jobs/ask.js";
import { inTurns } from "../../jobs/in-turn.js";
import { credentialsOf } from "../../jobs/plan.js";
import type { RunDeps } from "../../jobs/run.js";
import type { JudgeDeps } from "../../jobs/sitting.js";
import type { FeedSource, Session } from "../adapter.js";
import { packageRoot } from "../asset.js";
import type { SourceConfig } from "../config/sources.js";
import type { CallQueue } from "../dispatch/bullmq.js";
import { type ConfiguredSource, type LocalDeps, localDriver } from "../dispatch/local.js";
import { askTriage, isTriaged } from "../dispatch/triage.js";
import { canonicalJson, type Json, sha256 } from "../domain/digest.js";
import type { LoginGate } from "../domain/login-gate.js";
import { createSession } from "../http/session.js";
import { buildMatcher } from "../matching/matcher.js";
import { rules } from "../rules/index.js";
import { namesInRegister } from "../store/item.js";
import { loginGate } from "../store/login.js";
import type { Frame } from "./frame.js";
import type { House } from "./house.js";

/** Version of the program, as package.json says. */
export function version(): string {
  const text = readFileSync(join(packageRoot(), "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** What judging needs, from the home's own files. */
export function judgeDeps(frame: Frame, house: House): JudgeDeps {
  return {
    store: house.store,
    rules,
    policy: house.policy(),
    groups: house.recipients(),
    clock: frame.outside.clock,
    build: version(),
  };
}

/** What running a job needs. Sources without settings are off and not asked; without a queue this process asks itself. */
export function runDeps(
  frame: Frame,
  house: House,
  progress: RunDeps["progress"],
  queue: CallQueue | null = null,
): RunDeps {
  const { outside } = frame;
  const configured = house.sources().filter((source) => source.configured);
  const feeds = house.feeds();
  const sources = new Map(configured.map((source) => [source.adapter.id, source]));
  const asking = localDeps(frame, house, sources, feeds);
  return {
    ...judgeDeps(frame, house),
    sources,
    feeds,
    inbox: house.home.inbox,
    warn: (source, warnings) => {
      for (const warning of warnings) outside.stderr(`${source}: ${warning}\n`);
    },
    driver:
      queue === null
        ? localDriver(asking)
        : queue.driver(sources, (source) => gateFor(frame, house, sources.get(source), false)),
    askTriage: (source, limits, order, now) =>
      askTriage({ ...asking, clock: outside.clock, sleep: pause, signal: outside.signal }, source, limits, order, now),
    costs: (source) => isTriaged(asking, source),
    budgetOf: (source) => budgetOf(configured, source),
    signal: outside.signal,
    stories: matching(house),
    progress,
    limitsOf: (source) => limitsOf(configured, source),
    expectOf: (source) => expectOf(configured, source),
    judgeOrder: adapters.map(({ id }) => id),
    inTurn: inTurns(),
  };
}

function localDeps(
  frame: Frame,
  house: House,
  sources: ReadonlyMap<string, SourceConfig>,
  feeds: readonly FeedSource[],
): LocalDeps {
  return {
    sources,
    feeds: new Map(feeds.map((feed) => [feed.id, feed])),
    http: frame.outside.http,
    sessionOf: sessions((source) => sessionFor(frame, house, sources.get(source), false)),
  };
}

function limitsOf(configured: readonly SourceConfig[], source: string): SourceConfig["limits"] {
  const found = configured.find(({ adapter }) => adapter.id === source);
  // A run may outlive the configuration it was planned with: what is left of it is then asked of nobody, at any pace.
  return found?.limits ?? { perMinute: 60_000, concurrency: 1, batch: 100, retryMs: 0 };
}

function budgetOf(configured: readonly SourceConfig[], source: string): SourceConfig["budget"] {
  const found = configured.find(({ adapter }) => adapter.id === source);
  return found?.budget ?? { perDay: 0, perMonth: 0, maxAgeDays: 1 };
}

function expectOf(configured: readonly SourceConfig[], source: string): SourceConfig["expect"] {
  const found = configured.find(({ adapter }) => adapter.id === source);
  return found?.expect ?? { answers: 0.5, changed: null, canary: null };
}

/** One session per source and process, whose log-ins are counted in the store. */
export function sessionFor(frame: Frame, house: House, source: ConfiguredSource | undefined, byHand: boolean): Session {
  return createSession(frame.outside.clock, gateFor(frame, house, source, byHand));
}

/** Counts a source's log-ins, whoever sends them: this process, or a worker, which has no store. */
function gateFor(
  { outside: { clock } }: Frame,
  { store }: House,
  source: ConfiguredSource | undefined,
  byHand: boolean,
): LoginGate | null {
  if (source === undefined) return null;
  return loginGate(store, { source: source.adapter.id, credentials: credentialsOf(source), byHand }, clock);
}

/** Made when first asked for, then kept: tokens live there. */
export function sessions(create: (source: string) => Session): (source: string) => Session {
  const open = new Map<string, Session>();
  return (source) => {
    const session = open.get(source) ?? create(source);
    open.set(source, session);
    return session;
  };
}

/** Names and matcher as the register was when they were first asked for: one for each run. */
export function matching({ store }: House): RunDeps["stories"] {
  const register = once(() => namesInRegister(store.db));
  const matcher = once(() => buildMatcher(register()));
  const names = once(() => sha256(canonicalJson(register() as unknown as Json)));
  return { match: (text) => matcher().match(text), names };
}

function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | null = null;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}
