import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { runDigest } from "../../jobs/digest.js";
import { tellOf } from "../../jobs/sitting.js";
import { tell } from "../../jobs/tell.js";
import type { OrgNumber } from "../../src/domain/org-number.js";
import { officeTime } from "../../src/schedule/office.js";
import { alertById } from "../../src/store/decide-alert.js";
import { untakenOf } from "../../src/store/digest-told.js";
import { openIncident } from "../../src/store/incident.js";
import { message } from "../../src/store/schema.js";
import { administrators, operators, told, withHouse } from "../digest/house.js";
import { direct, supplierOf, three } from "../digest/invented.js";

const house = withHouse();
const [ek, fyr, hav] = three();
/** A Monday, before anybody is at work. */
const start = new Date("2026-11-23T04:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const NAMES: Readonly<Record<string, string>> = {
  [ek]: "Ekbackens Omsorg AB",
  [fyr]: "Fyrens Stödboende AB",
  [hav]: "Havrens Familjehem AB",
};

async function deregister(numbers: readonly OrgNumber[]): Promise<void> {
  house().register(
    numbers.map((number) => supplierOf(number, NAMES[number] ?? "", [direct])),
    start,
  );
  await house().morning(start, Object.fromEntries(numbers.map((number) => [number, "deregistered" as const])));
}

function deps(perHour = 6, groups = [operators]) {
  return { ...told, groups, perHour, store: house().store, outbox: house().outbox };
}

async function letters() {
  const files = readdirSync(house().outbox).sort();
  return Promise.all(files.map((file) => PostalMime.parse(readFileSync(join(house().outbox, file)))));
}

/** Something critical that has happened to a supplier's alert. */
function worse(alertId: number, now: Date, urgent: boolean | "office" = true): void {
  const { store, deps: judging } = house();
  store.write((db) => {
    const subjectId = alertById(db, alertId)?.subjectId ?? 0;
    const detail = { severity: "critical", observed: "mer" };
    const about = { about: "alert" as const, agreements: [], urgent, tell: true };
    const teller = { db, moment: { now, clock: now }, deps: { ...judging, groups: [operators] } };
    tellOf(teller, { verb: "alert.raised", alertId, subjectId, detail, ...about });
  });
}

describe("what is critical", () => {
  it("is written in a letter of its own at once, on the supplier's thread, and stands in the digest too", async () => {
    await deregister([ek]);

    await tell(deps(), later(1));
    await tell(deps(), later(2));
    const { messages } = await runDigest(deps(), { groups: [operators] }, later(120));

    const [letter, digest] = await letters();
    expect(letter?.subject).toBe("Preliminärt rekommendationsstopp: Ekbackens Omsorg AB");
    expect(letter?.text).toContain("Ekbackens Omsorg AB");
    expect(letter?.references).toBe(`<supplier.${ek}.kvalitet@kommun.example>`);
    expect(letter?.inReplyTo).toBe(letter?.references);
    expect(digest?.subject).toContain("1 nytt larm");
    expect(messages).toHaveLength(1);
    expect(await letters()).toHaveLength(2);
  });

  it("comes in one letter when one rule met several suppliers (R36)", async () => {
    await deregister([ek, fyr, hav]);

    await tell(deps(), later(1));

    const all = await letters();
    expect(all.map(({ subject }) => subject)).toEqual(["3 rekommendationsstopp hos 3 leverantörer"]);
    expect(all[0]?.references?.split(" ")).toHaveLength(3);
  });

  it("is never more than the set number of letters an hour: the last gathers the rest, and later ones wait", async () => {
    await deregister([ek, fyr, hav]);
    await tell(deps(2), later(1));
    worse(1, later(2));
    worse(2, later(2));
    await tell(deps(2), later(3));
    worse(3, later(4));

    await tell(deps(2), later(5));
    const inTheHour = (await letters()).length;
    await tell(deps(2), later(62));

    expect(inTheHour).toBe(2);
    expect((await letters()).map(({ subject }) => subject)).toHaveLength(3);
    const subjects = house()
      .store.db.select()
      .from(message)
      .all()
      .map(({ subject }) => subject);
    expect(subjects[1]).toBe("2 larm värre hos 2 leverantörer");
  });

  it("that may wait for office hours does, unless the digest has told it by then", async () => {
    await deregister([ek, fyr]);
    await tell(deps(), later(1));
    worse(1, later(2), "office");

    await tell(deps(), later(3));
    const before = (await letters()).length;
    await tell(deps(), new Date("2026-11-23T07:00:00Z"));
    const opened = (await letters()).length;
    worse(2, new Date("2026-11-23T18:00:00Z"), "office");
    await runDigest(deps(), { groups: [operators] }, new Date("2026-11-24T06:00:00Z"));
    const morning = (await letters()).length;
    await tell(deps(), new Date("2026-11-24T08:00:00Z"));

    expect([before, opened, morning, (await letters()).length]).toEqual([1, 2, 3, 3]);
  });

  it("waits for the digest in a group that wants nothing at once", async () => {
    const calm = { ...operators, immediate: false };
    await deregister([ek]);

    await tell(deps(6, [calm]), later(1));

    expect(house().store.db.select().from(message).all()).toEqual([]);
    expect(untakenOf(house().store.db, calm.id)).toHaveLength(2);
  });

  it("is not written twice after a restart (R7)", async () => {
    await deregister([ek]);
    await tell(deps(), later(1));
    const again = await tell({ ...deps() }, later(10));

    expect(again.delivered).toBe(0);
    expect(await letters()).toHaveLength(1);
  });

  it("of the house itself goes to the administrators", async () => {
    await deregister([ek]);
    const { store, deps: judging } = house();
    store.write((db) => {
      const moment = { now: later(1), clock: start };
      const about = { about: "incident" as const, agreements: [], urgent: true, tell: true };
      const opening = {
        kind: "stop_cap" as const,
        sourceId: 1,
        cause: "stops-per-day",
        counted: { suppliers: 4, limit: 5 },
      };
      openIncident(db, opening, start);
      tellOf({ db, moment, deps: judging }, { verb: "incident.opened", incidentId: 1, detail: {}, ...about });
    });

    await tell(deps(6, [administrators]), later(2));

    expect((await letters()).map(({ subject }) => subject)).toEqual([
      "Drift: 2026-11-23 kl. 05:01: händelse nr 1 började. Fler stopp än taket på ett dygn: 5 leverantörer får stoppas, 4 till väntar",
    ]);
  });
});

describe("office hours", () => {
  it.each([
    ["2026-11-23T06:59:00Z", "2026-11-23T07:00:00.000Z"],
    ["2026-11-23T07:00:00Z", "2026-11-23T07:00:00.000Z"],
    ["2026-11-23T15:59:00Z", "2026-11-23T15:59:00.000Z"],
    ["2026-11-23T16:00:00Z", "2026-11-24T07:00:00.000Z"],
    ["2026-11-27T20:00:00Z", "2026-11-30T07:00:00.000Z"],
    ["2026-12-23T20:00:00Z", "2026-12-28T07:00:00.000Z"],
    ["2026-07-01T05:00:00Z", "2026-07-01T06:00:00.000Z"],
  ])("after %s is %s", (now, office) => {
    expect(officeTime(new Date(now)).toISOString()).toBe(office);
  });
});
