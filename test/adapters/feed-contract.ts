import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AskContext, Feed, FeedSource } from "../../src/adapter.js";
import type { Answered, CheckResult, Question } from "../../src/domain/check.js";
import { evidenceMaker } from "../../src/evidence/evidence.js";
import { createHttp, type HttpClient } from "../../src/http/client.js";
import type { Http } from "../../src/http/http.js";
import { createSession } from "../../src/http/session.js";
import { type Loopback, type Received, type Reply, startLoopback } from "../http/loopback.js";
import { misbehaviourContract } from "./misbehaviour-contract.js";

export const NOW = new Date("2026-11-23T07:00:00Z");

/** What the contract needs to know of one adapter. */
export interface FeedCase<O> {
  readonly adapter: Feed<O>;
  readonly type: "application/xml" | "text/html";
  readonly good: string;
  /** An answer that proves that there is nothing; null where nothing can prove it. */
  readonly nothing: string | null;
  /** The good answer with half of each entry's fields gone: still items, with less in them. */
  readonly half: string;
  /** A piece of the good answer's article body, which nothing may hold. */
  readonly body: string;
}

export function feedAt(base: string): FeedSource {
  return {
    id: "exempelbladet",
    source: "media",
    title: "Exempelbladet",
    url: new URL("/rss.xml", base),
    everyMinutes: 30,
  };
}

export function question(bookmark: Question["bookmark"] = null): Question {
  return { check: "check-1", attempt: 1, subject: { feed: "exempelbladet" }, bookmark };
}

export function contextOf<O>(adapter: Feed<O>, http: Http): AskContext<O> {
  return {
    settings: {},
    options: adapter.options.parse({}),
    http,
    session: createSession(() => NOW),
    now: NOW,
    signal: new AbortController().signal,
    evidence: evidenceMaker({ adapterId: adapter.id, version: adapter.version, redact: adapter.redact, now: NOW }),
  };
}

export function answered(result: CheckResult): Answered {
  if (result.outcome !== "answered") throw new Error(`Not answered: ${JSON.stringify(result)}`);
  return result;
}

/** What every feed promises, shown against a real server on this machine. */
export function feedContract<O>(one: FeedCase<O>): void {
  const { adapter } = one;
  let http: HttpClient;
  const servers: Loopback[] = [];

  beforeEach(() => {
    http = createHttp({ userAgent: "Basvakt-test/1" });
  });
  afterEach(async () => {
    await http.close();
    for (const server of servers.splice(0)) await server.close();
  });

  async function source(reply: (request: Received) => Reply): Promise<Loopback> {
    const server = await startLoopback(reply);
    servers.push(server);
    return server;
  }

  async function ask(reply: Reply, bookmark: Question["bookmark"] = null): Promise<CheckResult> {
    const { base } = await source(() => reply);
    return adapter.ask(feedAt(base), question(bookmark), contextOf(adapter, http));
  }

  describe(`${adapter.id}, as every feed`, () => {
    it("gives items, a bookmark, and neither observations nor evidence: those are the matching's", async () => {
      const result = answered(await ask({ status: 200, body: one.good }));

      expect(result).toMatchObject({ kinds: { media: "said" }, observations: [], evidence: [], cost: 0 });
      expect(result.items.length).toBeGreaterThan(0);
      expect(result.bookmark).toMatchObject({ version: adapter.version });
    });

    it("never gives an article's body", async () => {
      expect(one.good).toContain(one.body);
      expect(JSON.stringify(await ask({ status: 200, body: one.good }))).not.toContain(one.body);
    });

    const { nothing } = one;
    if (nothing !== null) {
      it("says none when the feed proves that there is nothing (R25)", async () => {
        const result = answered(await ask({ status: 200, body: nothing }));

        expect(result).toMatchObject({ kinds: { media: "none" }, items: [] });
      });
    }

    it("asks with what the last answer gave, and 304 confirms", async () => {
      const fresh = { etag: '"a1"', "last-modified": "Sun, 22 Nov 2026 18:00:00 GMT" };
      const server = await source(({ headers }) =>
        headers["if-none-match"] === fresh.etag ? { status: 304 } : { status: 200, headers: fresh, body: one.good },
      );
      const first = await adapter.ask(feedAt(server.base), question(), contextOf(adapter, http));

      const bookmark = answered(first).bookmark;
      const second = await adapter.ask(feedAt(server.base), question(bookmark), contextOf(adapter, http));

      expect(server.received[1]?.headers).toMatchObject({ "if-modified-since": fresh["last-modified"] });
      expect(second).toEqual({ outcome: "unchanged", check: "check-1", attempt: 1, bookmark });
    });

    it("confirms the same body from a feed that knows no conditions", async () => {
      const { bookmark } = answered(await ask({ status: 200, body: one.good }));

      expect(await ask({ status: 200, body: one.good }, bookmark)).toMatchObject({ outcome: "unchanged", bookmark });
    });

    it("reads the same body again, unconditionally, when its reading has a new version", async () => {
      const { bookmark } = answered(await ask({ status: 200, headers: { etag: '"a1"' }, body: one.good }));
      const server = await source(() => ({ status: 200, body: one.good }));
      const older = { ...Object(bookmark), version: adapter.version - 1 };

      const result = await adapter.ask(feedAt(server.base), question(older), contextOf(adapter, http));

      expect(result.outcome).toBe("answered");
      expect(server.received[0]?.headers["if-none-match"]).toBeUndefined();
    });

    it("is malformed when it says that nothing has changed though nothing was known", async () => {
      expect(await ask({ status: 304 })).toMatchObject({ outcome: "failed", reason: "malformed" });
    });

    it("is partial or malformed, never empty or shorter, wherever its text is cut off", () => {
      const feed = feedAt("https://exempelbladet.example");
      const whole = Buffer.from(one.good.trim());
      for (let end = 1; end < whole.length - 1; end += 7) {
        expect(() => adapter.read(whole.subarray(0, end), feed, adapter.options.parse({}))).toThrow(
          expect.objectContaining({ reason: expect.stringMatching(/partial|malformed/) }),
        );
      }
    });
  });
  misbehaviourContract({
    id: adapter.id,
    shape: one.type === "text/html" ? "page" : "feed",
    now: NOW,
    good: one.good,
    type: one.type,
    half: { body: one.half, kinds: {} },
    unknownWord: null,
    credentials: false,
    secrets: [],
    prelude: () => null,
    ask: (base, client) => adapter.ask(feedAt(base), question(), contextOf(adapter, client)),
  });
}
