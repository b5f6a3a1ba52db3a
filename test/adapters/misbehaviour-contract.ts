import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CheckResult } from "../../src/domain/check.js";
import { createHttp, type HttpClient } from "../../src/http/client.js";
import { closedAddress, type Loopback, type Received, type Reply, startLoopback } from "../http/loopback.js";
import {
  type Asked,
  failureOf,
  MAX_BYTES,
  MISBEHAVIOURS,
  type Misbehaviour,
  type Outcome,
  twice,
} from "./misbehaviour.js";

const DAY_MS = 86_400_000;
const ENDLESS = /stops coming|drips/;

/** An adapter that is asked over the network, and what its source answers when all is well. */
export interface Misled {
  readonly id: string;
  readonly shape: Asked;
  readonly now: Date;
  readonly good: string;
  readonly type: string;
  readonly half: { readonly body: string; readonly kinds: Readonly<Record<string, string>> };
  readonly unknownWord: { readonly body: string; readonly word: string } | null;
  /** Whether a refusal is one of our credentials. */
  readonly credentials: boolean;
  /** Planted among the settings; may appear in no result. */
  readonly secrets: readonly string[];
  /** Answers what comes before the request that carries facts; null for that one. */
  prelude(request: Received): Reply | null;
  ask(base: string, http: HttpClient): Promise<CheckResult>;
}

/** The adapter against a source that misbehaves in every way of the table, on a real server on this machine (R24, R29, R31). */
export function misbehaviourContract(one: Misled): void {
  let http: HttpClient;
  /** For bodies that never come to their end: the others may take as long as a busy machine needs. */
  let impatient: HttpClient;
  const servers: Loopback[] = [];

  beforeEach(() => {
    http = createHttp({ userAgent: "Basvakt-test/1", maxBytes: MAX_BYTES });
    impatient = createHttp({ userAgent: "Basvakt-test/1", maxBytes: MAX_BYTES, timeouts: { total: 800 } });
  });
  afterEach(async () => {
    await http.close();
    await impatient.close();
    for (const server of servers.splice(0)) await server.close();
  });

  async function served(reply: Reply, isTwice = false): Promise<string> {
    const server = await startLoopback((request) => {
      const before = one.prelude(request);
      return (isTwice && before !== null ? doubled(before) : before) ?? reply;
    });
    servers.push(server);
    return server.base;
  }

  async function address({ name, way }: Misbehaviour): Promise<string> {
    if ("answer" in way) return served(way.answer);
    if ("bend" in way) return served(way.bend(Buffer.from(one.good), one.type), name.includes("twice"));
    if ("told" in way) {
      const body = way.told === "half" ? one.half.body : (one.unknownWord?.body ?? "");
      return served({ status: 200, headers: { "content-type": one.type }, body });
    }
    if (way.at === "no such host") return "https://finns-inte.invalid";
    return way.at === "nobody listens" ? closedAddress() : (await served({ status: 200 })).replace("http:", "https:");
  }

  const rows = MISBEHAVIOURS.map((row) => [row.name, row.comesTo[one.shape], row] as const);

  describe(`${one.id}, when its source misbehaves`, () => {
    it.each(rows.filter(([, outcome]) => outcome !== "-"))("%s: %s", async (_, outcome, row) => {
      const isEndless = "bend" in row.way && ENDLESS.test(row.name);
      const result = await one.ask(await address(row), isEndless ? impatient : http);

      await expectOutcome(result, outcome);
      for (const secret of one.secrets) expect(JSON.stringify(result)).not.toContain(secret);
    });
  });

  async function expectOutcome(result: CheckResult, outcome: Outcome): Promise<void> {
    const failure = failureOf(outcome, one.now, one.credentials);
    if (failure !== null) return expect(result).toMatchObject(failure);
    if (result.outcome === "failed") return expectFailure(result, outcome);
    if (result.outcome === "unchanged") throw new Error("Nothing was known before");
    if (outcome === "answered") {
      const good = await one.ask(
        await served({ status: 200, headers: { "content-type": one.type }, body: one.good }),
        http,
      );
      return expect(result).toMatchObject({ ...said(good) });
    }
    if (outcome === "fewer items") return expect(result.items.length).toBeGreaterThan(0);
    if (outcome === "unknown for that kind")
      return expect(result).toMatchObject({ kinds: one.half.kinds, bookmark: null });
    if (outcome === "malformed, names the word") {
      expect(Object.values(result.kinds)).toContain("malformed");
      return expect(JSON.stringify(result.warnings)).toContain(one.unknownWord?.word);
    }
    const times = [
      ...result.observations.map(({ asOf }) => asOf),
      ...result.items.map(({ publishedAt }) => publishedAt),
    ];
    const latest = Math.max(...times.map((time) => time?.getTime() ?? 0));
    if (outcome === "never dated ahead") return expect(latest).toBeLessThanOrEqual(one.now.getTime() + DAY_MS);
    expect(outcome).toBe("once, or malformed");
    const told = [
      ...result.observations.map(({ kind, key }) => `${kind} ${key}`),
      ...result.items.map((item) => item.address),
    ];
    expect(told.toSorted()).toEqual([...new Set(told)].toSorted());
  }

  function expectFailure(result: CheckResult & { outcome: "failed" }, outcome: Outcome): void {
    const reason = outcome === "unknown for that kind" ? Object.values(one.half.kinds)[0] : "malformed";
    expect([outcome, result.reason]).toEqual([outcome, reason]);
    if (outcome === "malformed, names the word") expect(result.detail).toContain(one.unknownWord?.word);
    expect(["answered", "fewer items"]).not.toContain(outcome);
  }
}

function said(result: CheckResult) {
  if (result.outcome !== "answered") throw new Error(`Not answered: ${JSON.stringify(result)}`);
  const { kinds, observations, items } = result;
  // Addresses on the page's own host differ between two servers.
  return {
    kinds,
    observations,
    items: items.map(({ title, summary, publishedAt }) => ({ title, summary, publishedAt })),
  };
}

function doubled({ body = "", ...reply }: Reply): Reply {
  return { ...reply, body: twice(String(body)) };
}
