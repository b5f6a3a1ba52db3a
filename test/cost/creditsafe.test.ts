import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open.js";
import { type Practice, practice } from "../e2e/practice.js";

const REPORTS = "creditsafe GET /v1/companies/:id";
const LOGINS = "creditsafe POST /v1/authenticate";
/** Companies in the sandbox's register that the bureau knows and may be asked about without a letter. */
const KNOWN = 43;
/** Associations, of whom it is asked in vain, and who cost nothing. */
const UNKNOWN = 3;
const LIMITED = "creditsafe: { limits: { perMinute: 60000 }, budget: { perDay: 30 } }\n";
const FALLEN = "559940-2681";

describe("what Creditsafe costs", () => {
  let home: Practice;
  beforeEach(async () => {
    home = await practice();
  });
  afterEach(() => home.close());

  const requests = (key: string) => home.sandbox.requests[key] ?? 0;
  const run = (...argv: readonly string[]) =>
    home.json(
      "run",
      "basuppfoljning",
      "--source",
      "creditsafe",
      "--now",
      home.sandbox.now.toISOString(),
      ...argv,
    ) as Promise<{
      sources: Record<string, { done: number; unchanged: number; failed: number; skipped: number; reasons: object }>;
    }>;
  const tally = async (...argv: readonly string[]) => (await run(...argv)).sources.creditsafe;

  function configure(changes: Readonly<Record<string, string>>, sources = ""): void {
    const settings = { ...home.sandbox.settings, ...changes };
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    writeFileSync(join(home.home, ".env"), lines.join("\n"));
    if (sources !== "") writeFileSync(join(home.home, "sources.yaml"), sources);
  }

  function stored<T>(query: string): readonly T[] {
    const store = openStore(join(home.home, "basvakt.db"));
    try {
      return store.db.all<T>(sql.raw(query));
    } finally {
      store.close();
    }
  }

  it("buys a baseline of everybody once, then only of those to whom something has happened", async () => {
    const first = await tally();
    const baseline = requests(REPORTS);
    home.turnTo(2);
    const second = await tally();
    const afterSecond = requests(REPORTS);
    home.turnTo(5);
    const fifth = await tally();

    expect(baseline).toBe(KNOWN);
    expect(first).toMatchObject({ unchanged: 0, skipped: 2, reasons: { letter: 2 } });
    expect(second).toMatchObject({ unchanged: KNOWN });
    expect(afterSecond).toBe(KNOWN);
    // Five to whom something happened on the days 3 to 5.
    expect(requests(REPORTS) - KNOWN).toBe(5);
    expect(fifth).toMatchObject({ unchanged: KNOWN - 5 });
  });

  it("asks for events before a placement too, and buys nothing while there are none", async () => {
    await run();

    await home.basvakt("check", FALLEN);
    expect(requests(REPORTS)).toBe(KNOWN);
    home.turnTo(5);
    await home.basvakt("check", FALLEN, "--now", home.sandbox.now.toISOString());

    expect(requests(REPORTS)).toBe(KNOWN + 1);
  });

  it("keeps the portfolio in step when a supplier leaves the register", async () => {
    await run();
    await home.basvakt("suppliers", "remove", FALLEN, "--reason", "avtalet är slut", "--by", "Prov Handläggare");
    home.turnTo(2);

    await run();

    expect(requests("creditsafe POST /v1/monitoring/portfolios/4711/companies")).toBe(KNOWN);
    expect(requests("creditsafe DELETE /v1/monitoring/portfolios/4711/companies/:id")).toBe(1);
  });

  it("stops at the day's budget, says so in the ledger and to the administrators, and goes on the day after", async () => {
    configure({}, LIMITED);
    const first = await tally();
    const listed = await home.basvakt("sources", "list");
    const coverage = (await home.json("coverage")) as { gaps: readonly { reason: string }[] };
    const open = (await home.json("incidents", "list")) as readonly { kind: string; cause: string; source: string }[];
    home.turnTo(2);
    configure({}, LIMITED);
    await run();
    const closed = (await home.json("incidents", "list")) as readonly unknown[];

    expect(first).toMatchObject({ reasons: { budget: KNOWN + UNKNOWN - 30 } });
    expect(coverage.gaps.filter(({ reason }) => reason === "budget")).toHaveLength(KNOWN + UNKNOWN - 30);
    expect(open).toMatchObject([{ kind: "source", source: "creditsafe", cause: "budget" }]);
    expect(closed).toEqual([]);
    expect(listed.stdout).toContain("rapporter köpta i dag 30 av 30, denna månad 30");
    expect(requests(REPORTS)).toBe(KNOWN);
  });

  it("buys one report per supplier and day while no portfolio is named, however often it runs", async () => {
    configure({ CREDITSAFE_PORTFOLIO: "" });
    await run();
    const again = await tally();
    home.turnTo(2);
    configure({ CREDITSAFE_PORTFOLIO: "" });
    await run();

    expect(again).toMatchObject({ done: UNKNOWN, reasons: { "bought-today": KNOWN } });
    expect(requests(REPORTS)).toBe(2 * KNOWN);
  });

  it("warns and buys one a day when the portfolio has no event rule, until one is switched on", async () => {
    configure({ CREDITSAFE_PORTFOLIO: "Ny portfölj" });
    await run();
    const open = (await home.json("incidents", "list")) as readonly { cause: string }[];
    const letter = await home.basvakt("digest", "preview");
    home.turnTo(2);
    configure({ CREDITSAFE_PORTFOLIO: "Ny portfölj" });
    await run();

    expect(open.map(({ cause }) => cause)).toEqual(["no-event-rule"]);
    expect(letter.code).toBe(0);
    expect(requests(REPORTS)).toBe(2 * KNOWN);
  });

  it("gives back what was set aside when nothing could be asked, and counts what was", async () => {
    home.sandbox.fault("creditsafe", { kind: "status", status: 500, path: "/companies/SE-" });
    await run();
    const states = stored("SELECT state, sum(amount) AS n FROM spend GROUP BY state");

    expect(states).toEqual([{ state: "returned", n: 0 }]);
    home.sandbox.fault("creditsafe", null);
    home.turnTo(2);
    await run();
    expect(stored("SELECT state, sum(amount) AS n FROM spend GROUP BY state ORDER BY state")).toEqual([
      { state: "returned", n: 0 },
      { state: "spent", n: KNOWN },
    ]);
  });

  it("never sends a wrong password more than twice, whatever is run, and says that the source is closed", async () => {
    configure({ CREDITSAFE_PASSWORD: "fel" });

    for (let n = 0; n < 3; n += 1) await home.basvakt("check", FALLEN);
    await run();
    home.turnTo(2);
    configure({ CREDITSAFE_PASSWORD: "fel" });
    const last = await tally();
    const [listed] = ((await home.json("sources", "list")) as readonly { id: string; state: string }[]).filter(
      ({ id }) => id === "creditsafe",
    );

    expect(requests(LOGINS)).toBe(2);
    expect(last).toMatchObject({ done: 0, reasons: { refused: expect.any(Number) } });
    expect(listed?.state).toBe("refused");
    configure({});
    expect((await home.basvakt("sources", "test", "creditsafe")).code).toBe(0);
    expect(requests(REPORTS)).toBe(0);
    expect(await tally()).toMatchObject({ done: expect.any(Number) });
    expect(requests(REPORTS)).toBe(KNOWN);
  });
});
