import { afterEach, describe, expect, it } from "vitest";
import { creditsafe } from "../../adapters/creditsafe/adapter.js";
import { exempt, options } from "../../adapters/creditsafe/options.js";
import { orgNumber } from "../../src/domain/org-number.js";
import type { TriageOrder } from "../../src/domain/triage.js";
import { createHttp } from "../../src/http/client.js";
import { createSession } from "../../src/http/session.js";
import { type Received, type Reply, startLoopback } from "../http/loopback.js";
import { BJORKEN, contextOf, NOW } from "./lookup-case.js";

const HOLDING = orgNumber("5599876546");
const FORMER = orgNumber("5599000014");
const STRANGER = "5599000022";
const ROOT = "/v1/monitoring/portfolios";
const NAME = "Placerade leverantörer";

type Answers = Readonly<Record<string, Reply | ((request: Received) => Reply)>>;

const json = (value: unknown, status = 200): Reply => ({ status, body: JSON.stringify(value) });
const listed = (data: readonly object[], next: number | null = null, totalCount = data.length) =>
  json({ totalCount, data, paging: { size: 1000, prev: null, next, last: 0 } });
const member = (number: string, personalReference: string | null = number) => ({
  id: `SE-0-${number}`,
  personalReference,
});
const event = (id: number, number: string) => ({ notificationEventId: id, company: { id: `SE-0-${number}` } });

const GOOD: Answers = {
  "POST /v1/authenticate": json({ token: "t1" }),
  [`GET ${ROOT}`]: json({
    data: {
      portfolios: [
        { portfolioId: 7, name: `${NAME} 2` },
        { portfolioId: 8, name: NAME },
      ],
    },
  }),
  [`POST ${ROOT}`]: json({ portfolioId: 9, name: NAME, isDefault: false }),
  [`GET ${ROOT}/8/eventRules/SE`]: json([
    { ruleCode: 101, isActive: 0 },
    { ruleCode: 102, isActive: true },
  ]),
  [`GET ${ROOT}/8/companies`]: listed([member(BJORKEN)]),
  [`POST ${ROOT}/8/companies`]: json({ message: "added" }),
  [`GET ${ROOT}/8/notificationEvents`]: listed([]),
  "GET /v1/companies": ({ path }) => {
    const number = new URL(path, "http://x").searchParams.get("regNo") ?? "";
    return json({ totalSize: 1, companies: [{ id: `SE-0-${number}`, regNo: number }] });
  },
};

describe("Creditsafe's monitoring", () => {
  const closing: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const closable of closing.splice(0)) await closable.close();
  });

  async function triage(answers: Answers = {}, order: Partial<TriageOrder> = {}, portfolio: string = NAME) {
    const all: Answers = { ...GOOD, ...answers };
    const server = await startLoopback((request) => {
      const reply = all[`${request.method} ${request.path.split("?")[0]}`];
      return typeof reply === "function" ? reply(request) : (reply ?? { status: 404, body: "{}" });
    });
    const http = createHttp({ userAgent: "Basvakt-test/1" });
    closing.push(http, server);
    const settings = { baseUrl: `${server.base}/v1`, username: "u", password: "p", portfolio };
    const context = contextOf(creditsafe, settings, { http, session: createSession(() => NOW) });
    const asked = { due: [BJORKEN], register: [BJORKEN], former: [], bookmark: null, ...order };
    if (creditsafe.triage === undefined) throw new Error("Creditsafe has no triage");
    return { told: await creditsafe.triage(asked, context), received: server.received };
  }

  const paths = (received: readonly Received[]) =>
    received.map(({ method, path }) => `${method} ${path.split("?")[0]}`);

  it("asks nothing and relies on nothing when no portfolio is named", async () => {
    const { told, received } = await triage({}, {}, "");

    expect(told).toEqual({ watched: [], added: [], happened: [], fault: null, bookmark: null, warnings: [] });
    expect(received).toEqual([]);
  });

  it("adopts the portfolio of exactly that name, and watches whom it holds", async () => {
    const { told, received } = await triage();

    expect(told).toMatchObject({ watched: [BJORKEN], happened: [], fault: null, warnings: [] });
    expect(paths(received)).not.toContain(`POST ${ROOT}`);
    expect(received.find(({ path }) => path.startsWith(`${ROOT}?`))?.path).toContain(encodeURIComponent(NAME));
  });

  it("creates the portfolio when there is none, and says loudly that a new one is blind", async () => {
    const { told, received } = await triage({
      [`GET ${ROOT}`]: json({ data: { portfolios: [{ portfolioId: 7, name: `${NAME} 2` }], sharedPortfolios: [] } }),
      [`GET ${ROOT}/9/eventRules/SE`]: json([{ isActive: 0 }, { isActive: false }]),
      [`GET ${ROOT}/9/companies`]: listed([]),
      [`POST ${ROOT}/9/companies`]: json({ message: "added" }),
      [`GET ${ROOT}/9/notificationEvents`]: listed([]),
    });

    expect(told).toMatchObject({ watched: [], fault: "no-event-rule" });
    expect(JSON.parse(received.find(({ method, path }) => method === "POST" && path === ROOT)?.body ?? "")).toEqual({
      name: NAME,
      isDefault: false,
    });
  });

  it("says that the account has no monitoring when it is forbidden, without blaming the log-in", async () => {
    const { told } = await triage({ [`GET ${ROOT}`]: json({ message: "Access forbidden" }, 403) });

    expect(told).toMatchObject({ watched: [], fault: "no-monitoring" });
  });

  it("adds those who are missing, with their number as reference; there already is as good", async () => {
    const { told, received } = await triage(
      {
        [`POST ${ROOT}/8/companies`]: json({ message: "Company SE-0-5599876546 already in portfolio" }, 409),
      },
      { register: [BJORKEN, HOLDING] },
    );

    const added = received.filter(({ method, path }) => method === "POST" && path.endsWith("/companies"));
    expect(added.map(({ body }) => JSON.parse(body))).toEqual([
      { id: `SE-0-${HOLDING}`, personalReference: HOLDING, freeText: null, personalLimit: null },
    ]);
    expect(told).toMatchObject({ watched: [BJORKEN, HOLDING], added: [HOLDING] });
  });

  it("leaves unwatched whom the bureau does not know, or will not take, and goes on", async () => {
    const unknown = await triage(
      { "GET /v1/companies": json({ totalSize: 0, companies: [], messages: [{ code: "NoResults" }] }) },
      { register: [BJORKEN, HOLDING] },
    );
    const refused = await triage(
      { [`POST ${ROOT}/8/companies`]: json({ message: "Bad request" }, 400) },
      { register: [BJORKEN, HOLDING] },
    );

    expect(unknown.told).toMatchObject({ watched: [BJORKEN], warnings: [] });
    expect(refused.told).toMatchObject({ watched: [BJORKEN], warnings: [expect.stringContaining("1 leverantörer")] });
  });

  it("takes away whom it added or who has left the register, and nobody that others put there", async () => {
    const { told, received } = await triage(
      {
        [`GET ${ROOT}/8/companies`]: listed([
          member(BJORKEN),
          member(HOLDING),
          member(FORMER, null),
          member(STRANGER, "vår ref 12"),
        ]),
        [`DELETE ${ROOT}/8/companies/SE-0-${HOLDING}`]: { status: 204 },
      },
      { former: [FORMER] },
    );

    expect(paths(received).filter((path) => path.startsWith("DELETE"))).toEqual([
      `DELETE ${ROOT}/8/companies/SE-0-${HOLDING}`,
      // Gone already: 404 is fine.
      `DELETE ${ROOT}/8/companies/SE-0-${FORMER}`,
    ]);
    expect(told.warnings).toEqual([expect.stringContaining("1 bolag")]);
  });

  it("takes nobody away in a run about some suppliers only", async () => {
    const { received } = await triage(
      { [`GET ${ROOT}/8/companies`]: listed([member(BJORKEN), member(HOLDING)]) },
      { register: null },
    );

    expect(paths(received).some((path) => path.startsWith("DELETE"))).toBe(false);
  });

  it("reads all pages from 0, each event once, in windows that overlap", async () => {
    const events = (request: Received) => {
      const { searchParams } = new URL(request.path, "http://x");
      return searchParams.get("page") === "0"
        ? listed([event(1, BJORKEN), event(2, STRANGER)], 1, 3)
        : listed([event(3, BJORKEN)], null, 3);
    };
    const first = await triage({ [`GET ${ROOT}/8/notificationEvents`]: events });
    const again = await triage({ [`GET ${ROOT}/8/notificationEvents`]: events }, { bookmark: first.told.bookmark });
    const later = await triage(
      { [`GET ${ROOT}/8/notificationEvents`]: listed([event(3, BJORKEN), event(4, BJORKEN)]) },
      { bookmark: first.told.bookmark },
    );

    const queries = first.received
      .filter(({ path }) => path.includes("notificationEvents"))
      .map(({ path }) => Object.fromEntries(new URL(path, "http://x").searchParams));
    expect(queries.map(({ page }) => page)).toEqual(["0", "1"]);
    expect(queries[0]).toMatchObject({ startDate: "2026-11-17", filterByCreatedDate: "true", sortBy: "eventId" });
    expect(first.told.happened).toEqual([BJORKEN]);
    expect(again.told.happened).toEqual([]);
    expect(later.told.happened).toEqual([BJORKEN]);
  });

  it("takes an empty answer with 204 for no events", async () => {
    const { told } = await triage({ [`GET ${ROOT}/8/notificationEvents`]: { status: 204 } });

    expect(told).toMatchObject({ watched: [BJORKEN], happened: [] });
  });

  it.each<[string, Answers, string]>([
    ["fewer events than were counted", { [`GET ${ROOT}/8/notificationEvents`]: listed([], null, 5) }, "partial"],
    ["pages in a ring", { [`GET ${ROOT}/8/notificationEvents`]: listed([], 0) }, "malformed"],
    [
      "an event without its id",
      { [`GET ${ROOT}/8/notificationEvents`]: listed([{ company: { id: "x" } }]) },
      "malformed",
    ],
    ["events of another shape", { [`GET ${ROOT}/8/notificationEvents`]: json({ data: {} }) }, "malformed"],
    ["a rule of another kind", { [`GET ${ROOT}/8/eventRules/SE`]: json([{ isActive: "kanske" }]) }, "malformed"],
    ["a failing portfolio", { [`GET ${ROOT}/8/companies`]: { status: 503 } }, "unreachable"],
    ["an empty 200", { [`GET ${ROOT}/8/companies`]: { status: 200 } }, "empty"],
  ])("never takes %s for silence", async (_, answers, reason) => {
    await expect(triage(answers)).rejects.toMatchObject({ reason });
  });
});

describe("whom Creditsafe is not asked about", () => {
  it.each([
    ["9699940210", null, "letter"],
    ["9699940210", "HB", "letter"],
    ["9699940210", "kommanditbolag", "letter"],
    ["9699940210", "AB", null],
    ["5599123451", null, null],
    ["5599123451", "handelsbolag", "letter"],
  ])("%s with the form %s: %s", (number, legalForm, reason) => {
    expect(exempt({ orgNumber: orgNumber(number), legalForm }, options.parse({}))).toBe(reason);
    expect(exempt({ orgNumber: orgNumber(number), legalForm }, options.parse({ partnerships: true }))).toBeNull();
  });
});
