import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { Logger } from "pino";
import { adapters } from "../../adapters/index.js";
import { type Environment, readEnvironment, variable } from "../config/environment.js";
import { allFeeds, readFeeds } from "../config/feeds.js";
import { HOME_FILES } from "../config/home.js";
import { readSources } from "../config/sources.js";
import { type LocalDeps, localDriver } from "../dispatch/local.js";
import type { LoginDesk } from "../dispatch/login-ask.js";
import type { ServeDeps, Serving } from "../dispatch/serve.js";
import { Refusal } from "../domain/refusal.js";
import { createSession } from "../http/session.js";
import type { Answer } from "./answer.js";
import { sessions, version } from "./deps.js";
import { type Frame, outsideHouse } from "./frame.js";
import { homeFolder } from "./house.js";
import { openLog } from "./log.js";
import type { Outside } from "./outside.js";
import { redisUrl, seldom } from "./queue.js";

/** `worker`: asks the sources what basvakt puts in Redis, until it is told to stop. It has no database. */
export function addWorker(program: Command, frame: Frame): void {
  program
    .command("worker")
    .description("frågar källorna åt en basvakt på en annan maskin, över Redis (REDIS_URL); har ingen databas")
    .action(outsideHouse(frame, ({ options }) => worker(frame, homeFolder(frame.outside, options))));
}

async function worker(frame: Frame, folder: string): Promise<Answer> {
  const { outside } = frame;
  const environment = readEnvironment(outside.environment, folder, outside.workingFolder);
  const url = variable(environment, "REDIS_URL");
  if (url === null) throw new Refusal("REDIS_URL saknas: ange den Redis som basvakt lägger sina frågor i");
  const log = openLog(outside, variable(environment, "LOG_LEVEL"));
  const trouble = seldom((what) => log.warn({ what }, "något står i vägen för kön"), outside.clock);
  const queue = { url: redisUrl(url), version: version(), trouble };
  const { openLoginDesk } = await import("../dispatch/login-ask.js");
  const logins = openLoginDesk(queue);
  try {
    const local = workerDeps(outside, folder, environment, logins.gateOf);
    const serving = await serve(queue, log, local);
    log.info({ pid: process.pid, version: version(), sources: asked(local) }, "arbetsprocessen är igång");
    await stopped(outside.signal);
    await serving.close();
  } finally {
    logins.close();
  }
  log.info({}, "arbetsprocessen är avslutad");
  return { json: undefined, text: "" };
}

/** Files and forms are not asked over a network. */
function asked({ sources }: LocalDeps): readonly string[] {
  return [...sources.values()]
    .map(({ adapter }) => adapter)
    .flatMap(({ id, shape }) => (NETWORK.has(shape) ? [id] : []));
}

const NETWORK: ReadonlySet<string> = new Set(["lookup", "feed"]);

async function serve(
  queue: Pick<ServeDeps, "url" | "version" | "trouble">,
  log: Logger,
  local: LocalDeps,
): Promise<Serving> {
  const { serveCalls } = await import("../dispatch/serve.js");
  return serveCalls({
    ...queue,
    driver: localDriver(local),
    sources: local.sources,
    served: (source, results) => {
      const failed = results.filter(({ outcome }) => outcome === "failed").length;
      log.debug({ source, questions: results.length, failed }, "frågor ställda");
    },
  });
}

/** What the folder's files say, as far as there are any: where and how to ask. */
export function workerDeps(
  outside: Outside,
  folder: string,
  environment: Environment,
  gateOf: LoginDesk["gateOf"],
): LocalDeps {
  const text = (file: string) => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : "");
  const sources = readSources(text(HOME_FILES.sources), HOME_FILES.sources, adapters, environment);
  const feeds = allFeeds(readFeeds(text(HOME_FILES.feeds), HOME_FILES.feeds), sources);
  return {
    sources: new Map(sources.filter(({ configured }) => configured).map((source) => [source.adapter.id, source])),
    feeds: new Map(feeds.map((feed) => [feed.id, feed])),
    http: outside.http,
    sessionOf: sessions((source) => createSession(outside.clock, gateOf(source))),
  };
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
