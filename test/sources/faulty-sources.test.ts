import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault, SandboxSource } from "../../src/sandbox/faults.js";
import { sampleRegister } from "../../src/sandbox/scale.js";
import { openStore, type Store } from "../../src/store/open.js";
import { happened } from "../e2e/happened.js";
import { type Practice, practice } from "../e2e/practice.js";

interface Ledger {
  readonly due: number;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
  readonly missed: number;
}

/** Sources are asked again at once, not after seconds: nothing here is about waiting. */
function withoutWaits({ home }: Practice): void {
  const file = join(home, "sources.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll("perMinute: 600000,", "perMinute: 600000, retryMs: 0,"));
}

function hoursAfter(home: Practice, hours: number): string {
  return new Date(home.sandbox.now.getTime() + hours * 3_600_000).toISOString();
}

/** One way down for each source, none like another. */
const DOWN: readonly (readonly [SandboxSource, Fault, string])[] = [
  ["bolagsverket", { kind: "status", status: 503 }, "unreachable"],
  ["scb", { kind: "empty" }, "empty"],
  ["creditsafe", { kind: "layout" }, "malformed"],
  ["media", { kind: "html" }, "malformed"],
  ["ivo-news", { kind: "layout" }, "malformed"],
];

describe("a day on which each source fails in turn", () => {
  let home: Practice;
  let store: Store;

  beforeAll(async () => {
    home = await practice();
    withoutWaits(home);
    store = openStore(join(home.home, "basvakt.db"));
    await home.basvakt("run", "basuppfoljning");
  });
  afterAll(async () => {
    store.close();
    await home.close();
  });

  it.each(DOWN)(
    "%s down: no alert, no stop, one incident, and one recovery when it is back",
    async (source, fault, cause) => {
      const hour = 1 + 2 * DOWN.findIndex(([id]) => id === source);
      const before = happened.position(store.db);

      home.sandbox.fault(source, fault);
      await home.basvakt("run", "basuppfoljning", "--now", hoursAfter(home, hour));
      await home.basvakt("run", "basuppfoljning", "--now", hoursAfter(home, hour + 0.5));
      home.sandbox.fault(source, null);
      await home.basvakt("run", "basuppfoljning", "--now", hoursAfter(home, hour + 1));

      expect(happened.since(store.db, before)).toEqual({
        opened: [],
        raised: [],
        resolved: [],
        stops: [],
        incidentsOpened: [["source", source]],
        incidentsClosed: [["source", source]],
      });
      expect(await home.json("incidents", "list", "--all")).toContainEqual(expect.objectContaining({ source, cause }));
    },
  );

  it("has a ledger that adds up at the end", async () => {
    const { due, done, failed, skipped, missed } = (await home.json("coverage")) as Ledger;

    expect(failed).toBeGreaterThan(0);
    expect(due).toBe(done + failed + skipped + missed);
  });
});

describe("a source that is down for three days and comes back", () => {
  it("catches up with what happened meanwhile, once, in one incident and one digest (R32, R35)", async () => {
    const home = await practice();
    const store = openStore(join(home.home, "basvakt.db"));
    const runOn = async (day: number) => {
      home.turnTo(day);
      withoutWaits(home);
      await home.basvakt("run", "basuppfoljning", "--now", home.sandbox.now.toISOString());
    };
    await runOn(1);
    home.sandbox.fault("scb", { kind: "status", status: 503 });
    for (const day of [2, 3, 4]) await runOn(day);
    const blind = happened.position(store.db);

    home.sandbox.fault("scb", null);
    await runOn(5);
    const back = happened.since(store.db, blind);
    await home.basvakt("run", "basuppfoljning", "--now", hoursAfter(home, 1));
    const again = happened.since(store.db, happened.position(store.db));
    const digests = (await home.json("digest", "send")) as { readonly messages: readonly { readonly group: string }[] };

    const ofTax = back.opened.filter(([, , rule]) => String(rule).startsWith("tax-"));
    expect(ofTax).toEqual([
      ["5599402004", null, "tax-fskatt-gone", "critical"],
      ["9699940210", null, "tax-employer-gone", "serious"],
    ]);
    expect(back.incidentsOpened).toEqual([]);
    expect(back.incidentsClosed).toContainEqual(["source", "scb"]);
    expect(again.opened).toEqual([]);
    const groups = digests.messages.map(({ group }) => group);
    expect(groups).toEqual([...new Set(groups)]);
    store.close();
    await home.close();
  });
});

describe("3,000 suppliers with one source down", () => {
  it("give one incident, and at most one letter for each recipient (R36)", async () => {
    const home = await practice({ imported: false });
    withoutWaits(home);
    const register = join(home.home, "register.csv");
    writeFileSync(register, sampleRegister(3000));
    await home.basvakt("suppliers", "import", register);
    home.sandbox.fault("scb", { kind: "status", status: 503 });

    await home.basvakt("run", "basuppfoljning", "--source", "scb");
    const incidents = await home.json("incidents", "list");
    await home.basvakt("digest", "send");
    const store = openStore(join(home.home, "basvakt.db"));
    const letters = store.db.all<{ recipient: string; n: number }>(
      sql`SELECT recipient, count(*) AS n FROM delivery GROUP BY recipient`,
    );
    const checks = store.db.get<{ n: number }>(sql`SELECT count(*) AS n FROM "check" WHERE outcome = 'failed'`);
    store.close();
    await home.close();

    expect(incidents).toMatchObject([{ kind: "source", source: "scb", cause: "unreachable" }]);
    expect(checks?.n).toBeGreaterThan(2900);
    expect(letters.length).toBeGreaterThan(0);
    for (const { n } of letters) expect(n).toBe(1);
  });
});
