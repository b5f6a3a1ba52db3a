import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LoginDesk, openLoginDesk } from "../../src/dispatch/login-ask.js";
import { countLogins } from "../../src/dispatch/login-count.js";
import { connect, connectHasty, queueNames } from "../../src/dispatch/queue.js";
import { SourceError } from "../../src/domain/silence.js";
import { createSession } from "../../src/http/session.js";
import { loginGate } from "../../src/store/login.js";
import { type Practice, practice } from "../e2e/practice.js";
import { newStore } from "../store/new-store.js";
import { startProgram, type Working } from "./program.js";
import { hasRedis, overhear, type RealRedis, realRedis } from "./redis.js";

const WORKERS = 5;
const LOGIN = "creditsafe POST /v1/authenticate";

describe.skipIf(!hasRedis())("log-ins that workers elsewhere send", () => {
  let redis: RealRedis;

  beforeEach(async () => {
    redis = await realRedis();
  });
  afterEach(() => redis.close());

  describe("by five processes, of a password that goes bad in the middle of a run", () => {
    let home: Practice;
    let workers: Working[];

    beforeEach(async () => {
      home = await practice();
      const sources = join(home.home, "sources.yaml");
      const text = readFileSync(sources, "utf8");
      writeFileSync(sources, text.replaceAll("concurrency: 8 }", "concurrency: 20, retryMs: 0 }"));
      appendFileSync(join(home.home, ".env"), `\nREDIS_URL=${redis.url}\n`);
      workers = Array.from({ length: WORKERS }, () => startProgram(home.home, {}, "worker"));
      await Promise.all(workers.map((one) => one.until("arbetsprocessen är igång")));
    });
    afterEach(async () => {
      await Promise.all(workers.map((one) => one.end()));
      await home.close();
    });

    it("are two at most, in that run and all later ones; the source is blocked and says so", async () => {
      const logins = () => home.sandbox.requests[LOGIN] ?? 0;
      home.sandbox.fault("creditsafe", { kind: "latency", ms: 40 });
      const running = home.basvakt("run", "basuppfoljning", "--source", "creditsafe");
      while (logins() < WORKERS) await wait(5);
      const before = logins();
      home.sandbox.fault("creditsafe", { kind: "status", status: 401 });
      await running;
      for (let run = 0; run < 3; run += 1) await home.basvakt("run", "basuppfoljning", "--source", "creditsafe");

      expect(logins() - before).toBe(2);
      expect(await home.json("sources", "list")).toContainEqual(
        expect.objectContaining({ id: "creditsafe", state: "refused" }),
      );
      expect(await home.json("incidents", "list")).toContainEqual(
        expect.objectContaining({ kind: "source", source: "creditsafe", cause: "refused" }),
      );
    });
  });

  describe("each asked of the store over Redis", () => {
    let desks: LoginDesk[];
    let stop: () => void;

    /** The store's side: one count, as the daemon keeps it. */
    const counting = () => {
      const { store } = newStore();
      const [reader, asked] = [connect(redis.url), connectHasty(redis.url)];
      asked.on("error", () => undefined);
      const { logins } = queueNames("prov");
      const gate = loginGate(store, { source: "creditsafe", credentials: "one", byHand: false }, () => new Date());
      const end = countLogins({ reader, redis: asked, logins, gateOf: () => gate, trouble: () => undefined });
      stop = () => {
        end();
        asked.disconnect();
      };
      return store;
    };
    const session = () => {
      const desk = openLoginDesk({ url: redis.url, version: "prov", trouble: () => undefined });
      desks.push(desk);
      return createSession(() => new Date(), desk.gateOf("creditsafe"));
    };
    const open = (store: ReturnType<typeof counting>) => store.db.all(sql`SELECT refused FROM login`);

    beforeEach(() => {
      desks = [];
      stop = () => undefined;
    });
    afterEach(() => {
      for (const desk of desks) desk.close();
      stop();
    });

    it("let thirty workers in, two at a time, and are all accounted for", async () => {
      const store = counting();
      let [under, most] = [0, 0];
      const login = async () => {
        under += 1;
        most = Math.max(most, under);
        await wait(20);
        under -= 1;
        return { token: "t", lastsMs: null };
      };

      const tokens = await Promise.all(Array.from({ length: 30 }, () => session().token(login)));

      expect(tokens).toEqual(Array(30).fill("t"));
      expect(most).toBe(2);
      expect(open(store)).toEqual([]);
    });

    it("are sent twice and no more when they are refused, and nothing of them lies in Redis", async () => {
      const overheard = await overhear(redis.url);
      counting();
      let sent = 0;
      const login = async () => {
        sent += 1;
        await wait(20);
        throw new SourceError("refused", "kalla.example: HTTP 401", { credentials: true });
      };

      const asked = await Promise.allSettled(Array.from({ length: 12 }, () => session().token(login)));
      const seen = overheard.lines();
      overheard.close();

      expect(sent).toBe(2);
      for (const one of asked) {
        expect(one).toMatchObject({
          status: "rejected",
          reason: { reason: "refused", details: { credentials: true } },
        });
      }
      expect(seen.some((text) => text.includes("creditsafe"))).toBe(true);
      expect(seen.filter((text) => /\bone\b/.test(text))).toEqual([]);
    });

    it("that are let in while Redis is gone are told of when it is back, and never taken for refused ones", async () => {
      const store = counting();
      const login = async () => {
        await redis.kill();
        return { token: "t", lastsMs: null };
      };

      const token = session().token(login);
      await expect.poll(() => redis.pid()).toBe(0);
      await redis.start();

      expect(await token).toBe("t");
      await expect.poll(() => open(store), { timeout: 10_000 }).toEqual([]);
    });

    it("are not sent when nobody counts them", async () => {
      let sent = 0;

      const token = session().token(async () => {
        sent += 1;
        return { token: "t", lastsMs: null };
      });

      await expect(token).rejects.toMatchObject({ reason: "unreachable" });
      expect(sent).toBe(0);
    }, 15_000);
  });
});
