import { describe, expect, it } from "vitest";
import { placeringsstod } from "../../adapters/placeringsstod/adapter.js";
import { finishReleases } from "../../jobs/release.js";
import { type ImportOrder, importWorklist } from "../../jobs/sweep-import.js";
import { startSweep } from "../../jobs/sweep-start.js";
import { listAlerts } from "../../src/store/list-alerts.js";
import { listStops } from "../../src/store/list-stops.js";
import { listItems, sweepStatus } from "../../src/store/list-sweeps.js";
import { sweepById } from "../../src/store/sweep.js";
import { verifyTrail } from "../../src/store/trail.js";
import { DAY_1, openTown, supplierNumber, type Town } from "./town.js";

const SUPPLIERS = 620;
const SCOPE = { all: true, services: [], forms: [], agreements: [] };
const READER = { ...placeringsstod, options: {} };

function begin(): Town {
  const town = openTown(SUPPLIERS);
  const order = { kind: "ivo", scope: SCOPE, cause: null, due: null, owner: null, handlers: [], by: "Eva" } as const;
  startSweep(town.deps, order, DAY_1);
  return town;
}

/** A list in which the last unit has no permit: it is written, and judged, last. */
function filled(town: Town): ImportOrder {
  const items = listItems(town.store.db, 1);
  const rows = items.map(({ id, version, orgNumber }, n) => ({
    ...{ line: n + 2, item: id, version, orgNumber },
    content: { handler: null, reason: null, fields: { status: n === items.length - 1 ? "Saknas" : "Aktiv" } },
  }));
  const place = (line: number, column: string | undefined, message: string) => ({ line, column, message });
  return { rows, faults: [], by: "Siv", confirmStops: true, place };
}

/** The same home, whose process ends when it writes for the nth time. */
function endingAt(town: Town, nth: number): Town["deps"] {
  let writes = 0;
  const write: Town["store"]["write"] = (act) => {
    writes += 1;
    if (writes === nth) throw new Error("the process ended");
    return town.store.write(act);
  };
  return { ...town.deps, store: { ...town.store, write } };
}

function take(town: Town, deps: Town["deps"], order: ImportOrder) {
  const sweep = sweepById(town.store.db, 1);
  if (sweep === null) throw new Error("no sweep");
  return importWorklist(deps, READER, sweep, order, DAY_1);
}

/** What people would see, without numbers of rows. */
function seen({ store: { db } }: Town) {
  return {
    status: sweepStatus(db, 1, "2026-11-23" as never),
    stops: listStops(db, { all: true, supplier: null }).map(({ orgNumber, rule, state }) => ({
      orgNumber,
      rule,
      state,
    })),
    alerts: listAlerts(db, { all: true, supplier: null } as never).map(({ item }) => [item.orgNumber, item.rule]),
    trail: verifyTrail(db).ok,
  };
}

describe("a worklist whose reading in is cut short", () => {
  it.each([
    ["before anything was written", 1, 0],
    ["between two parts", 2, 500],
    ["before what was stated was judged", 3, SUPPLIERS],
  ])("%s loses nothing, and comes to the same when it is read in again", async (_, nth, done) => {
    const town = begin();
    const order = filled(town);

    await expect(take(town, endingAt(town, nth), order)).rejects.toThrow("the process ended");

    expect(sweepStatus(town.store.db, 1, "2026-11-23" as never)).toMatchObject({ done });
    const again = await take(town, town.deps, order);
    expect(again).toMatchObject({ changed: SUPPLIERS - done, unchanged: done, old: 0, conflicts: [] });
    // What was stated and not judged is judged by the next run.
    await finishReleases(town.deps, DAY_1);
    const last = supplierNumber(SUPPLIERS - 1);
    expect(seen(town)).toMatchObject({
      status: { items: SUPPLIERS, done: SUPPLIERS, waiting: 0, conflicts: 0 },
      stops: [{ orgNumber: last, rule: "permit-missing", state: "provisional" }],
      alerts: [[last, "permit-missing"]],
      trail: true,
    });
  });
});
