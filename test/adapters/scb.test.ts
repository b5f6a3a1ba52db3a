import { afterEach, describe, expect, it } from "vitest";
import { scb } from "../../adapters/scb/adapter.js";
import { read } from "../../adapters/scb/read.js";
import { type OrgNumber, orgNumber } from "../../src/domain/org-number.js";
import { readEvidence } from "../../src/evidence/evidence.js";
import { createHttp } from "../../src/http/client.js";
import { createSession } from "../../src/http/session.js";
import { type Loopback, type Reply, startLoopback } from "../http/loopback.js";
import { type Bendable, BJORKEN, changed, contextOf, fixture, NOW, question, resultsOf } from "./lookup-case.js";
import { lookupContract } from "./lookup-contract.js";

const one = fixture("scb/one.json");
const HOLDING = orgNumber("5599876546");
const INVENTED = orgNumber("5599000014");
const MISSING = orgNumber("5599000022");

const settings = { apiKey: "HEMLIG-NYCKEL", apiKeyHeader: "x-api-key" };

lookupContract({
  adapter: scb,
  orgNumber: BJORKEN,
  settings: (base) => ({ ...settings, baseUrl: base }),
  secrets: [settings.apiKey],
  prelude: () => null,
  login: null,
  good: one,
  notFound: "[]",
  unknownWord: { body: changedRow((row) => (row["Fskattstatus, kod"] = "5 ")), word: '"5"', kind: "tax" },
  half: {
    body: changedRow((row) => {
      delete row["Momsstatus, kod"];
      delete row["Fskattstatus, kod"];
    }),
    kinds: { tax: "malformed" },
  },
  withPerson: changedRow((row) => {
    row.Storleksklass = "1-4 anställda, 850709-9805";
  }),
});

function changedRow(change: (row: Bendable) => void): string {
  return changed(one, ([row]) => change(row));
}

function factsOf(change: (row: Bendable) => void): unknown {
  const [row]: unknown[] = JSON.parse(changedRow(change));
  return read(Buffer.from(JSON.stringify(row)), { supplier: BJORKEN }, NOW).observations[0]?.facts;
}

describe("SCB's row", () => {
  it("tells the registrations, blanks trimmed", () => {
    expect(factsOf(() => undefined)).toEqual({
      fskatt: "registered",
      employer: "registered",
      vat: "never",
      sizeClass: "1-4 anställda",
    });
  });

  it.each([
    ["Fskattstatus, kod", "fskatt", { 0: "never", 1: "registered", 9: "deregistered" }],
    [
      "Arbetsgivarstatus, kod",
      "employer",
      { 0: "never", 1: "registered", 2: "registered", 3: "registered", 4: "registered", 9: "deregistered" },
    ],
    ["Momsstatus, kod", "vat", { 0: "never", 1: "registered", 3: "registered", 9: "deregistered" }],
  ])("translates every code of %s", (column, fact, words) => {
    for (const [code, word] of Object.entries(words)) {
      expect(factsOf((row) => (row[column] = `${code}  `))).toMatchObject({ [fact]: word });
    }
  });

  it("is known by the number with a century before it too, and may be without a size", () => {
    const facts = factsOf((row) => {
      delete row.OrgNr;
      row.Storleksklass = "    ";
    });

    expect(facts).toMatchObject({ fskatt: "registered", sizeClass: null });
  });

  it("of another company is refused", () => {
    expect(() => factsOf((row) => (row.OrgNr = HOLDING))).toThrow("annat företag");
  });
});

describe("asking SCB for many at a time", () => {
  const closing: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const closable of closing.splice(0)) await closable.close();
  });

  async function askAll(numbers: readonly OrgNumber[], reply: Reply, options: object = {}) {
    const server: Loopback = await startLoopback(() => reply);
    const http = createHttp({ userAgent: "Basvakt-test/1" });
    closing.push(http, server);
    const session = createSession(() => NOW);
    const context = contextOf(scb, { ...settings, baseUrl: server.base }, { http, session, options });
    const questions = numbers.map((number) => question(number));
    return { results: await resultsOf(scb, questions, context), received: server.received };
  }

  const batch = { status: 200, body: fixture("scb/batch.json") };

  it("sends one question with one variable per number, by the configured form, with the key in its header", async () => {
    const { received } = await askAll([BJORKEN, HOLDING], batch, { variable: "PeOrgNr", operator: "Lika" });

    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      method: "POST",
      path: "/api/Je/HamtaForetag",
      headers: expect.objectContaining({ "x-api-key": "HEMLIG-NYCKEL" }),
    });
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      Företagsstatus: "",
      Registreringsstatus: "",
      variabler: [
        { Variabel: "PeOrgNr", Operator: "Lika", Varde1: BJORKEN, Varde2: "" },
        { Variabel: "PeOrgNr", Operator: "Lika", Varde1: HOLDING, Varde2: "" },
      ],
      Kategorier: [],
    });
  });

  it("tells a company missing from the answer, and one with an unknown code, apart from the others", async () => {
    const { results } = await askAll([BJORKEN, HOLDING, INVENTED, MISSING], batch);

    expect(results).toMatchObject([
      { outcome: "answered", check: `check-${BJORKEN}`, kinds: { tax: "said" } },
      { outcome: "answered", check: `check-${HOLDING}`, observations: [{ facts: { employer: "deregistered" } }] },
      { outcome: "failed", check: `check-${INVENTED}`, reason: "malformed", detail: 'Fskattstatus: okänt ord "7"' },
      { outcome: "failed", check: `check-${MISSING}`, reason: "empty" },
    ]);
  });

  it("keeps for each supplier its own row as evidence, without the c/o line", async () => {
    const { results } = await askAll([BJORKEN, HOLDING], batch);

    const kept = results.map((result) =>
      result.outcome === "answered"
        ? new TextDecoder().decode(readEvidence(result.evidence[0]?.bytes ?? Buffer.of()))
        : "",
    );
    expect(kept[0]).toContain(BJORKEN);
    expect(kept[0]).not.toContain(HOLDING);
    expect(kept[1]).toContain(HOLDING);
    expect(kept.join()).not.toContain("Test Testsson");
  });

  it("takes an answer that knows none of many for a question that was not understood, not for many unknown companies", async () => {
    const { results } = await askAll([BJORKEN, MISSING], { status: 200, body: "[]" });

    expect(results).toMatchObject([
      { outcome: "failed", reason: "partial" },
      { outcome: "failed", reason: "partial" },
    ]);
  });

  it("fails for the whole batch when the batch fails", async () => {
    const { results } = await askAll([BJORKEN, MISSING], { status: 400, body: "Felaktig fråga" });

    expect(results.map((result) => result.outcome === "failed" && result.reason)).toEqual(["malformed", "malformed"]);
  });

  it("trusts no row of a batch in which a row has no number", async () => {
    const body = changed(batch.body, (rows) => {
      delete rows[0].OrgNr;
      delete rows[0].PeOrgNr;
    });

    const { results } = await askAll([BJORKEN, HOLDING], { status: 200, body });

    expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "failed"]);
  });

  it("believes neither of two rows for one number", async () => {
    const body = changed(batch.body, (rows) => rows.push({ ...rows[1], "Fskattstatus, kod": "9" }));

    const { results } = await askAll([BJORKEN, HOLDING], { status: 200, body });

    expect(results).toMatchObject([{ outcome: "failed", reason: "malformed" }, { outcome: "answered" }]);
  });
});
