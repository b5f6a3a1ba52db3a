import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEvidence } from "../../src/evidence/evidence.js";
import type { Fault } from "../../src/sandbox/faults.js";
import { openStore } from "../../src/store/open.js";
import { body } from "../../src/store/schema.js";
import { type Practice, practice } from "../e2e/practice.js";
import { type Loopback, startLoopback } from "../http/loopback.js";

const SOURCES = ["bolagsverket", "creditsafe", "scb"] as const;
const REGISTER = `organisationsnummer;namn;avtalsform;insats
559940-2681;Kolbullen;direktupphandling;familjehem
559940-0818;Tuvvippan;ramavtal;konsulentstod
`;
/** Quick to give up: what is asked again must not be waited for. */
const PACE = SOURCES.map((id) => `${id}: { limits: { perMinute: 60000, retryMs: 0 } }\n`).join("");
/** Planted where the sandbox does not look: each may be sent to its own source, and be seen nowhere else. */
const PLANTED = {
  BOLAGSVERKET_CLIENT_ID: "hemligt-klientnamn",
  BOLAGSVERKET_CLIENT_SECRET: "hemlig-klientnyckel",
  CREDITSAFE_USERNAME: "hemlig-anvandare",
  CREDITSAFE_PASSWORD: "hemligt-losenord",
  SCB_API_KEY: "hemlig-apinyckel",
};

describe("secrets planted in every credential appear in no log, error, evidence or mail", () => {
  let home: Practice;
  let printed = "";
  const loopbacks: Loopback[] = [];

  beforeEach(async () => {
    home = await practice({ imported: false });
    printed = "";
    const register = join(home.home, "register.csv");
    writeFileSync(register, REGISTER);
    await home.basvakt("suppliers", "import", register);
    configure({});
  });
  afterEach(async () => {
    for (const loopback of loopbacks.splice(0)) await loopback.close();
    await home.close();
  });

  function configure(changes: Readonly<Record<string, string>>): void {
    const lines = Object.entries({ ...home.sandbox.settings, ...changes }).map(([name, value]) => `${name}=${value}`);
    writeFileSync(join(home.home, ".env"), lines.join("\n"));
    writeFileSync(join(home.home, "sources.yaml"), PACE);
  }

  /** A whole day, and everything that shows it. */
  async function day(): Promise<void> {
    const sources = SOURCES.flatMap((id) => ["--source", id]);
    for (const argv of [
      ["run", "basuppfoljning", ...sources],
      ["sources", "test"],
      ["sources", "list", "--json"],
      ["coverage", "--json"],
      ["incidents", "list", "--json"],
      ["audit", "list", "--json"],
      ["digest", "send", "--again"],
    ]) {
      const { stdout, stderr } = await home.basvakt(...argv);
      printed += `${stdout}${stderr}\n`;
    }
  }

  /** All that is left behind: what was printed, the database with its compressed answers, the letters. */
  function everything(): string {
    const store = openStore(join(home.home, "basvakt.db"));
    const answers = store.db.select({ bytes: body.bytes }).from(body).all();
    store.db.all("PRAGMA wal_checkpoint(TRUNCATE)");
    store.close();
    const outbox = join(home.home, "outbox");
    const files = [join(home.home, "basvakt.db"), ...readdirSync(outbox).map((name) => join(outbox, name))];
    return [
      printed,
      ...files.map((file) => readFileSync(file, "latin1")),
      ...answers.map(({ bytes }) => Buffer.from(readEvidence(bytes)).toString("latin1")),
    ].join("\n");
  }

  function expectNone(secrets: readonly string[]): void {
    const all = everything();
    const pair = `${PLANTED.BOLAGSVERKET_CLIENT_ID}:${PLANTED.BOLAGSVERKET_CLIENT_SECRET}`;
    const forms = [...secrets.flatMap((secret) => [secret, Buffer.from(secret).toString("base64")]), btoa(pair)];
    expect(all.length).toBeGreaterThan(10_000);
    expect(forms.filter((form) => all.includes(form))).toEqual([]);
    expect(all).not.toMatch(/Bearer |eyJhbGciOi/);
  }

  function accepted(): readonly string[] {
    const { settings } = home.sandbox;
    return Object.keys(PLANTED).map((name) => settings[name] ?? "");
  }

  it("when they are accepted", async () => {
    await day();

    expect(everything()).toContain("Creditsafe");
    expectNone(accepted());
  });

  it("when they are refused", async () => {
    configure(PLANTED);

    await day();

    expect(printed).toContain("nekade");
    expectNone(Object.values(PLANTED));
  });

  const faults: readonly Fault[] = [
    ...([403, 429, 500, 503] as const).map((status) => ({ kind: "status" as const, status })),
    ...(["malformed", "truncated", "html", "empty", "layout"] as const).map((kind) => ({ kind })),
    { kind: "oversized", bytes: 6_000_000 },
  ];

  it.each(faults)("when every source answers with %o", async (fault) => {
    for (const source of SOURCES) home.sandbox.fault(source, fault);

    await day();

    expectNone(accepted());
  });

  it.each([200, 400, 401, 403, 404, 429, 500])(
    "when the source gives back all that it was sent, with %i",
    async (status) => {
      const echo = await startLoopback(({ path, headers, body }) => ({
        status,
        headers: { "x-asked": JSON.stringify(headers).slice(0, 500) },
        body: JSON.stringify({
          message: body,
          error: headers.authorization,
          [`${headers["x-api-key"]}`]: path,
          path,
          body,
        }),
      }));
      loopbacks.push(echo);
      configure({
        ...PLANTED,
        BOLAGSVERKET_BASE_URL: echo.base,
        BOLAGSVERKET_TOKEN_URL: `${echo.base}/token`,
        CREDITSAFE_BASE_URL: echo.base,
        SCB_BASE_URL: echo.base,
      });

      await day();

      expect(echo.received.length).toBeGreaterThan(2);
      expectNone(Object.values(PLANTED));
    },
  );

  it("when nobody is there", async () => {
    const gone = await startLoopback(() => ({ status: 200 }));
    await gone.close();
    const urls = Object.keys(home.sandbox.settings).filter((name) =>
      /^(BOLAGSVERKET|CREDITSAFE|SCB).*_URL$/.test(name),
    );
    configure({ ...PLANTED, ...Object.fromEntries(urls.map((name) => [name, gone.base])) });

    await day();

    expectNone(Object.values(PLANTED));
  });
});
