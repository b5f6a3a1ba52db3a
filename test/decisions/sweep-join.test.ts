import { beforeEach, describe, expect, it } from "vitest";
import { closeSweep } from "../../jobs/sweep-decide.js";
import { joinSweeps } from "../../jobs/sweep-join.js";
import { startSweep } from "../../jobs/sweep-start.js";
import type { FactsOf } from "../../src/domain/kind.js";
import type { SweepScope } from "../../src/domain/sweep.js";
import { listAlerts } from "../../src/store/list-alerts.js";
import { listItems, sweepStatus } from "../../src/store/list-sweeps.js";
import { verifyTrail } from "../../src/store/trail.js";
import { DAY_1, DAY_2, DAY_3, OWN, openTown, run, supplierNumber, type Town } from "./town.js";

const SCOPE: SweepScope = { all: true, services: [], forms: [], agreements: [] };
const ATTESTED = { kind: "registerkontroll", scope: SCOPE, cause: null, due: null, owner: null, by: "Eva" } as const;

/** The board and the owners as a bureau tells them. */
function ownership(board: readonly string[], owners: readonly string[] = []): FactsOf["ownership"] {
  return {
    owners: owners.map((name) => ({ name, share: null })),
    parent: null,
    board: board.map((name) => ({ name, role: "Ledamot", since: "2026-10-01" })),
    auditor: null,
  };
}

describe("somebody new on a board", () => {
  let town: Town;
  const say = (facts: FactsOf["ownership"], now: Date) =>
    run(town, "creditsafe", [{ kind: "ownership", subject: { supplier: supplierNumber(0) }, facts }], now);
  const items = () => listItems(town.store.db, 1);
  const start = (handlers: readonly string[] = []) => startSweep(town.deps, { ...ATTESTED, handlers }, DAY_1);
  const alerts = () =>
    listAlerts(town.store.db, { all: false, supplier: null } as never)
      .map(({ item }) => [item.rule, item.state])
      .filter(([rule]) => rule?.startsWith("conduct"));

  beforeEach(async () => {
    town = openTown(1, [OWN]);
    await say(ownership(["Ada Ask", "Bo Björk"]), DAY_1);
  });

  it("is covered from the start by what a source had said, and the register keeps the name", () => {
    start();

    expect(items().map(({ role, joined }) => [role, joined])).toEqual([
      ["Ledamot", false],
      ["Ledamot", false],
    ]);
  });

  it("joins the open sweep once, with the handler of the supplier, and leaves the frozen population as it was", async () => {
    const { populationSha256 } = start(["Siv"]);
    await say(ownership(["Ada Ask", "BO  BJÖRK", "Cia Ceder"], ["Dan Dill", "Holding i Norden AB"]), DAY_2);

    expect(await joinSweeps(town.deps, DAY_2)).toEqual({ joined: 2, unattested: 0 });
    expect(await joinSweeps(town.deps, DAY_2)).toEqual({ joined: 0, unattested: 0 });

    expect(items().map(({ role, joined, handler, state }) => [role, joined, handler, state])).toEqual([
      ["Ledamot", false, "Siv", "waiting"],
      ["Ledamot", false, "Siv", "waiting"],
      ["Ledamot", true, "Siv", "waiting"],
      ["ägare", true, "Siv", "waiting"],
    ]);
    expect(sweepStatus(town.store.db, 1, "2026-11-24" as never)).toMatchObject({
      items: 4,
      population: 2,
      joined: 2,
      populationSha256,
    });
    expect(JSON.stringify(items())).not.toMatch(/Ceder|Dill/);
    expect(alerts()).toEqual([]);
    expect(verifyTrail(town.store.db).ok).toBe(true);
  });

  it("raises that an attestation is missing when the sweep is closed, until one is asked for in the next", async () => {
    start();
    const left = new Map(items().map(({ id }) => [id, "övergångsvis"]));
    closeSweep(town.deps, { id: 1, version: null, by: "Eva", reason: "klart", left }, DAY_1);
    await say(ownership(["Ada Ask", "Bo Björk", "Cia Ceder"]), DAY_2);

    expect(await joinSweeps(town.deps, DAY_2)).toEqual({ joined: 0, unattested: 1 });
    expect(await joinSweeps(town.deps, DAY_3)).toEqual({ joined: 0, unattested: 0 });

    expect(alerts()).toEqual([["conduct-missing", "open"]]);
  });

  it("concerns no supplier that no sweep has covered", async () => {
    expect(await joinSweeps(town.deps, DAY_2)).toEqual({ joined: 0, unattested: 0 });
    expect(alerts()).toEqual([]);
  });
});
