import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadOrdinaryWeek } from "../../src/sandbox/world.js";
import { openStore, type Store } from "../../src/store/open.js";
import { type Happened, happened } from "./happened.js";
import { type Practice, practice } from "./practice.js";

const SUPPLIERS = 130;
const FIRST_RUN = 1;
const LAST = 8;

describe(`an ordinary week at ${SUPPLIERS} suppliers`, () => {
  let home: Practice;
  let store: Store;
  let week: Happened;
  let inquiries: unknown;

  beforeAll(async () => {
    home = await practice({ imported: true, world: loadOrdinaryWeek(), scale: SUPPLIERS });
    store = openStore(join(home.home, "basvakt.db"));
    await home.basvakt("run", "basuppfoljning", "--now", home.sandbox.now.toISOString());
    const before = happened.position(store.db);
    for (let day = FIRST_RUN + 1; day <= LAST; day += 1) {
      home.turnTo(day);
      await home.basvakt("run", "basuppfoljning", "--now", home.sandbox.now.toISOString());
    }
    week = happened.since(store.db, before);
    inquiries = await home.json("inquiries", "list", "--all");
  }, 120_000);
  afterAll(async () => {
    store.close();
    await home.close();
  });

  it("is watched whole: every supplier is asked about every day, and the bureau's scores do move", async () => {
    const suppliers = (await home.json("suppliers", "list")) as readonly unknown[];
    const coverage = (await home.json("coverage", "--since", "2026-09-08", "--until", "2026-09-14")) as {
      readonly sources: Readonly<Record<string, { readonly done: number; readonly unchanged: number }>>;
    };
    const { done = 0, unchanged = 0 } = coverage.sources.creditsafe ?? {};

    expect(suppliers).toHaveLength(SUPPLIERS);
    expect(done).toBeGreaterThan(7 * 120);
    expect(done - unchanged).toBeGreaterThan(150);
  });

  it("makes at most one new inquiry and fifteen alerts, and tells what did happen", () => {
    expect(week.opened.length).toBeLessThanOrEqual(15);
    expect(inquiries).toEqual([]);
    expect(week.opened.map(([orgNumber, , rule, severity]) => [orgNumber, rule, severity])).toEqual([
      ["5599400818", "credit-remarks", "notice"],
      ["5599401329", "media-item", "serious"],
      ["5599402178", "tax-contributions-missing", "notice"],
      ["5599403366", "supervision-deficiency", "serious"],
      ["5599407102", "debt-private", "notice"],
    ]);
  });

  it("raises, resolves and holds nothing: small movements are no news", () => {
    expect([week.raised, week.resolved, week.incidentsOpened]).toEqual([[], [], []]);
  });
});
