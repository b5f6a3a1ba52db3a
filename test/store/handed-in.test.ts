import { asc } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { confirmedKinds } from "../../src/store/confirmed.js";
import type { Store } from "../../src/store/open.js";
import { fact, observation } from "../../src/store/schema.js";
import { makeCurrent } from "../../src/store/version.js";
import { ALFA, GONE, morning, openRegister, REGISTERED, type Told, told } from "./answers.js";

const MONDAY = morning(23);
const TUESDAY = morning(24);
const WEDNESDAY = morning(25);

/** A store to which things are handed in, of one day and read on another, and at once judged. */
function desk() {
  const register = openRegister();
  const handIn = (facts: typeof GONE, saidAt: Date, readAt: Date, rest: Told = {}) => {
    const asked = register.ask("scb", ALFA, readAt);
    const { changed } = asked.record({ ...told(facts, saidAt, rest), saidAt });
    register.store.write((db) => makeCurrent(db, asked.claim.sourceId));
    return changed;
  };
  return { ...register, handIn };
}

const confirmed = ({ db }: Store) => db.select({ at: fact.confirmedAt }).from(fact).all()[0]?.at;
const states = ({ db }: Store) =>
  db
    .select()
    .from(observation)
    .orderBy(asc(observation.seq))
    .all()
    .map(({ state }) => state);

describe("what is handed in", () => {
  it("R6 holds as of the day that it speaks of, not of the day that it is read", () => {
    const { store, handIn } = desk();

    handIn(REGISTERED, MONDAY, WEDNESDAY);
    const first = confirmed(store);
    handIn(REGISTERED, TUESDAY, WEDNESDAY);

    expect([first, confirmed(store)]).toEqual([MONDAY.getTime(), TUESDAY.getTime()]);
    expect(store.db.select({ at: observation.observedAt }).from(observation).all()).toEqual([
      { at: WEDNESDAY.getTime() },
    ]);
  });

  it("holds now when it speaks of today", () => {
    const { store, handIn } = desk();

    handIn(REGISTERED, new Date("2026-11-25T00:00:00Z"), WEDNESDAY);

    expect(confirmed(store)).toBe(WEDNESDAY.getTime());
  });

  it("makes nothing older when it comes late", () => {
    const { store, handIn } = desk();
    handIn(REGISTERED, TUESDAY, TUESDAY);

    const changed = handIn(REGISTERED, MONDAY, WEDNESDAY);

    expect([changed, confirmed(store)]).toEqual([0, TUESDAY.getTime()]);
  });

  it("is history when what is current has been said again of a later day", () => {
    const { store, handIn } = desk();
    handIn(REGISTERED, MONDAY, MONDAY);
    handIn(REGISTERED, WEDNESDAY, WEDNESDAY);

    const changed = handIn(GONE, TUESDAY, WEDNESDAY);

    expect([changed, states(store), confirmed(store)]).toEqual([1, ["current", "past"], WEDNESDAY.getTime()]);
  });

  it("is news when it corrects what was handed in of the same day", () => {
    const { store, handIn } = desk();
    const tuesday = new Date("2026-11-24T00:00:00Z");
    handIn(REGISTERED, tuesday, TUESDAY);

    const changed = handIn(GONE, tuesday, WEDNESDAY);

    expect([changed, states(store)]).toEqual([1, ["past", "current"]]);
  });

  it("proves that there is nothing, as of its day", () => {
    const { store, handIn } = desk();
    const none = { kinds: { tax: "said", supervision: "none" } } as const;
    const provedAt = () => confirmedKinds(store.db, 1).get("supervision");

    handIn(REGISTERED, MONDAY, WEDNESDAY, none);
    const first = provedAt();
    handIn(REGISTERED, WEDNESDAY, WEDNESDAY, none);
    handIn(REGISTERED, TUESDAY, WEDNESDAY, none);

    expect([first, provedAt()]).toEqual([MONDAY, WEDNESDAY]);
  });
});

describe("what is asked for", () => {
  it("holds now, also when the clock had gone ahead and was set right", () => {
    const { store, ask } = openRegister();
    ask("scb", ALFA, WEDNESDAY).record(told(REGISTERED, WEDNESDAY));

    ask("scb", ALFA, TUESDAY).record(told(REGISTERED, TUESDAY));

    expect(confirmed(store)).toBe(TUESDAY.getTime());
  });
});
