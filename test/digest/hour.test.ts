import { describe, expect, it } from "vitest";
import { runDigest } from "../../jobs/digest.js";
import { tell } from "../../jobs/tell.js";
import { message } from "../../src/store/schema.js";
import { operators, told, withHouse } from "./house.js";
import { direct, supplierOf, three } from "./invented.js";

const house = withHouse();
const [ek] = three();
const late = { ...operators, id: "sent", digest: "08:30" };
const early = { ...operators, id: "tidigt", digest: "06:30" };
const groups = [operators, late, early];
/** A Monday in November, on Swedish clocks. */
const at = (clock: string, day = "2026-11-23") => new Date(`${day}T${clock}:00+01:00`);

function deps() {
  return {
    ...told,
    groups: groups.map((group) => ({ ...group, immediate: false })),
    store: house().store,
    outbox: house().outbox,
  };
}

function written(): readonly string[] {
  return house()
    .store.db.select()
    .from(message)
    .all()
    .map(({ groupKey }) => groupKey);
}

describe("the hour of a digest", () => {
  it("is the group's own, before or after the timetable's, and once a day", async () => {
    house().register([supplierOf(ek, "Ekbackens Omsorg AB", [direct])], at("05:00"));

    await tell(deps(), at("06:29"));
    await tell(deps(), at("06:30"));
    await runDigest(deps(), { groups }, at("07:00"));
    const atSeven = written();
    await tell(deps(), at("08:29"));
    await tell(deps(), at("08:30"));
    await tell(deps(), at("08:31"));

    expect(atSeven).toEqual(["tidigt", "kvalitet"]);
    expect(written()).toEqual(["tidigt", "kvalitet", "sent"]);
  });

  it("is nobody's on a Saturday, nor before there is a register, nor half a day late", async () => {
    await tell(deps(), at("09:00"));
    house().register([supplierOf(ek, "Ekbackens Omsorg AB", [direct])], at("09:10"));

    await tell(deps(), at("18:00"));
    await tell(deps(), at("09:00", "2026-11-28"));

    expect(written()).toEqual([]);
  });

  it("is not waited for when a person sends it", async () => {
    house().register([supplierOf(ek, "Ekbackens Omsorg AB", [direct])], at("05:00"));

    const { messages } = await runDigest(deps(), { groups, early: true }, at("06:00"));

    expect(messages.map(({ group }) => group)).toEqual(["kvalitet", "sent", "tidigt"]);
  });
});
