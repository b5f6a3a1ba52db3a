import { readFileSync } from "node:fs";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { decideStop } from "../../jobs/decide-stop.js";
import { runDigest } from "../../jobs/digest.js";
import { DECIDED } from "../../jobs/digest-decided.js";
import { listTrail } from "../../src/store/trail.js";
import { operators, told, withHouse } from "./house.js";
import { direct, supplierOf, three } from "./invented.js";

const house = withHouse();
const [ek, fyr] = three();
const friday = new Date("2026-11-20T04:00:00Z");
const monday = new Date("2026-11-23T04:00:00Z");

async function letter(now: Date): Promise<string> {
  const { store, outbox } = house();
  const { messages } = await runDigest({ ...told, store, outbox }, { groups: [operators] }, now);
  const { text } = await PostalMime.parse(readFileSync(messages[0]?.file ?? ""));
  return text ?? "";
}

function cardOf(text: string, tag: string): string {
  const from = text.indexOf(`[${tag}`);
  return from < 0 ? "" : text.slice(from, text.indexOf("\n\n", from));
}

async function twoMornings() {
  house().register(
    [ek, fyr].map((number) => supplierOf(number, `Provbolag ${number} AB`, [direct])),
    friday,
  );
  await house().morning(friday, { [ek]: "deregistered", [fyr]: "registered" });
  const first = await letter(new Date("2026-11-20T06:00:00Z"));
  await house().morning(monday, { [ek]: "deregistered", [fyr]: "deregistered" });
  return { first, second: await letter(new Date("2026-11-23T06:00:00Z")) };
}

describe("stops that a group has read of before", () => {
  it("come after those that are new, which are marked", async () => {
    const { second } = await twoMornings();

    const read = second.replace(/\s+/g, " ");
    const fresh = read.indexOf(`[Nytt sedan förra · preliminärt rekommendationsstopp] Provbolag ${fyr} AB`);
    const known = read.indexOf(`[Preliminärt rekommendationsstopp sedan 2026-11-20] Provbolag ${ek} AB`);
    expect(fresh).toBeGreaterThan(0);
    expect(known).toBeGreaterThan(fresh);
    expect(second.match(/Nytt sedan förra/g)).toHaveLength(1);
  });

  it("are told in short: what was found, by when, which agreement, on what evidence", async () => {
    const { second } = await twoMornings();

    const known = cardOf(second, "Preliminärt rekommendationsstopp sedan");
    expect(known).toContain("avregistrerad för F-skatt");
    expect(known).toMatch(/Beslut senast {3}/);
    expect(known).toMatch(/Avtal {11}Direktupphandling/);
    expect(known).toMatch(/underlag nr \d+/);
    expect(known).toContain("basvakt stops show 1");
    expect(known).not.toMatch(/Iakttaget|Upphävs om/);
    const fresh = cardOf(second, "Nytt sedan förra");
    for (const label of ["Iakttaget", "Upphävs om"]) expect(fresh).toContain(label);
  });

  it("are neither new nor old in a group's first digest", async () => {
    const { first } = await twoMornings();

    expect(first).toContain("[Preliminärt rekommendationsstopp] Provbolag");
    expect(first).not.toContain("Nytt sedan förra");
  });
});

describe("an alert whose stop stands above it in the same letter", () => {
  it("is not told twice: the alert's row names it and points up", async () => {
    const { second } = await twoMornings();

    const alert = cardOf(second, "Kritisk");
    expect(alert).toContain("F-skatt saknas.");
    expect(alert).toContain("preliminärt rekommendationsstopp, se ovan");
    expect(alert).not.toContain("Iakttaget");
    expect(alert).toContain("basvakt alerts show 2");
  });
});

describe("decisions told of in a digest (law 15)", () => {
  it("are the rows that the command beside them prints, and those alone", async () => {
    await twoMornings();
    const order = { id: 1, version: null, by: "Alva Exempelsson", reason: "Samtal med bolaget" };
    decideStop(house().deps, "confirm", order, new Date("2026-11-23T09:00:00Z"));

    const third = await letter(new Date("2026-11-24T06:00:00Z"));

    const [, since = ""] = /basvakt audit list --decided --since (\S+)/.exec(third) ?? [];
    expect(third).toContain("BESLUT OM STOPP (1)");
    expect(since).toBe("2026-11-23T10:00");
    const at = new Date("2026-11-23T09:00:00Z");
    const rows = listTrail(house().store.db, null, { since: at, byPeople: DECIDED });
    expect(rows).toMatchObject([{ verb: "stop.confirmed", actor: "Alva Exempelsson" }]);
  });
});
