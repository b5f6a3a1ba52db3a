import { readdirSync, readFileSync } from "node:fs";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { decideStop } from "../../jobs/decide-stop.js";
import { previewDigest, runDigest } from "../../jobs/digest.js";
import type { Day } from "../../src/domain/day.js";
import type { RecipientGroup } from "../../src/domain/recipient.js";
import { untakenOf } from "../../src/store/digest-told.js";
import { headOfTrail } from "../../src/store/trail.js";
import { administrators, operators, placing, storvad, told, withHouse } from "./house.js";
import { direct, invented, supplierOf, three } from "./invented.js";

const house = withHouse();
const [ek, fyr, hav] = three();
const start = new Date("2026-11-20T04:00:00Z");
const friday = new Date("2026-11-20T06:00:00Z");
const mondayRun = new Date("2026-11-23T04:00:00Z");
const monday = new Date("2026-11-23T06:00:00Z");

function fill(): void {
  house().register(
    [
      supplierOf(ek, "Ekbackens Omsorg AB", [direct, { ...direct, form: "iop", number: "E-2", owner: "Adda" }]),
      supplierOf(fyr, "Fyrens Stödboende AB", [
        { ...direct, buyer: "Storvad", owner: "Storvad" },
        { ...direct, form: "iop" },
      ]),
      supplierOf(hav, "Havrens Familjehem AB", [{ ...direct, ends: "2027-01-31" as Day }]),
    ],
    start,
  );
}

async function send(now: Date, groups: readonly RecipientGroup[] = [operators], again = false) {
  const { store, outbox } = house();
  const { messages } = await runDigest({ ...told, store, outbox }, { groups, again }, now);
  return messages;
}

async function letter(now: Date, group: RecipientGroup = operators) {
  const [message] = await send(now, [group]);
  if (message === undefined) throw new Error("no letter");
  return PostalMime.parse(readFileSync(message.file ?? ""));
}

describe("the digest on a day when something happened", () => {
  it("tells of the alert, its stops with reasons, and what waits for whom", async () => {
    fill();
    await house().morning(mondayRun, { [ek]: "deregistered", [fyr]: "registered", [hav]: "registered" });

    const read = await letter(monday);

    expect(read.subject).toBe("1 rekommendationsstopp, 1 nytt larm");
    expect(read.to?.map(({ address }) => address)).toEqual(["inkop@kommun.example", "kvalitet@kommun.example"]);
    for (const body of [read.text ?? "", read.html ?? ""]) {
      expect(body).toContain("Ekbackens Omsorg AB");
      expect(body).toContain("tax-fskatt-gone");
      expect(body).toContain("3 av 3");
      expect(body).toContain("bolaget är godkänt för F-skatt igen");
      expect(body).toContain("basvakt stops list --state provisional");
    }
    expect(read.text).toContain("Preliminärt rekommendationsstopp");
    expect(read.text).toContain("Föreslaget rekommendationsstopp");
    expect(read.text).toContain("1 preliminärt stopp att bekräfta");
    expect(read.text).toContain("1 föreslaget stopp att besluta om");
    expect(read.text).toContain("HVB för barn och unga");
    expect(read.text).toContain("Källa           SCB, Företagsregistret, underlag nr");
    expect(read.text).toContain("Söndag 31 januari 2027");
    expect(read.text?.replace(/\s+/g, " ")).toContain(headOfTrail(house().store.db));
  });

  it("tells what a person decided, with the reason", async () => {
    fill();
    await house().morning(mondayRun, { [ek]: "deregistered" });
    await send(monday);
    const order = { id: 1, version: null, by: "Alva Exempelsson", reason: "Samtal med bolaget" };
    decideStop(house().deps, "lift", order, new Date("2026-11-23T09:00:00Z"));

    const read = await letter(new Date("2026-11-24T06:00:00Z"));

    expect(read.subject).toContain("1 beslut om stopp");
    expect(read.text).toContain("Rekommendationsstopp nr 1 upphävt.");
    expect(read.text).toContain("Samtal med bolaget");
  });

  it("asks whether a stop may be lifted when what was behind it is gone, and lifts nothing (law 2)", async () => {
    fill();
    await house().morning(start, { [ek]: "deregistered" });
    await send(friday);
    await house().morning(mondayRun, { [ek]: "registered" });

    const read = await letter(monday);

    expect(read.subject).toBe("1 larm avslutat");
    expect(read.text).toContain("KAN STOPPET UPPHÄVAS? (1)");
    expect(read.text?.replace(/\s+/g, " ")).toContain("Det som låg bakom är borta sedan 2026-11-23.");
    expect(read.text).toContain("Preliminärt rekommendationsstopp");
  });
});

describe("the digest on a day when nothing happened", () => {
  it("is sent all the same, and says that everything due was looked at", async () => {
    fill();
    await house().morning(start, { [ek]: "registered", [fyr]: "registered", [hav]: "registered" });

    const read = await letter(friday);

    expect(read.subject).toBe("Inget nytt, 3 av 3 kontroller gjorda");
    expect(read.text?.replace(/\s+/g, " ")).toContain("Avstängda (ej inställda): Creditsafe");
    expect(read.text).toContain("3 leverantörer under bevakning");
  });

  it("does not say so when a source gave no answers", async () => {
    fill();
    await house().morning(start, { [ek]: "registered", [fyr]: "registered", [hav]: "registered" });
    await send(friday);
    await house().morning(mondayRun, { [ek]: "silent", [fyr]: "silent", [hav]: "silent" });

    const read = await letter(monday);

    expect(read.subject).toBe("SCB ger inga svar, 3 av 3 kontroller ej gjorda");
    expect(read.text).toContain("Källan svarar inte (3 av 3 frågor i den senaste körningen).");
    expect(read.text).toContain("2026-11-20 kl. 05:00");
  });
});

describe("what a group has been told", () => {
  it("is not told again the next day; what still waits is (R48)", async () => {
    fill();
    await house().morning(start, { [ek]: "deregistered" });
    await send(friday);
    await house().morning(mondayRun, { [ek]: "deregistered" });

    const read = await letter(monday);

    expect(read.subject).toBe("Inget nytt, 2 stopp väntar på beslut, 1 av 1 kontroller gjorda");
    expect(read.text).toContain("Nytt sedan 2026-11-20 kl. 07:00.");
    expect(untakenOf(house().store.db, operators.id)).toEqual([]);
  });

  it("lies in one message for a day however often it is sent, unless it is asked for again", async () => {
    fill();
    await house().morning(mondayRun, { [ek]: "deregistered" });
    const [first] = await send(monday);
    const [second] = await send(new Date("2026-11-23T07:00:00Z"));

    const [forced] = await send(new Date("2026-11-23T08:00:00Z"), [operators], true);

    expect(second).toEqual(first);
    expect(readdirSync(house().outbox)).toEqual(["2026-11-23-2-kvalitet.eml", "2026-11-23-kvalitet.eml"]);
    expect(forced?.subject).toBe("Ingen källa tillfrågad sedan förra sammanställningen 2026-11-23 kl. 07:00");
  });

  it("stays untold by a preview", async () => {
    fill();
    await house().morning(mondayRun, { [ek]: "deregistered" });
    const before = untakenOf(house().store.db, operators.id);

    const preview = previewDigest(house().store, { group: operators, ...told }, monday);

    expect(preview.subject).toBe("1 rekommendationsstopp, 1 nytt larm");
    expect(untakenOf(house().store.db, operators.id)).toEqual(before);
    expect(before).not.toEqual([]);
  });

  it("holds what was written for an earlier definition of the group", async () => {
    fill();
    await house().morning(mondayRun, { [ek]: "deregistered" });

    const read = await letter(monday, { ...operators, to: ["ny@kommun.example"] });

    expect(read.subject).toContain("1 nytt larm");
    expect(read.to?.map(({ address }) => address)).toEqual(["ny@kommun.example"]);
  });
});

describe("a group of some buyers", () => {
  it("reads of its own agreements alone", async () => {
    fill();
    await house().morning(mondayRun, { [ek]: "deregistered", [fyr]: "deregistered", [hav]: "registered" });

    const read = await letter(monday, storvad);

    expect(read.subject).toBe("1 rekommendationsstopp, 1 nytt larm");
    expect(read.text).toContain("Fyrens Stödboende AB");
    expect(read.text).not.toContain("Ekbackens Omsorg AB");
    expect(read.text).toContain("Ledde till      preliminärt rekommendationsstopp, se ovan\n");
    expect(read.text).not.toMatch(/Adda|föreslaget/i);
    expect(read.text).toContain("1 leverantör under bevakning");
  });
});

describe("a day with more than a mail holds", () => {
  it("shows thirty rows a section and counts the rest", async () => {
    const numbers = invented(34);
    house().register(
      numbers.map((number, index) => supplierOf(number, `Provbolag ${index} AB`, [{ ...direct, owner: "Adda" }])),
      start,
    );
    await house().morning(mondayRun, Object.fromEntries(numbers.map((number) => [number, "deregistered"])));

    const read = await letter(monday);

    expect(read.subject).toBe("34 nya larm");
    expect(read.text).toContain("NYA LARM (34)");
    expect(read.text).toContain("alla rader finns i bilagan");
    expect(read.attachments.map(({ filename }) => filename)).toEqual(["foreslagna-stopp.csv", "nya-larm.csv"]);
    const rows = `${new TextDecoder().decode(read.attachments[1]?.content as ArrayBuffer)}`.trim().split("\r\n");
    expect(rows).toHaveLength(35);
    expect(rows[34]).toMatch(/^559987-\d{4};Provbolag 33 AB;/);
    expect(read.text?.indexOf("Provbolag 0 AB")).toBeLessThan(read.text?.indexOf("Provbolag 29 AB") ?? -1);
    expect(read.text).not.toContain("Provbolag 30 AB");
  });

  it("tells of the stops that the day's cap holds, and of the incident to release (law 7)", async () => {
    const numbers = invented(8);
    house().register(
      numbers.map((number, index) => supplierOf(number, `Provbolag ${index} AB`, [direct])),
      start,
    );
    await house().morning(mondayRun, Object.fromEntries(numbers.map((number) => [number, "deregistered"])));

    const read = await letter(monday);

    expect(read.subject).toBe(
      "5 rekommendationsstopp, 8 nya larm, 3 stopp väntar på granskning, 1 händelse att granska",
    );
    expect(read.text?.replace(/\s+/g, " ")).toContain(
      "Fler stopp än taket på ett dygn: 5 leverantörer får stoppas, 3 till väntar.",
    );
  });
});

describe("those who do not decide on suppliers", () => {
  it("administrators are written to when a source goes blind and when it is back, and not on a day without faults", async () => {
    fill();
    await house().morning(start, { [ek]: "registered", [fyr]: "registered", [hav]: "registered" });
    const calm = await send(friday, [administrators]);
    await house().morning(mondayRun, { [ek]: "silent", [fyr]: "silent", [hav]: "silent" });

    const read = await letter(monday, administrators);
    await house().morning(new Date("2026-11-24T04:00:00Z"), { [ek]: "registered" });
    const back = await letter(new Date("2026-11-24T06:00:00Z"), administrators);

    expect(calm).toEqual([]);
    expect(read.subject).toBe("Drift: 1 sak har hänt, 1 öppen händelse, 1 källa med fel");
    expect(read.text?.replace(/\s+/g, " ")).toContain("SCB, Företagsregistret svarar inte (3 av 3 frågor)");
    expect(back.text).toContain("är över");
  });

  it("those who place read which stops began and ended, without reasons", async () => {
    fill();
    await house().morning(mondayRun, { [ek]: "deregistered" });

    const read = await letter(monday, placing);

    expect(read.subject).toBe("Stopp för nya placeringar: 1 nytt");
    expect(read.text).toContain("Ekbackens Omsorg AB");
    expect(read.text).not.toMatch(/F-skatt|tax-fskatt/);
  });
});
