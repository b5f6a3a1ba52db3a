import { Queue } from "bullmq";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallQueue } from "../../src/dispatch/bullmq.js";
import type { Serving } from "../../src/dispatch/serve.js";
import type { CheckResult, Question } from "../../src/domain/check.js";
import { SourceError } from "../../src/domain/silence.js";
import { settled } from "./driver-contract.js";
import { type Ask, queue, run, SECRET, sourceThat, UNCOUNTED, worker } from "./elsewhere.js";
import { hasRedis, overhear, type RealRedis, realRedis } from "./redis.js";
import { failed, memoryLedger, unchanged } from "./script.js";

describe.skipIf(!hasRedis())("asking over a real Redis", () => {
  let redis: RealRedis;
  let calls: CallQueue;
  let workers: Serving[];
  let asked: Question[];

  beforeEach(async () => {
    redis = await realRedis();
    calls = queue(redis.url);
    workers = [];
    asked = [];
  });
  afterEach(async () => {
    await calls.close();
    await Promise.all(workers.map((one) => one.close()));
    await redis.close();
  });

  const work = (count: number, ask: Ask = async (questions) => questions.map(unchanged)) => {
    for (let n = 0; n < count; n += 1) {
      const noting: Ask = (questions, context) => {
        asked.push(...questions);
        return ask(questions, context);
      };
      workers.push(worker(redis.url, sourceThat(noting)));
    }
  };
  const clock = () => new Date();
  const timesAsked = () => {
    const times = new Map<string, number>();
    for (const { check } of asked) times.set(check, (times.get(check) ?? 0) + 1);
    return times;
  };

  /** Does something once when so many questions have been asked. */
  const when = (count: number, act: () => Promise<unknown>): Ask => {
    let done = false;
    return async (questions) => {
      if (!done && asked.length >= count) {
        done = true;
        void act();
      }
      return questions.map(unchanged);
    };
  };

  it("R13 emptied in the middle of a run, three times: every check has its one outcome", async () => {
    const ledger = memoryLedger(300, clock);
    const flush = () => redis.client.flushall();
    const emptied = [when(50, flush), when(150, flush), when(250, flush)];
    work(3, async (questions, context) => {
      for (const ask of emptied) await ask(questions, context);
      return questions.map(unchanged);
    });

    await run(calls, ledger);

    expect([...ledger.ended.values()].filter(({ outcome }) => outcome === "unchanged")).toHaveLength(300);
    // One flush loses no more than what was in the queue or under way just then.
    expect(asked.length).toBeLessThanOrEqual(300 + 3 * 8);
  });

  it("R12 killed and started anew in the middle of a run: every check has its one outcome", async () => {
    const ledger = memoryLedger(200, clock);
    work(
      3,
      when(80, () => redis.kill().then(redis.start)),
    );

    await run(calls, ledger);

    expect([...ledger.ended.values()].filter(({ outcome }) => outcome === "unchanged")).toHaveLength(200);
    expect(Math.max(...timesAsked().values())).toBeLessThanOrEqual(3);
  });

  it("R12 not there when the run begins: the run waits, and then is whole", async () => {
    const ledger = memoryLedger(20, clock);
    await redis.kill();
    work(1);

    const done = run(calls, ledger);
    await redis.start();
    await done;

    expect([...ledger.ended.values()].filter(({ outcome }) => outcome === "unchanged")).toHaveLength(20);
  });

  it("a source's distance between calls holds with three workers, also over a Redis that is killed", async () => {
    const begun: number[] = [];
    const killing = when(20, () => redis.kill().then(redis.start));
    work(3, (questions, context) => {
      begun.push(performance.now());
      return killing(questions, context);
    });

    await run(calls, memoryLedger(50, clock), { perMinute: 1_240, concurrency: 4 });

    // Twenty times 50 ms, less what a message to and from Redis may take.
    const spans = begun.slice(20).map((at, index) => at - (begun[index] ?? 0));
    expect(begun.length).toBeGreaterThanOrEqual(50);
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(950);
  });

  it("a call that nobody waits for any more is taken away when Redis is back, not made out of its turn", async () => {
    work(1);
    await calls.driver(sourceThat(never), UNCOUNTED).ask(callOf([question("1.1.1")]));
    await workers.pop()?.close();
    const stray = new Queue("calls", { connection: redis.client, prefix: "basvakt:prov" });
    await stray.add("scb", {}, { jobId: "9.9.9.1" });

    await redis.client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

    await expect.poll(() => stray.getJobState("9.9.9.1"), { timeout: 5_000 }).toBe("unknown");
    await stray.close();
  });

  it("an answer that nobody lived to record is there for the next process, and the question is not put again", async () => {
    const [first, second] = [question("1.1.1"), question("1.1.2")];
    work(1);
    await calls.driver(sourceThat(never), UNCOUNTED).ask(callOf([first, second]));
    await calls.close();

    calls = queue(redis.url);
    const next = calls.driver(sourceThat(never), UNCOUNTED);
    const again = await next.ask(
      callOf([
        { ...second, attempt: 2 },
        { ...first, attempt: 2 },
      ]),
    );
    next.recorded?.([first, second]);

    expect(again).toMatchObject([
      { outcome: "unchanged", check: "1.1.2", attempt: 2 },
      { outcome: "unchanged", check: "1.1.1", attempt: 2 },
    ]);
    expect(asked).toHaveLength(2);
    await expect.poll(() => redis.client.exists("basvakt:prov:answers")).toBe(0);
  });

  it("R54 holds neither secrets nor anything of a run that is over", async () => {
    const overheard = await overhear(redis.url);
    work(2);

    await run(calls, memoryLedger(60, clock));
    await expect.poll(() => redis.client.exists("basvakt:prov:answers")).toBe(0);
    const seen = overheard.lines();
    overheard.close();

    expect(seen.length).toBeGreaterThan(60);
    expect(seen.filter((text) => text.includes(SECRET))).toEqual([]);
    const keys = await redis.client.keys("*");
    expect(keys.filter((key) => /:calls:\d/.test(key))).toEqual([]);
    expect(await redis.client.xlen("basvakt:prov:calls:events")).toBeLessThan(300);
  });

  it("with any number of workers, a refused log-in is sent once in a run", async () => {
    let logins = 0;
    const ask: Ask = async (_, { session }) => {
      const token = await session.token(async () => {
        logins += 1;
        throw new SourceError("refused", "kalla.example", { credentials: true });
      });
      throw new Error(token);
    };
    work(5, ask);
    const ledger = memoryLedger(100, clock);

    await run(calls, ledger, { login: true, concurrency: 8 });

    expect(logins).toBe(1);
    expect([...ledger.ended.values()]).toMatchObject(Array(100).fill({ reason: "refused" }));
  });

  it("a worker that would ask somewhere else does not ask, and says so", async () => {
    workers.push(worker(redis.url, sourceThat(never, "https://annan.example/v1")));

    const results = await calls.driver(sourceThat(never), UNCOUNTED).ask(callOf([question("1.1.1")]));

    expect(results).toMatchObject([
      { outcome: "failed", reason: "malformed", detail: "scb: arbetsprocessen har andra adresser än basvakt" },
    ]);
  });

  it("an answer that is larger than a megabyte is one that could not be read", async () => {
    work(1, async (questions) => questions.map((one) => ({ ...large(one) })));

    const results = await calls.driver(sourceThat(never), UNCOUNTED).ask(callOf([question("1.1.1")]));

    expect(results).toMatchObject([{ reason: "malformed", detail: "svaret är större än kön tar (1 MiB)" }]);
  });

  it("an answer that somebody else has written is refused, not believed", async () => {
    const gate = settled();
    work(1, async (questions) => {
      await redis.client.hset("basvakt:prov:answers", "1.1.1.1", Buffer.from("påhittat").toString("base64"));
      await redis.client.rpush("basvakt:prov:told", "answered 1.1.1.1");
      await gate.promise;
      return questions.map(unchanged);
    });

    const results = await calls.driver(sourceThat(never), UNCOUNTED).ask(callOf([question("1.1.1")]));
    gate.resolve();

    expect(results).toMatchObject([{ outcome: "failed", reason: "malformed" }]);
  });

  it("a worker that is told to stop finishes what it has", async () => {
    const [started, gate] = [settled(), settled()];
    work(1, async (questions) => {
      started.resolve();
      await gate.promise;
      return questions.map(unchanged);
    });

    const results = calls.driver(sourceThat(never), UNCOUNTED).ask(callOf([question("1.1.1")]));
    await started.promise;
    const closed = workers[0]?.close();
    gate.resolve();
    await closed;

    expect(await results).toMatchObject([{ outcome: "unchanged" }]);
    workers = [];
  });
});

const never: Ask = () => Promise.reject(new Error("nobody is to be asked"));

function question(check: string): Question {
  return { check, attempt: 1, subject: { feed: "posten" }, bookmark: null };
}

function callOf(questions: readonly Question[]) {
  return { source: "scb", questions, now: new Date(), signal: new AbortController().signal, begun: () => undefined };
}

/** Random text does not become smaller. */
function large(one: Question): CheckResult {
  const text = Array.from({ length: 200_000 }, () => Math.random().toString(36).slice(2, 12)).join("");
  return { ...failed(one), detail: text };
}
