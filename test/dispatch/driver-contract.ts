import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type AnyAdapter, type AskContext, defineFeed, defineLookup } from "../../src/adapter.js";
import type { Call, Driver } from "../../src/dispatch/driver.js";
import type { LocalDeps } from "../../src/dispatch/local.js";
import type { CheckResult, Question } from "../../src/domain/check.js";
import { orgNumber } from "../../src/domain/org-number.js";
import { SourceError } from "../../src/domain/silence.js";
import { createSession } from "../../src/http/session.js";

/** A driver that asks the adapters of `local`, here or elsewhere. */
export type DriverUnderTest = (local: LocalDeps) => Promise<{ driver: Driver; close: () => Promise<void> }>;

type Ask = (questions: readonly Question[], context: AskContext) => Promise<readonly CheckResult[]>;

const NOW = new Date("2026-11-23T05:00:00Z");
const HOST = "kalla.example";

/** What every driver keeps, wherever it asks. */
export function driverContract(open: DriverUnderTest): void {
  let ask: Ask;
  let opened: Awaited<ReturnType<DriverUnderTest>>;
  let asked: Question[][];

  beforeEach(async () => {
    asked = [];
    const lookup = lookupThat((questions, context) => {
      asked.push([...questions]);
      return ask(questions, context);
    });
    opened = await open(localDeps([lookup, feed]));
  });
  afterEach(() => opened.close());

  const put = (questions: readonly Question[], call: Partial<Call> = {}) =>
    opened.driver.ask({
      source: "provkalla",
      questions,
      now: NOW,
      signal: new AbortController().signal,
      begun: () => undefined,
      ...call,
    });

  describe("what comes back", () => {
    it("is one result per question, in their order, asked once", async () => {
      ask = async (questions) => questions.map(unchanged).reverse();
      const questions = ["1.1.1", "1.1.2", "1.1.3"].map((check) => question(check));

      const results = await put(questions);

      expect(results.map(({ check }) => check)).toEqual(["1.1.1", "1.1.2", "1.1.3"]);
      expect(asked).toEqual([questions]);
    });

    it("is what the adapter gave, to the last date and byte", async () => {
      ask = async ([first], context) => [answered(first as Question, context)];

      const [result] = await put([question("1.1.1", { sha: "ab", version: 2 })]);

      expect(result).toMatchObject({
        outcome: "answered",
        bookmark: { body: "cd" },
        cost: 3,
        warnings: ["okänd nyckel"],
      });
      expect(result).toEqual(answered(question("1.1.1", { sha: "ab", version: 2 }), lastContext()));
    });

    it("names a question that the adapter left out as one that could not be read", async () => {
      ask = async ([first]) => [unchanged(first as Question)];

      const results = await put([question("1.1.1"), question("1.1.2")]);

      expect(results).toMatchObject([{ outcome: "unchanged" }, { outcome: "failed", reason: "malformed" }]);
    });

    it("is a feed's items, asked by the address that is configured where it is asked", async () => {
      const results = await put([{ check: "1.2.1", attempt: 1, subject: { feed: "posten" }, bookmark: null }], {
        source: "provfeed",
      });

      expect(results).toMatchObject([
        { outcome: "answered", items: [{ address: "https://posten.example/rss", publishedAt: NOW }] },
      ]);
    });
  });

  describe("what goes wrong at the source", () => {
    it("is failed results with the reason, the time to come back and whether we were let in", async () => {
      const retryAfter = new Date("2026-11-23T05:02:00Z");
      ask = async () => {
        throw new SourceError("blocked", HOST, { retryAfter, credentials: false });
      };

      const results = await put([question("1.1.1"), question("1.1.2")]);

      const failure = { outcome: "failed", reason: "blocked", detail: HOST, retryAfter, credentials: false };
      expect(results).toMatchObject([failure, failure]);
    });

    it("is said of a refused log-in", async () => {
      ask = async () => {
        throw new SourceError("refused", HOST, { credentials: true });
      };

      expect(await put([question("1.1.1")])).toMatchObject([{ reason: "refused", credentials: true }]);
    });

    it("is an answer nobody could read when the adapter itself fails, and its words go no further", async () => {
      ask = async () => {
        throw new TypeError("Anna Andersson bor på Storgatan 1");
      };

      const results = await put([question("1.1.1")]);

      expect(results).toMatchObject([{ outcome: "failed", reason: "malformed", retryAfter: null }]);
      expect(JSON.stringify(results)).not.toContain("Anna");
    });

    it("is a source that is not configured", async () => {
      const results = await put([question("1.1.1")], { source: "okand" });

      expect(results).toMatchObject([{ check: "1.1.1", outcome: "failed", reason: "unreachable" }]);
      expect(asked).toEqual([]);
    });
  });

  it("says when a call begins, before it is answered", async () => {
    const order: string[] = [];
    const gate = settled();
    ask = async (questions) => {
      await gate.promise;
      return questions.map(unchanged);
    };

    const results = put([question("1.1.1")], {
      begun: () => {
        order.push("begun");
        gate.resolve();
      },
    });
    await results;
    order.push("answered");

    expect(order).toEqual(["begun", "answered"]);
  });

  it("makes as many calls at a time as it is given", async () => {
    const gate = settled();
    ask = async (questions) => {
      if (asked.length === 8) gate.resolve();
      await gate.promise;
      return questions.map(unchanged);
    };

    const results = await Promise.all(Array.from({ length: 8 }, (_, n) => put([question(`1.1.${n + 1}`)])));

    expect(results.flat().map(({ check }) => check)).toEqual(Array.from({ length: 8 }, (_, n) => `1.1.${n + 1}`));
  });

  it("stops waiting when it is told to", async () => {
    const stop = new AbortController();
    const gate = settled();
    ask = async (questions, { signal }) => {
      signal.addEventListener("abort", gate.resolve, { once: true });
      stop.abort(new Error("asked to stop"));
      await gate.promise;
      return questions.map(unchanged);
    };

    const told = await put([question("1.1.1")], { signal: stop.signal }).then(
      () => "the adapter stopped",
      ({ name }: Error) => name,
    );
    gate.resolve();

    expect(["the adapter stopped", "CallLost"]).toContain(told);
  });
}

let seen: AskContext | null = null;

function lastContext(): AskContext {
  if (seen === null) throw new Error("nothing was asked");
  return seen;
}

function lookupThat(ask: Ask): AnyAdapter {
  return defineLookup({
    id: "provkalla",
    title: "Provkällan",
    kinds: ["tax"],
    version: 1,
    settings: {},
    options: z.object({}),
    limits: { perMinute: 600, concurrency: 4, batch: 5 },
    redact: [],
    ask: (questions, context) => {
      seen = context;
      return ask(questions, context);
    },
    read: () => ({ kinds: {}, observations: [], warnings: [] }),
  }) as AnyAdapter;
}

const feed = defineFeed({
  id: "provfeed",
  title: "Provflödet",
  kinds: ["media"],
  version: 1,
  settings: {},
  options: z.object({}),
  limits: { perMinute: 600, concurrency: 4, batch: 1 },
  redact: [],
  ask: async ({ url }, { check, attempt }, { now }) => ({
    ...BASE,
    check,
    attempt,
    items: [{ id: "1", address: url.href, title: "Rubrik", summary: "", publishedAt: now }],
  }),
  read: () => ({ items: [], warnings: [] }),
}) as AnyAdapter;

const BASE = {
  outcome: "answered",
  kinds: {},
  observations: [],
  items: [],
  evidence: [],
  bookmark: null,
  cost: 0,
  warnings: [],
} as const;

const POSTEN = {
  id: "posten",
  title: "Posten",
  url: new URL("https://posten.example/rss"),
  source: "provfeed",
  everyMinutes: 30,
};

function localDeps(adapters: readonly AnyAdapter[]): LocalDeps {
  const sources = adapters.map((adapter) => [adapter.id, { adapter, settings: SETTINGS, options: {} }] as const);
  return {
    sources: new Map(sources),
    feeds: new Map([["posten", POSTEN]]),
    http: () => Promise.reject(new Error("nothing is asked over the network here")),
    sessionOf: () => createSession(() => NOW),
  };
}

export const SECRET = "hemligt-losenord";
const SETTINGS = { baseUrl: `https://${HOST}/v1`, password: SECRET };

export function question(check: string, bookmark: Question["bookmark"] = null): Question {
  return { check, attempt: 1, subject: { supplier: orgNumber("5599400131") }, bookmark };
}

export function unchanged({ check, attempt }: Question): CheckResult {
  return { outcome: "unchanged", check, attempt, bookmark: null };
}

function answered({ check, attempt, subject }: Question, { evidence }: AskContext): CheckResult {
  const kept = evidence({
    bytes: Buffer.from('{"namn":"Blåklinten AB"}'),
    mediaType: "application/json",
    address: `https://${HOST}/v1/foretag`,
    status: 200,
  });
  return {
    ...BASE,
    check,
    attempt,
    kinds: { tax: "said" },
    observations: [
      {
        kind: "tax",
        subject,
        key: "",
        schema: 1,
        asOf: NOW,
        facts: { fskatt: "registered", employer: "never", vat: "registered", sizeClass: "1-4 anställda" },
        evidence: [kept.digest],
      },
    ],
    evidence: [kept],
    bookmark: { body: "cd" },
    cost: 3,
    warnings: ["okänd nyckel"],
  };
}

export function settled(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
