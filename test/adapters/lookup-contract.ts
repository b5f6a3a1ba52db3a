import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AskContext } from "../../src/adapter.js";
import type { CheckResult, Question } from "../../src/domain/check.js";
import { KINDS } from "../../src/domain/kind.js";
import { readEvidence } from "../../src/evidence/evidence.js";
import { createHttp, type HttpClient } from "../../src/http/client.js";
import { createSession } from "../../src/http/session.js";
import { type Loopback, type Reply, startLoopback } from "../http/loopback.js";
import { contextOf, type LookupCase, NOW, question, resultOfOne } from "./lookup-case.js";
import { loginContract } from "./lookup-login.js";
import { misbehaviourContract } from "./misbehaviour-contract.js";

const PERSON = "850709-9805";

/** What every lookup promises, shown against a real server on this machine. */
export function lookupContract<O>(one: LookupCase<O>): void {
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

  async function source(answer: Reply): Promise<Loopback> {
    const server = await startLoopback((request) => one.prelude(request) ?? answer);
    servers.push(server);
    return server;
  }

  function context(base: string): AskContext<O> {
    return contextOf(adapter, one.settings(base), { http, session: createSession(() => NOW) });
  }

  async function ask(body: string, bookmark: Question["bookmark"] = null): Promise<CheckResult> {
    const { base } = await source({ status: 200, body });
    return resultOfOne(adapter, question(one.orgNumber, bookmark), context(base));
  }

  describe(`${adapter.id}, as every lookup`, () => {
    it("gives observations of every kind it names, with evidence and a bookmark", async () => {
      const result = await ask(one.good);

      if (result.outcome !== "answered") throw new Error(JSON.stringify(result));
      expect(Object.keys(result.kinds).sort()).toEqual([...adapter.kinds].sort());
      expect(new Set(Object.values(result.kinds))).toEqual(new Set(["said"]));
      expect(result.evidence).toHaveLength(1);
      expect(result.bookmark).toMatchObject({
        body: expect.stringMatching(/^[0-9a-f]{64}$/),
        version: adapter.version,
      });
      for (const { kind, facts, evidence } of result.observations) {
        expect(KINDS[kind].parse(facts)).toEqual(facts);
        expect(evidence).toEqual([result.evidence[0]?.digest]);
      }
    });

    it("confirms the same answer without reading it again", async () => {
      const first = await ask(one.good);
      if (first.outcome !== "answered") throw new Error(JSON.stringify(first));

      const second = await ask(one.good, first.bookmark);

      expect(second).toMatchObject({ outcome: "unchanged", check: first.check, attempt: 1, bookmark: first.bookmark });
    });

    it("reads the same answer again when its reading has a new version", async () => {
      const first = await ask(one.good);
      if (first.outcome !== "answered") throw new Error(JSON.stringify(first));

      const second = await ask(one.good, { ...Object(first.bookmark), version: adapter.version - 1 });

      expect(second.outcome).toBe("answered");
    });

    it("says the same of stored evidence as of the answer itself", async () => {
      const result = await ask(one.good);
      if (result.outcome !== "answered") throw new Error(JSON.stringify(result));

      const stored = readEvidence(result.evidence[0]?.bytes ?? new Uint8Array());
      const asOf = result.observations[0]?.asOf ?? NOW;
      const reading = adapter.read(stored, { supplier: one.orgNumber }, asOf, adapter.options.parse({}));

      expect(reading.observations).toEqual(result.observations.map(({ evidence: _, ...said }) => said));
    });

    it("fails as empty when nothing is found: unknown, never a fact (R25)", async () => {
      const result = await ask(one.notFound);

      expect(result).toMatchObject({ outcome: "failed", reason: "empty", credentials: false });
    });

    it("keeps personal identity numbers out of facts and evidence", async () => {
      const result = await ask(one.withPerson);

      if (result.outcome !== "answered") throw new Error(JSON.stringify(result));
      const kept = result.evidence.map(({ bytes }) => new TextDecoder().decode(readEvidence(bytes))).join();
      expect(one.withPerson).toContain(PERSON);
      expect(JSON.stringify(result.observations) + kept).not.toContain(PERSON);
    });
  });

  misbehaviourContract({
    ...one,
    id: adapter.id,
    shape: "lookup",
    now: NOW,
    type: "application/json",
    credentials: true,
    ask: (base, client) => {
      const context = contextOf(adapter, one.settings(base), { http: client, session: createSession(() => NOW) });
      return resultOfOne(adapter, question(one.orgNumber), context);
    },
  });

  if (one.login !== null) loginContract(one, one.login);
}
