import nock from "nock";
import { afterEach, describe, expect, it } from "vitest";
import { bolagsverket } from "../../adapters/bolagsverket/adapter.js";
import { createHttp } from "../../src/http/client.js";
import { createSession } from "../../src/http/session.js";
import { type Reply, startLoopback } from "../http/loopback.js";
import { type Bendable, BJORKEN, changed, contextOf, fixture, NOW, question, resultOfOne } from "./lookup-case.js";
import { lookupContract } from "./lookup-contract.js";

const active = fixture("bolagsverket/active.json");
const PROCEEDINGS = "pagaendeAvvecklingsEllerOmstruktureringsforfarande";

const settings = { clientId: "HEMLIGT-ID", clientSecret: "HEMLIGT-ORD" };

lookupContract({
  adapter: bolagsverket,
  orgNumber: BJORKEN,
  settings: (base) => ({ ...settings, baseUrl: `${base}/v1/`, tokenUrl: `${base}/oauth2/token` }),
  secrets: Object.values(settings),
  prelude: ({ path }) =>
    path === "/oauth2/token"
      ? tokenReply("t1")
      : path === "/v1/dokumentlista"
        ? { status: 200, body: fixture("bolagsverket/documents.json") }
        : null,
  login: { is: ({ path }) => path === "/oauth2/token", accept: tokenReply, refuse: { status: 401, body: "{}" } },
  good: active,
  notFound: fixture("bolagsverket/not-found.json"),
  unknownWord: {
    body: changed(active, ({ organisationer: [item] }) => {
      item[PROCEEDINGS] = { [`${PROCEEDINGS}Lista`]: [{ kod: "XYZ", fromDatum: null }], fel: null };
    }),
    word: "XYZ",
    kind: "company",
  },
  half: {
    body: changed(active, ({ organisationer: [item] }) => {
      delete item[PROCEEDINGS];
      delete item.avregistreradOrganisation;
    }),
    kinds: { company: "malformed", activity: "said", filing: "said" },
  },
  withPerson: active.replace("Bedriva hem", "850709-9805 bedriver hem"),
});

function tokenReply(token: string) {
  return { status: 200, body: JSON.stringify({ access_token: token, token_type: "Bearer", expires_in: 3600 }) };
}

describe("asking Bolagsverket", () => {
  afterEach(() => {
    nock.cleanAll();
  });

  it("uses client credentials at the token address and traces each request", async () => {
    const http = createHttp({ userAgent: "Basvakt-test/1" });
    const authorization = `Basic ${Buffer.from("HEMLIGT-ID:HEMLIGT-ORD").toString("base64")}`;
    const scope = nock("https://portal.api.bolagsverket.se", { reqheaders: { authorization } })
      .post("/oauth2/token", /grant_type=client_credentials/)
      .reply(200, { access_token: "t1", expires_in: 3600 });
    const api = nock("https://gw.api.bolagsverket.se", {
      reqheaders: { authorization: "Bearer t1", "x-request-id": /^[0-9a-f-]{36}$/ },
    })
      .post("/vardefulla-datamangder/v1/organisationer", { identitetsbeteckning: BJORKEN })
      .reply(200, active);
    const { baseUrl, tokenUrl } = bolagsverket.settings;
    const defaults = { baseUrl: baseUrl?.default ?? "", tokenUrl: tokenUrl?.default ?? "" };
    const context = contextOf(bolagsverket, { ...settings, ...defaults }, { http, session: createSession(() => NOW) });

    const result = await resultOfOne(bolagsverket, question(BJORKEN), context);

    expect(result.outcome).toBe("answered");
    expect([scope.isDone(), api.isDone()]).toEqual([true, true]);
    await http.close();
  });

  it("takes OAuth's 400 for a refused log-in", async () => {
    const http = createHttp({ userAgent: "Basvakt-test/1" });
    nock("https://kalla.example").post("/token").reply(400, { error: "invalid_client" });
    const addresses = { baseUrl: "https://kalla.example", tokenUrl: "https://kalla.example/token" };
    const context = contextOf(bolagsverket, { ...settings, ...addresses }, { http, session: createSession(() => NOW) });

    const result = await resultOfOne(bolagsverket, question(BJORKEN), context);

    expect(result).toMatchObject({ outcome: "failed", reason: "refused", credentials: true });
    await http.close();
  });
});

describe("the list of annual reports", () => {
  const closing: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const closable of closing.splice(0)) await closable.close();
  });

  async function ask(list: Reply, bookmark: Bendable = null, organisations: Reply = { status: 200, body: active }) {
    const server = await startLoopback(({ path }) =>
      path === "/oauth2/token" ? tokenReply("t1") : path === "/v1/dokumentlista" ? list : organisations,
    );
    const http = createHttp({ userAgent: "Basvakt-test/1" });
    closing.push(http, server);
    const addresses = { baseUrl: `${server.base}/v1`, tokenUrl: `${server.base}/oauth2/token` };
    const context = contextOf(bolagsverket, { ...settings, ...addresses }, { http, session: createSession(() => NOW) });
    const result = await resultOfOne(bolagsverket, question(BJORKEN, bookmark), context);
    return { result, paths: server.received.map(({ path }) => path) };
  }

  const documents = { status: 200, body: fixture("bolagsverket/documents.json") };
  const facts = (result: Bendable) => result.observations?.find(({ kind }: Bendable) => kind === "filing")?.facts;

  it("tells the end of the latest period, in either form of date", async () => {
    const { result } = await ask(documents);
    const later = changed(
      documents.body,
      ({ dokument }) => (dokument[1].rapporteringsperiodTom = "2026-04-30T00:00:00Z"),
    );

    expect(facts(result)).toEqual({ latest: "2025-12-31" });
    expect(facts((await ask({ status: 200, body: later })).result)).toEqual({ latest: "2026-04-30" });
    expect(facts((await ask({ status: 200, body: '{"dokument":[]}' })).result)).toEqual({ latest: null });
  });

  it("is asked for once a week, and not on the days between", async () => {
    const first = await ask(documents);
    const bookmark = (first.result as Bendable).bookmark;
    const between = await ask(documents, { ...bookmark, listed: "2026-11-14" });
    const week = await ask(documents, { ...bookmark, listed: "2026-11-13" });

    expect(first.paths).toContain("/v1/dokumentlista");
    expect([between.result.outcome, between.paths]).toEqual(["unchanged", ["/oauth2/token", "/v1/organisationer"]]);
    expect(between.result).toMatchObject({ bookmark: { listed: "2026-11-14" } });
    expect([week.result.outcome, week.paths.at(-1)]).toEqual(["answered", "/v1/dokumentlista"]);
  });

  it.each<[string, Reply, string]>([
    ["fails", { status: 503 }, "unreachable"],
    ["is malformed", { status: 200, body: '{"dokument":[{"rapporteringsperiodTom":7}]}' }, "malformed"],
    ["is empty", { status: 200 }, "empty"],
    [
      "has a date of another form",
      { status: 200, body: '{"dokument":[{"rapporteringsperiodTom":"våren"}]}' },
      "malformed",
    ],
  ])("is unknown alone when it %s, and asked for again", async (_, list, reason) => {
    const { result } = await ask(list);

    expect(result).toMatchObject({ outcome: "answered", kinds: { company: "said", activity: "said", filing: reason } });
    expect(JSON.stringify(result)).not.toContain("listed");
  });

  it.each<[number, object, string, string]>([
    [
      400,
      { type: "urn:bolagsverket:error:validation", instance: "validation.client", detail: "hemlig text" },
      "malformed",
      "validation.client",
    ],
    [500, { instance: "network.timeout" }, "unreachable", "network.timeout"],
    [403, { code: "900908", message: "Resource forbidden" }, "refused", "prenumererar inte"],
    [429, { code: 900802 }, "blocked", "900802"],
    [500, { instance: "något annat" }, "unreachable", "HTTP 500"],
  ])("an error %i %j says its known word and none of its text", async (status, body, reason, word) => {
    const { result } = await ask(documents, null, { status, body: JSON.stringify(body) });

    expect(result).toMatchObject({ outcome: "failed", reason, detail: expect.stringContaining(word) });
    expect(JSON.stringify(result)).not.toMatch(/hemlig text|något annat|forbidden/);
  });
});
