import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { type AnyAdapter, type AskContext, defineLookup } from "../../src/adapter.js";
import { type CallQueue, openQueue } from "../../src/dispatch/bullmq.js";
import { dispatch, type SourceLimits } from "../../src/dispatch/dispatch.js";
import { type ConfiguredSource, localDriver } from "../../src/dispatch/local.js";
import { type Serving, serveCalls } from "../../src/dispatch/serve.js";
import type { CheckResult, Question } from "../../src/domain/check.js";
import { createSession } from "../../src/http/session.js";
import { LIMITS, type MemoryLedger } from "./script.js";

export type Ask = (questions: readonly Question[], context: AskContext) => Promise<readonly CheckResult[]>;

/** Nothing that a source is let in with may be seen in Redis. */
export const SECRET = "hemligt-losenord";
export const NOW = new Date("2026-11-23T05:00:00Z");
const HOME = "https://kalla.example/v1";
const [LOCK_MS, LOOK_MS] = [400, 100];

/** One source, "scb", that is asked as told. */
export function sourceThat(ask: Ask, baseUrl = HOME): ReadonlyMap<string, ConfiguredSource> {
  const adapter = defineLookup({
    id: "scb",
    title: "Provkällan",
    kinds: ["tax"],
    version: 1,
    settings: {},
    options: z.object({}),
    limits: LIMITS,
    redact: [],
    ask,
    read: () => ({ kinds: {}, observations: [], warnings: [] }),
  }) as AnyAdapter;
  return new Map([["scb", { adapter, settings: { baseUrl, password: SECRET }, options: {} }]]);
}

/** A worker in this process, with sessions of its own. */
export function worker(url: string, sources: ReadonlyMap<string, ConfiguredSource>): Serving {
  const session = createSession(() => new Date());
  const http = () => Promise.reject(new Error("nothing is asked over the network here"));
  const driver = localDriver({ sources, feeds: new Map(), http, sessionOf: () => session });
  return serveCalls({ ...common(url), driver, sources, served: () => undefined, lockMs: LOCK_MS });
}

/** Drivers of this queue count no log-ins: there is none. */
export const UNCOUNTED = () => null;

export function queue(url: string): CallQueue {
  return openQueue({ ...common(url), lookMs: LOOK_MS });
}

function common(url: string) {
  return { url, version: "prov", trouble: () => undefined };
}

/** One run of "scb" over the queue, on the real clock. */
export function run(
  calls: CallQueue,
  ledger: MemoryLedger,
  limits: Partial<SourceLimits> = {},
  signal = new AbortController().signal,
): Promise<void> {
  const driver = calls.driver(
    sourceThat(() => Promise.reject(new Error("the queue asks"))),
    UNCOUNTED,
  );
  const timing = {
    clock: () => new Date(),
    sleep: (ms: number) => wait(ms, undefined, { signal }).catch(() => undefined),
    signal,
  };
  return dispatch({ ...timing, driver }, "scb", { ...LIMITS, perMinute: 60_000, ...limits }, ledger, NOW);
}
