import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runDigest } from "../../jobs/digest.js";
import { compose, composeDigest } from "../../jobs/digest-compose.js";
import { tell } from "../../jobs/tell.js";
import type { Day } from "../../src/domain/day.js";
import { untakenOf } from "../../src/store/digest-told.js";
import { notify } from "../../src/store/notify.js";
import { delivery } from "../../src/store/schema.js";
import { appendTrail } from "../../src/store/trail.js";
import { operators, told, withHouse } from "./house.js";
import { direct, supplierOf, three } from "./invented.js";

const house = withHouse();
const [ek] = three();
const start = new Date("2026-11-23T04:00:00Z");
const now = new Date("2026-11-23T06:00:00Z");
const order = { slot: "2026-11-23" as Day, from: told.from, channel: "file" as const };

async function fill(): Promise<void> {
  house().register([supplierOf(ek, "Ekbackens Omsorg AB", [direct])], start);
  await house().morning(start, { [ek]: "deregistered" });
}

function deps() {
  return { ...told, store: house().store, outbox: house().outbox };
}

describe("a message and what it tells", () => {
  it("are written together: the message, its deliveries, and that the news are taken (law 3)", async () => {
    await fill();
    const { db } = house().store;

    const message = composeDigest(house().store, { group: operators, ...told }, order, now);

    expect(message.messageId).toBe("digest.kvalitet.2026-11-23@kommun.example");
    expect(untakenOf(db, operators.id)).toEqual([]);
    expect(db.select().from(delivery).all()).toMatchObject([
      { recipient: "inkop@kommun.example", channel: "file", state: "due" },
      { recipient: "kvalitet@kommun.example", channel: "file", state: "due" },
    ]);
  });

  it("are read again when something is told while they are rendered, so that nothing is taken unread", async () => {
    await fill();
    const { store } = house();
    const seen: number[] = [];
    const draft = {
      kind: "digest" as const,
      group: operators,
      read: () => untakenOf(store.db, operators.id).length,
      render: (count: number) => {
        if (seen.length === 0) tellMeanwhile();
        seen.push(count);
        return { subject: `${count}`, html: "", text: "" };
      },
    };

    const message = compose(store, draft, order, now);

    expect(seen).toEqual([2, 3]);
    expect(message?.subject).toBe("3");
  });

  it("are not written to a group without recipients", async () => {
    await fill();
    const group = { ...operators, to: [] };

    const act = () => composeDigest(house().store, { ...told, group }, order, now);

    expect(act).toThrow("gruppen kvalitet har ingen mottagare");
    expect(untakenOf(house().store.db, operators.id)).toHaveLength(2);
  });

  function tellMeanwhile(): void {
    house().store.write((db) => {
      const entry = { actor: "basvakt", verb: "alert.raised", alertId: 1, detail: {} };
      notify(db, appendTrail(db, entry, now, now), operators, "digest");
    });
  }
});

describe("delivery to the outbox", () => {
  it("comes after a process was killed between writing the message and delivering it", async () => {
    await fill();
    const message = composeDigest(house().store, { group: operators, ...told }, order, now);

    const later = new Date("2026-11-23T09:00:00Z");
    const { messages } = await runDigest(deps(), { groups: [operators] }, later);

    expect(messages).toHaveLength(1);
    const letter = readFileSync(messages[0]?.file ?? "", "latin1");
    expect(letter).toContain(`Message-ID: <${message.messageId}>`);
    expect(letter).toContain("Date: Mon, 23 Nov 2026 06:00:00 +0000");
  });

  it("writes the same bytes again when it was killed before the file was marked as delivered", async () => {
    await fill();
    composeDigest(house().store, { group: operators, ...told }, order, now);
    await tell(deps(), now);
    const file = join(house().outbox, "2026-11-23-kvalitet.eml");
    const first = readFileSync(file);
    rmSync(file);
    house().store.db.update(delivery).set({ state: "due" }).run();

    await tell(deps(), now);

    expect(readFileSync(file).equals(first)).toBe(true);
    expect(readdirSync(house().outbox)).toEqual(["2026-11-23-kvalitet.eml"]);
  });

  it("stays due when the outbox cannot be written, and is made when it can", async () => {
    await fill();
    composeDigest(house().store, { group: operators, ...told }, order, now);
    writeFileSync(house().outbox, "not a folder");

    await expect(tell(deps(), now)).rejects.toThrow();
    rmSync(house().outbox);
    const { delivered } = await tell(deps(), now);

    expect(delivered).toBe(2);
    expect(readdirSync(house().outbox)).toEqual(["2026-11-23-kvalitet.eml"]);
  });

  it("is made once", async () => {
    await fill();
    composeDigest(house().store, { group: operators, ...told }, order, now);
    await tell(deps(), now);

    expect(await tell(deps(), now)).toMatchObject({ delivered: 0 });
  });
});
