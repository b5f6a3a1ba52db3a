/*
 * `npm run bench:workers [-- --checks N --per-minute N --workers N --gone SECONDS]`: one run over Redis with several workers. On the way a
 * worker and Redis are killed. What the sandbox's own log of requests says of the source's limit, and what Redis held.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import { Redis } from "ioredis";
import { packageRoot } from "../src/asset.js";
import { sampleRegister } from "../src/sandbox/scale.js";
import { type RealRedis, realRedis } from "../test/dispatch/redis.js";

const { values } = parseArgs({
  options: {
    checks: { type: "string", default: "20000" },
    "per-minute": { type: "string", default: "12000" },
    workers: { type: "string", default: "3" },
    undisturbed: { type: "boolean", default: false },
    /** Seconds that Redis is gone when it has been killed. */
    gone: { type: "string", default: "2" },
  },
});
const [checks, perMinute, workers] = [Number(values.checks), Number(values["per-minute"]), Number(values.workers)];
const PROGRAM = join(packageRoot(), "bin", "basvakt.js");
const [SAMPLE_MS, MINUTE_MS] = [2_000, 60_000];
const folder = mkdtempSync(join(tmpdir(), "basvakt-workers-"));
const home = join(folder, "home");
const requests = join(folder, "requests.log");
const redis = await realRedis();
const env = { PATH: process.env.PATH, REDIS_URL: redis.url };
const children = new Set<ChildProcess>();

try {
  await basvakt("init", "--rehearsal", "--now", "2026-09-07T05:00");
  await ready(start("sandbox", "--scale", `${checks}`, "--log", requests));
  const register = join(folder, "register.csv");
  writeFileSync(register, sampleRegister(checks));
  await basvakt("suppliers", "import", register);
  const sources = join(home, "sources.yaml");
  writeFileSync(sources, readFileSync(sources, "utf8").replace("perMinute: 600000", `perMinute: ${perMinute}`));
  await Promise.all(Array.from({ length: workers }, () => ready(start("worker"))));
  const watching = watchRedis(redis);
  const began = performance.now();
  const disturbing = values.undisturbed ? Promise.resolve([]) : disturb();
  const summary = JSON.parse(await basvakt("run", "basuppfoljning", "--source", "bolagsverket", "--json"));
  const seconds = (performance.now() - began) / 1_000;
  report({ summary, seconds, killed: await disturbing, redis: await watching(), asked: await readLog() });
} finally {
  for (const child of children) child.kill("SIGKILL");
  await redis.close();
  rmSync(folder, { recursive: true, force: true });
}

async function basvakt(...argv: readonly string[]): Promise<string> {
  const options = { encoding: "utf8", env, maxBuffer: 2 ** 26 } as const;
  return (await promisify(execFile)(process.execPath, [PROGRAM, "--home", home, ...argv], options)).stdout;
}

function start(...argv: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [PROGRAM, "--home", home, ...argv], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  return child;
}

function ready(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.stdout?.on("data", resolve));
}

/** At a third of the requests a worker is killed and another started, at two thirds Redis. */
async function disturb(): Promise<readonly string[]> {
  await until(checks / 3);
  [...children].at(-1)?.kill("SIGKILL");
  start("worker").stdout?.resume();
  await until((checks * 2) / 3);
  await redis.kill();
  await wait(Number(values.gone) * 1_000);
  await redis.start();
  return ["en arbetsprocess", `Redis (borta ${values.gone} s)`];
}

async function until(count: number): Promise<void> {
  while (questionsIn(await readLog()) < count) await wait(SAMPLE_MS);
}

/** A call of the source's, in milliseconds; a supplier's list of annual reports is a call beside its question. */
interface Asked {
  readonly at: number;
  readonly isQuestion: boolean;
}

async function readLog(): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  for await (const line of createInterface({ input: createReadStream(requests) })) {
    const isQuestion = line.includes("/organisationer");
    if (!isQuestion && !line.includes("/dokumentlista")) continue;
    asked.push({ at: Date.parse(line.slice(0, line.indexOf(" "))), isQuestion });
  }
  return asked;
}

function questionsIn(asked: readonly Asked[]): number {
  return asked.filter(({ isQuestion }) => isQuestion).length;
}

interface RedisUse {
  /** Megabytes, oldest first. */
  readonly memory: readonly number[];
  readonly cpuSeconds: number;
}

/** Samples Redis until it is asked; a Redis that is started anew counts its CPU from nothing. */
function watchRedis({ url }: RealRedis): () => Promise<RedisUse> {
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 100 });
  client.on("error", () => undefined);
  const memory: number[] = [];
  let [ended, cpu] = [0, 0];
  const sample = async () => {
    const info = await client.info();
    const figure = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(info)?.[1] ?? 0);
    memory.push(figure("used_memory") / 2 ** 20);
    const now = figure("used_cpu_user") + figure("used_cpu_sys");
    if (now < cpu) ended += cpu;
    cpu = now;
  };
  const timer = setInterval(() => void sample().catch(() => undefined), SAMPLE_MS);
  return async () => {
    clearInterval(timer);
    await sample();
    client.disconnect();
    return { memory, cpuSeconds: ended + cpu };
  };
}

interface Result {
  readonly summary: { readonly planned: number; readonly done: number; readonly failed: number };
  readonly seconds: number;
  readonly killed: readonly string[];
  readonly redis: RedisUse;
  readonly asked: readonly Asked[];
}

function report({ summary, seconds, killed, redis: { memory, cpuSeconds }, asked }: Result): void {
  const { planned, done, failed } = summary;
  const most = fullestMinute(asked.map(({ at }) => at).sort((a, b) => a - b));
  const quarter = Math.max(1, Math.floor(memory.length / 4));
  const mean = (figures: readonly number[]) => figures.reduce((sum, one) => sum + one, 0) / figures.length;
  const lines = [
    `${planned} kontroller med ${workers} arbetsprocesser på ${seconds.toFixed(0)} s; dödade på vägen: ${killed.join(", ") || "ingen"}`,
    `${done === planned ? "ja " : "NEJ"}  alla klara (${done} klara, ${failed} misslyckade)`,
    `${most <= perMinute ? "ja " : "NEJ"}  högst ${perMinute} anrop i varje minut (som mest ${most}, enligt sandlådans logg)`,
    `     frågor ställda mer än en gång: ${questionsIn(asked) - planned}`,
    `     Redis: ${((cpuSeconds * 1_000) / planned).toFixed(2)} CPU-ms per kontroll; minne första fjärdedelen ${mean(memory.slice(0, quarter)).toFixed(1)} MB, sista ${mean(memory.slice(-quarter)).toFixed(1)} MB, topp ${Math.max(...memory).toFixed(1)} MB`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  if (done !== planned || most > perMinute) process.exitCode = 1;
}

/** The most requests in any minute, wherever it begins. */
function fullestMinute(times: readonly number[]): number {
  let [first, most] = [0, 0];
  for (const [last, at] of times.entries()) {
    while (at - (times[first] ?? 0) >= MINUTE_MS) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
