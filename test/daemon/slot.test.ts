import { afterEach, describe, expect, it, vi } from "vitest";
import { plan } from "../../jobs/plan.js";
import { everyMinute } from "../../src/daemon/ticking.js";
import { openStore } from "../../src/store/open.js";
import { endRun } from "../../src/store/run.js";
import { beginSlot, endMissed, newestSlots, openRuns, recordMissed, registerSince } from "../../src/store/slot.js";
import { appendTrail } from "../../src/store/trail.js";
import { newStore } from "../store/new-store.js";

const NOW = new Date("2026-11-23T04:00:00Z");
const MOMENT = { now: NOW, clock: NOW };
const SLOT = "2026-11-23T05:00";
const missed = { job: "basuppfoljning", slot: SLOT, at: NOW.getTime(), reason: "down", checks: 12, by: "basvakt" };

describe("a slot in the store", () => {
  it("is run by one of two daemons that race for it (R9, R16)", () => {
    const { store, file, raw } = newStore();
    const other = openStore(file);
    const order = { job: "feeds", slot: SLOT, scope: {}, by: "basvakt", shapes: [] };
    const nothing = { sources: new Map(), feeds: [] };

    const first = store.write((db) => plan(nothing, db, order, MOMENT));
    store.write((db) => endRun(db, first.run.id, MOMENT));
    const second = other.write((db) => plan(nothing, db, order, MOMENT));
    const begun = [store, other].map((each) =>
      each.write((db) => beginSlot(db, { job: "digest", slot: SLOT, by: "basvakt" }, MOMENT)),
    );
    store.write((db) => endRun(db, begun[0]?.id ?? 0, MOMENT));
    other.close();

    expect(second.run).toMatchObject({ id: first.run.id, outcome: "done" });
    expect(begun[1]?.id).toBe(begun[0]?.id);
    expect(store.write((db) => beginSlot(db, { job: "digest", slot: SLOT, by: "basvakt" }, MOMENT))).toBeNull();
    expect(raw.prepare("SELECT job, count(*) AS n FROM run GROUP BY job ORDER BY job").all()).toEqual([
      { job: "digest", n: 1 },
      { job: "feeds", n: 1 },
    ]);
  });

  it("that has its run is not missed as well, nor missed twice", () => {
    const { store, raw } = newStore();
    const nothing = { sources: new Map(), feeds: [] };
    store.write((db) =>
      plan(nothing, db, { job: "basuppfoljning", slot: SLOT, scope: {}, by: "b", shapes: [] }, MOMENT),
    );
    const before = { ...missed, slot: "2026-11-22T05:00" };

    for (const each of [missed, before, before]) store.write((db) => recordMissed(db, each, NOW));

    expect(raw.prepare("SELECT slot, outcome, due_checks FROM run ORDER BY slot").all()).toEqual([
      { slot: before.slot, outcome: "missed", due_checks: 12 },
      { slot: SLOT, outcome: null, due_checks: 0 },
    ]);
  });

  it("is found again as the newest of its job, whichever way it is named; runs by hand are none", () => {
    const { store } = newStore();
    const nothing = { sources: new Map(), feeds: [] };
    for (const slot of ["2026-11-22T05:00", SLOT, "2026-11-20T05:00Z", "2026-11-23T03:50Z"]) {
      store.write((db) => recordMissed(db, { ...missed, slot }, NOW));
    }
    store.write((db) =>
      plan(nothing, db, { job: "basuppfoljning", slot: null, scope: {}, by: "b", shapes: [] }, MOMENT),
    );

    expect([...newestSlots(store.db, "basuppfoljning")].sort()).toEqual(["2026-11-23T03:50Z", SLOT]);
    expect(newestSlots(store.db, "feeds")).toEqual([]);
    expect(openRuns(store.db).map(({ slot }) => slot)).toEqual(["hand:5"]);
  });

  it("that was begun and came to nothing is ended as missed", () => {
    const { store } = newStore();
    const begun = store.write((db) => beginSlot(db, { job: "digest", slot: SLOT, by: "basvakt" }, MOMENT));

    store.write((db) => endMissed(db, begun?.id ?? 0, "late", NOW));

    expect(openRuns(store.db)).toEqual([]);
  });

  it("is owed from the register's first import on, and never before", () => {
    const { store } = newStore();

    expect(registerSince(store.db)).toBeNull();
    for (const day of [2, 9]) {
      const at = new Date(Date.UTC(2026, 10, day));
      store.write((db) => appendTrail(db, { actor: "Anna", verb: "register.imported", detail: {} }, at, at));
    }

    expect(registerSince(store.db)).toEqual(new Date("2026-11-02T00:00:00Z"));
  });
});

describe("the tick of every minute", () => {
  afterEach(() => void vi.useRealTimers());

  it("comes at each full minute until it is stopped, and is silent about itself", async () => {
    vi.useFakeTimers({ now: new Date("2026-11-23T06:00:30Z") });
    const said: string[] = [];
    const say = (_: object, message: string) => void said.push(message);
    let beats = 0;

    const stop = everyMinute({ debug: say, info: say, warn: say, error: say })(() => {
      beats += 1;
    });
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    stop();
    await vi.advanceTimersByTimeAsync(3 * 60_000);

    expect(beats).toBe(3);
    expect(said).toEqual([]);
  });
});
