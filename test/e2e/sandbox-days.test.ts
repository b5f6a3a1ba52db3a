import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadWorld } from "../../src/sandbox/world.js";
import { openStore, type Store } from "../../src/store/open.js";
import { readExpected } from "../sandbox/expected.js";
import { type Happened, happened } from "./happened.js";
import { type Practice, practice } from "./practice.js";

const days = loadWorld().days;
const expected = readExpected();
const OPERATOR = ["--by", "Prov Handläggare"];

describe("the sandbox's ten days give what the script calls for and nothing else", () => {
  let home: Practice;
  let store: Store;

  beforeAll(async () => {
    home = await practice();
    store = openStore(join(home.home, "basvakt.db"));
  });
  afterAll(async () => {
    store.close();
    await home.close();
  });

  describe.each(days.map((_, index) => index + 1))("day %i", (day) => {
    it("opens, raises and resolves the alerts, stops and incidents that were written down by hand", async () => {
      if (day > 1) home.turnTo(day);
      const before = happened.position(store.db);

      await home.basvakt("run", "basuppfoljning", "--now", home.sandbox.now.toISOString());

      expect(happened.since(store.db, before)).toEqual(written(day, "run"));
    });

    it("gives nothing more when the same day runs again (R8, law 6)", async () => {
      const before = happened.position(store.db);

      const again = (await home.json("run", "basuppfoljning")) as { alertsOpened: number; changed: number };

      expect(happened.since(store.db, before)).toEqual(NOTHING);
      expect(again).toMatchObject({ alertsOpened: 0, stopsStarted: 0, stopsHeld: 0, changed: 0 });
    });

    it("lets the operator decide as the script tells", async () => {
      const before = happened.position(store.db);

      for (const action of days[day - 1]?.operator ?? []) await decide(home, action);

      expect(happened.since(store.db, before)).toEqual(written(day, "operator"));
    });
  });

  it("has logged in about once for each source and run, in a year that is not the clock's", () => {
    const logins = Object.entries(home.sandbox.requests).filter(([address]) => /authenticate|token/.test(address));

    expect(logins.map(([address]) => address.split(" ")[0]).sort()).toEqual(["bolagsverket", "creditsafe"]);
    // Two runs a day; while a source is down its log-in is tried again.
    expect(Math.max(...logins.map(([, times]) => times))).toBeLessThan(4 * days.length);
  });

  it("has a trail that verifies, and a ledger that adds up, at the end", async () => {
    const ledger = (await home.json("coverage", "--since", "2026-09-07", "--until", "2026-09-16")) as Record<
      string,
      number
    >;

    expect(await home.json("audit", "verify")).toMatchObject({ ok: true, firstBroken: null });
    expect(ledger.due).toBe((ledger.done ?? 0) + (ledger.failed ?? 0) + (ledger.skipped ?? 0) + (ledger.missed ?? 0));
  });
});

const NOTHING: Happened = { opened: [], raised: [], resolved: [], stops: [], incidentsOpened: [], incidentsClosed: [] };

function written(day: number, part: "run" | "operator"): Happened {
  const all = expected.get(day);
  if (all === undefined) throw new Error(`expected.yaml has no day ${day}`);
  if (part === "operator") {
    const { stops, incidents } = all.afterOperator;
    return happened.sorted({
      ...NOTHING,
      stops: [...stops.started, ...stops.lifted],
      incidentsOpened: incidents.opened,
      incidentsClosed: incidents.closed,
    });
  }
  const { alerts, stops, incidents } = all;
  return happened.sorted({
    ...alerts,
    stops: [...stops.started, ...stops.lifted],
    incidentsOpened: incidents.opened,
    incidentsClosed: incidents.closed,
  });
}

type Action = NonNullable<(typeof days)[number]["operator"]>[number];
interface Listed {
  readonly id: number;
  readonly kind?: string;
  readonly source?: string | null;
  readonly orgNumber?: string;
  readonly rule?: string;
  readonly state?: string;
  readonly scope?: { readonly unit: string | null };
}

async function decide(home: Practice, action: Action): Promise<void> {
  if (action.do === "lift-stop") {
    const stops = (await home.json("stops", "list")) as readonly Listed[];
    const wanted = stops.filter(
      ({ orgNumber, rule, state, scope }) =>
        orgNumber === action.orgNumber &&
        rule === action.rule &&
        scope?.unit === action.unit &&
        state === "provisional",
    );
    for (const { id } of wanted) {
      const said = await home.basvakt("stops", "lift", String(id), "--reason", action.reason, ...OPERATOR);
      expect(said).toMatchObject({ code: 0 });
    }
    return;
  }
  const incidents = (await home.json("incidents", "list")) as readonly Listed[];
  const id = incidents.find(({ kind, source }) => kind === action.kind && source === action.source)?.id;
  const verb = action.do === "release-incident" ? "release" : "reject";
  const said = await home.basvakt("incidents", verb, String(id), "--reason", action.reason, ...OPERATOR);
  expect(said).toMatchObject({ code: 0 });
}
