import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SandboxSource } from "../../src/sandbox/faults.js";
import { startProgram, type Working } from "../dispatch/program.js";
import { hasRedis, type Overheard, overhear, type RealRedis, realRedis } from "../dispatch/redis.js";
import { type Practice, practice } from "../e2e/practice.js";
import { closedAddress, type Loopback, startLoopback } from "../http/loopback.js";
import { storedIn } from "../sources/stored.js";

const REDIS = "PLANTERAT-I-REDIS";
const PING = "PLANTERAT-I-PULSEN";
const MAIL = "PLANTERAT-I-POSTEN";
const FEED = "PLANTERAT-I-FLODET";
const SOURCES: readonly SandboxSource[] = ["bolagsverket", "scb", "creditsafe", "media", "ivo-news"];

/** A daemon and a worker in processes of their own, whose every credential is known and whose sources fail. */
describe.skipIf(!hasRedis())("a daemon and a worker, at work with secrets", () => {
  let home: Practice;
  let redis: RealRedis;
  let pings: Loopback;
  let programs: Working[];
  let overheard: Overheard;

  beforeAll(async () => {
    home = await practice();
    redis = await realRedis();
    overheard = await overhear(redis.url);
    await redis.client.config("SET", "requirepass", REDIS);
    pings = await startLoopback(() => ({ status: 200 }));
    const file = (name: string) => join(home.home, name);
    const bend = (name: string, change: (text: string) => string) =>
      writeFileSync(file(name), change(readFileSync(file(name), "utf8")));
    bend("sources.yaml", (text) => text.replaceAll("perMinute: 600000,", "perMinute: 600000, retryMs: 0,"));
    bend("feeds.yaml", (text) => text.replaceAll(".xml", `.xml?nyckel=${FEED}`));
    const { port } = new URL(await closedAddress());
    const variables = {
      REDIS_URL: redis.url.replace("//", `//:${REDIS}@`),
      HEARTBEAT_URL: `${pings.base}/${PING}`,
      SMTP_URL: `smtp://basvakt:${MAIL}@127.0.0.1:${port}`,
      MAIL_FROM: "basvakt@kommun.example",
      HTTP_PORT: "0",
      LOG_LEVEL: "trace",
    };
    appendFileSync(
      file(".env"),
      `\n${Object.entries(variables)
        .map((pair) => pair.join("="))
        .join("\n")}\n`,
    );
    programs = [startProgram(home.home, {}, "daemon"), startProgram(home.home, {}, "worker")];
    await Promise.all(programs.map((one) => one.until("är igång")));
    return () => overheard.close();
  }, 60_000);
  afterAll(async () => {
    await Promise.all(programs.map((one) => one.end()));
    await pings.close().catch(() => undefined);
    await redis.close();
    await home.close();
  });

  const run = () => home.basvakt("run", "basuppfoljning", "--json");
  const log = () => programs.map((one) => one.said()).join("\n");

  it("pings the dead-man's switch when a run is complete, and not when a source has told nothing", async () => {
    const complete = await run();
    await expect.poll(() => pings.received.length).toBe(1);
    home.sandbox.fault("scb", { kind: "status", status: 503 });
    const partial = await run();
    home.sandbox.fault("scb", null);

    expect(complete.code).not.toBe(1);
    expect(partial.code).toBe(3);
    expect(pings.received.map(({ path }) => path)).toEqual([`/${PING}`]);
  }, 120_000);

  it("goes on when nobody answers at the dead-man's switch, and says so", async () => {
    await pings.close();

    const { code } = await run();

    expect([0, 3]).toContain(code);
    await expect.poll(log).toContain("HEARTBEAT_URL svarade inte");
  }, 60_000);

  it("tells no secret in its logs, in the store, in evidence, in letters or in Redis, whatever the sources do", async () => {
    const told: string[] = [];
    for (const fault of [{ kind: "layout" }, { kind: "truncated" }, { kind: "status", status: 401 }] as const) {
      for (const source of SOURCES) home.sandbox.fault(source, fault);
      const { stdout, stderr } = await run();
      told.push(stdout, stderr);
    }
    const sent = await home.basvakt("run", "digest");
    told.push(sent.stdout, sent.stderr);
    const keys = await redis.client.keys("*");
    await Promise.all(programs.map((one) => one.end()));
    const letters = storedIn(join(home.home, "basvakt.db"));
    // How one is let in to Redis itself is told to Redis.
    const seen = overheard.lines().filter((line) => !/\] "(?:auth|hello)"/i.test(line));
    const everything = [...told, log(), letters, ...seen, ...keys].join("\n");

    const { BOLAGSVERKET_CLIENT_SECRET, SCB_API_KEY, CREDITSAFE_PASSWORD } = home.sandbox.settings;
    const secrets = [BOLAGSVERKET_CLIENT_SECRET, SCB_API_KEY, CREDITSAFE_PASSWORD, REDIS, PING, MAIL, FEED].map(String);
    expect(log()).toContain("jobbet kördes");
    expect(log()).toContain("frågor ställda");
    expect(seen.length).toBeGreaterThan(100);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(8);
      expect(everything.includes(secret), secret).toBe(false);
      expect(everything.includes(Buffer.from(`sandbox-client:${secret}`).toString("base64"))).toBe(false);
    }
  }, 180_000);
});
