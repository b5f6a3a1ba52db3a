import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ivoRegister } from "../../adapters/ivo-register/adapter.js";
import type { Delivery, Statement } from "../../src/adapter.js";
import { KINDS } from "../../src/domain/kind.js";
import type { Observation } from "../../src/domain/observation.js";
import { Refusal } from "../../src/domain/refusal.js";
import { evidenceMaker, readEvidence } from "../../src/evidence/evidence.js";
import { deliver as deliverSandbox } from "../../src/sandbox/deliver.js";
import { loadWorld } from "../../src/sandbox/world.js";
import { xlsx } from "../tabular/xlsx.js";
import { fileContract } from "./file-contract.js";

const NOW = new Date("2026-11-20T08:00:00Z");
const BASE = {
  orgnr: "559800-0114",
  verksamhetsnamn: "Solbo",
  verksamhets_id: "V-1",
  tillstandstyp: "HVB",
  status: "Aktiv",
};
const REVOKED = {
  senaste_beslut_kod: "ATERKALLELSE",
  senaste_beslut_dnr: "8.5-100/2026-3",
  senaste_beslut_datum: "2026-10-01",
};

const workbook = await xlsx([Object.keys(BASE), Object.values(BASE)]);
const SWEDISH = { ...BASE, verksamhetsnamn: "Åsbo" };
const OTHER = { ...BASE, orgnr: "559800-0221" };

fileContract({
  adapter: ivoRegister,
  now: NOW,
  good: csv([SWEDISH]),
  unit: "Solbo",
  files: {
    "an empty 200": { name: "utdrag.csv", bytes: Buffer.from(" \n") },
    "a page instead of the answer": { name: "utdrag.csv", bytes: Buffer.from("<!DOCTYPE html><h1>Hej</h1>") },
    "gzip cut off in the middle": {
      name: "utdrag.xlsx",
      bytes: workbook.subarray(0, -200),
    },
    "says one encoding and sends another": {
      name: "utdrag.csv",
      bytes: Buffer.from(Buffer.from(csv([SWEDISH])).toString("utf8"), "latin1"),
    },
    "the body never ends": { name: "utdrag.csv", bytes: Buffer.alloc(21 * 1024 * 1024, "x;") },
    "another layout": { name: "utdrag.csv", bytes: Buffer.from('{"version":2,"data":{}}') },
    "half of the fields are missing": { name: "utdrag.csv", bytes: Buffer.from("orgnr;status\n559800-0114;Aktiv") },
    "a code nobody has heard of": { name: "utdrag.csv", bytes: csv([{ ...BASE, status: "Vilse" }]) },
    "every date lies five years ahead": { name: "utdrag-2031-11-02.csv", bytes: csv([BASE]) },
    "the same number or entry twice": { name: "utdrag.csv", bytes: csv([BASE, OTHER]) },
  },
});

type Cells = Readonly<Record<string, string>>;

function deliver(name: string, bytes: Uint8Array, options: object = {}): Promise<Delivery> {
  const evidence = evidenceMaker({ adapterId: "ivo-register", version: 1, redact: [], now: NOW, origin: "delivery" });
  return ivoRegister.read({ name, bytes }, { options: ivoRegister.options.parse(options), now: NOW, evidence });
}

/** Rows as a CSV file that has just the columns that some row fills. */
function csv(rows: readonly Cells[]): Uint8Array {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  return Buffer.from(lines.map((cells) => cells.join(";")).join("\n"));
}

const deliverRows = (...rows: readonly Cells[]) => deliver("utdrag.csv", csv(rows));
const unitsOf = async (...rows: readonly Cells[]) => (await deliverRows(...rows)).statements;

async function refusalOf(delivery: Promise<Delivery>): Promise<Refusal> {
  const outcome = await delivery.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Refusal);
  return outcome as Refusal;
}

function answered(statement: Statement | undefined) {
  if (statement?.outcome !== "answered") throw new Error(`Not answered: ${JSON.stringify(statement)}`);
  return statement;
}

function permitOf(statement: Statement | undefined) {
  const found = answered(statement).observations.find((one): one is Observation<"permit"> => one.kind === "permit");
  if (found === undefined) throw new Error("No permit");
  return found.facts;
}

async function permitOfRow(cells: Cells) {
  return permitOf((await unitsOf({ ...BASE, ...cells }))[0]);
}

async function failureOf(...rows: readonly Cells[]) {
  const [statement] = await unitsOf(...rows);
  if (statement?.outcome !== "failed") throw new Error(`Not failed: ${JSON.stringify(statement)}`);
  return statement;
}

describe("the sample extract", () => {
  const NAME = "utdrag-2026-11-02.csv";
  const sample = () => deliver(NAME, readFileSync(`fixtures/ivo-register/${NAME}`));

  it("gives every unit its own statement, several per supplier", async () => {
    const { rows, rowKeys, statements } = await sample();

    expect(rows).toBe(8);
    expect(rowKeys).toHaveLength(6);
    expect(statements.map(({ orgNumber, unit }) => [orgNumber, unit?.ivoId, unit?.service])).toEqual([
      ["5598000114", "V-1001", "hvb"],
      ["5598000114", "V-1002", "stodboende"],
      ["5598000221", "V-2001", "stodboende"],
      ["5598000338", "V-3001", "hvb"],
      ["5598000445", "V-4001", "hvb"],
      ["5598000551", "V-5001", "skyddat_boende"],
    ]);
  });

  it("gives permit and case, as of the day in the file's name", async () => {
    const statement = answered((await sample()).statements[4]);

    expect(statement.kinds).toEqual({ permit: "said", supervision: "said" });
    expect(statement.observations).toEqual([
      {
        kind: "permit",
        subject: { supplier: "5598000445", unit: { ivoId: "V-4001" } },
        key: "",
        schema: 1,
        asOf: new Date("2026-11-02T00:00:00Z"),
        evidence: [statement.evidence[0]?.digest],
        facts: {
          unitName: "Havsviken",
          type: "HVB",
          status: "active",
          caseNumber: "8.7.1-10005/2021",
          decidedOn: "2021-11-01",
          inForce: true,
          onOwnRequest: false,
          stayed: false,
          overturned: null,
          validTo: "2027-12-31",
          targetGroup: "Vuxna",
          ageFrom: 18,
          ageTo: 65,
          places: 12,
          director: true,
        },
      },
      {
        kind: "supervision",
        subject: { supplier: "5598000445", unit: { ivoId: "V-4001" } },
        key: "8.5-20005/2026",
        schema: 1,
        asOf: new Date("2026-11-02T00:00:00Z"),
        evidence: [statement.evidence[0]?.digest],
        facts: {
          unitName: "Havsviken",
          caseNumber: "8.5-20005/2026",
          outcome: "FORELAGGANDE_VITE",
          decidedOn: "2026-07-01",
          reportBy: "2026-12-01",
          fine: 500_000,
          stayed: true,
          overturned: null,
        },
      },
    ]);
    expect(statement.unit).toEqual({
      name: "Havsviken",
      ivoId: "V-4001",
      service: "hvb",
      municipality: "Gävle",
      targetGroup: "Vuxna",
      ageFrom: 18,
      ageTo: 65,
      places: 12,
    });
  });

  it("gives only facts of the kinds' own shape", async () => {
    const { statements } = await sample();

    for (const observation of statements.flatMap((one) => answered(one).observations)) {
      expect(KINDS[observation.kind].strict().safeParse(observation.facts).success).toBe(true);
    }
  });

  it("keeps what a masked row has, and counts the one that says nothing of whom it is", async () => {
    const { statements, warnings } = await sample();

    expect(answered(statements[5]).unit).toMatchObject({
      name: expect.stringContaining("skyddade"),
      municipality: null,
    });
    expect(permitOf(statements[5])).toMatchObject({ status: "active", targetGroup: null, places: null });
    expect(warnings).toEqual([
      "maskerade rader utan organisationsnummer, inte lästa: 1",
      "rader med personnummer (enskild firma), inte lästa: 1",
    ]);
  });

  it("keeps no personal number, not even of the row that is left aside", async () => {
    const { statements, ...rest } = await sample();
    const stored = statements.flatMap((one) => answered(one).evidence.map(({ bytes }) => text(bytes)));

    expect(JSON.stringify([rest, stored])).not.toMatch(/811218/);
  });

  it("has as evidence the unit's own rows and no other's", async () => {
    const evidence = answered((await sample()).statements[1]).evidence;

    const rows = JSON.parse(text(evidence[0]?.bytes ?? new Uint8Array()));

    expect(evidence).toHaveLength(1);
    expect(evidence[0]).toMatchObject({ origin: "delivery", address: NAME, status: null, parser: "ivo-register/1" });
    expect(rows).toMatchObject([{ rad: 3, orgnr: "5598000114", verksamhetsnamn: "Lindvaktens stödboende" }]);
  });
});

describe("an extract", () => {
  it("may be an XLSX file with headings of its own", async () => {
    const bytes = await xlsx([
      [
        "Org.nr",
        "Verksamhet",
        "Status",
        "Högsta antal platser",
        "Beslutsdatum",
        "Beslut",
        "Beslutets diarienummer",
        "Rum",
      ],
      [5598000114, "Solbo", "aktiv", 9, new Date("2026-05-04"), "Föreläggande vid vite", "8.5-1/2026-2", 4],
    ]);

    const { statements } = await deliver("x.xlsx", bytes, { ignore: ["rum"] });

    expect(permitOf(statements[0])).toMatchObject({ places: 9 });
    expect(answered(statements[0]).observations[1]).toMatchObject({
      facts: { outcome: "FORELAGGANDE_VITE", decidedOn: "2026-05-04" },
    });
  });

  it("may have its headings, words and types told in sources.yaml", async () => {
    const options = {
      headers: { verksamhetsnamn: ["Enhet (namn)"] },
      permitTypes: { HVAH: "korttidsboende", Jourhem: "konsulentstod" },
      decisions: { "Anmodan om rättelse": "FORELAGGANDE" },
    };
    const rows = [["orgnr", "Enhet (namn)", "status", "tillstandstyp", "senaste_beslut_kod", "senaste_beslut_dnr"]];
    rows.push(["5598000114", "A", "Aktiv", "hem för viss annan heldygnsvård", "anmodan om rättelse", "8.5-1/2026"]);
    rows.push(["5598000114", "B", "Aktiv", "jourhem", "", ""]);

    const { statements } = await deliver("x.csv", Buffer.from(rows.map((row) => row.join(";")).join("\n")), options);

    expect(statements.map(({ unit }) => unit?.service)).toEqual([null, "konsulentstod"]);
    expect(answered(statements[0]).observations[1]).toMatchObject({ facts: { outcome: "FORELAGGANDE" } });
  });

  it.each([
    ["HVB", "hvb"],
    ["hem för vård eller boende", "hvb"],
    ["STODBOENDE", "stodboende"],
    ["Stödboende", "stodboende"],
    ["Skyddat boende", "skyddat_boende"],
    ["Konsulentstödd familjehemsverksamhet", "konsulentstod"],
    ["KONSULENTSTOD", "konsulentstod"],
    ["Något nytt", null],
    ["", null],
  ])("tells the service of a permit for %j", async (tillstandstyp, service) => {
    expect((await unitsOf({ ...BASE, tillstandstyp }))[0]?.unit?.service).toBe(service);
  });

  it("takes the day from the settings before the file's name, and now when neither tells", async () => {
    const asOf = async (name: string, options: object) =>
      answered((await deliver(name, csv([BASE]), options)).statements[0]).observations[0]?.asOf;

    expect(await asOf("utdrag 2026-10-01.csv", { deliveredOn: "2026-09-30" })).toEqual(
      new Date("2026-09-30T00:00:00Z"),
    );
    expect(await asOf("utdrag_2026-10-01_v2.csv", {})).toEqual(new Date("2026-10-01T00:00:00Z"));
    expect(await asOf("utdrag_20261001.csv", {})).toEqual(new Date("2026-10-01T00:00:00Z"));
    expect(await asOf("utdrag 12026-10-01.csv", {})).toEqual(NOW);
  });

  it("is silent on supervision when it has no column for decisions", async () => {
    expect(answered((await unitsOf(BASE))[0]).kinds).toEqual({ permit: "said" });
  });

  it("proves by an empty cell that there is no decision", async () => {
    const [statement] = await unitsOf({ ...BASE, senaste_beslut_kod: "", senaste_beslut_dnr: "" });

    expect(answered(statement)).toMatchObject({ kinds: { permit: "said", supervision: "none" } });
  });

  it("drops a director's name and keeps only that there is one when it says so", async () => {
    const statements = await unitsOf(
      { ...BASE, forestandare: "Alva Exempelsson" },
      { ...BASE, verksamhets_id: "V-2", forestandare: "Vakant" },
      { ...BASE, verksamhets_id: "V-3", forestandare: "Ja" },
    );

    expect(statements.map((one) => permitOf(one).director)).toEqual([null, false, true]);
    expect(statements.map((one) => text(answered(one).evidence[0]?.bytes ?? new Uint8Array())).join("")).not.toContain(
      "Alva",
    );
  });

  it("keeps a director's name in the evidence, and there alone, when names are switched on", async () => {
    const rows = csv([{ ...BASE, forestandare: "Alva Exempelsson 811218-9876" }]);
    const [statement] = (await deliver("utdrag.csv", rows, { keepNames: true })).statements;
    const { observations, evidence } = answered(statement);

    const kept = text(evidence[0]?.bytes ?? new Uint8Array());
    expect(kept).toContain("Alva Exempelsson");
    expect(kept).not.toContain("811218");
    expect(JSON.stringify(observations)).not.toContain("Alva");
  });

  it("takes personal numbers out of free text", async () => {
    const [statement] = await unitsOf({ ...BASE, malgrupp: "Unga, kontakt 811218-9876" });

    expect(permitOf(statement).targetGroup).toBe("Unga, kontakt [personnummer]");
    expect(statement?.unit?.targetGroup).not.toContain("9876");
  });

  it("has one key per unit, whatever its decisions are", async () => {
    const first = await deliverRows({ ...BASE, ...REVOKED });
    const later = await deliverRows({ ...BASE, ...REVOKED, senaste_beslut_dnr: "8.5-999/2026-1" });

    expect(first.rowKeys).toEqual(later.rowKeys);
  });
});

describe("the status of a permit", () => {
  it.each([
    ["Aktiv", "active"],
    ["Ej startad", "not-started"],
    ["VILANDE", "dormant"],
    ["Nedlagd", "closed"],
    ["Återkallad", "revoked"],
    ["Ansökt", "applied"],
    ["Saknas", "missing"],
  ])("%s is %s", async (word, status) => {
    expect(await permitOfRow({ status: word })).toMatchObject({ status, inForce: true });
  });

  it.each<[string, Cells, object]>([
    ["revoked by a final decision", { ...REVOKED, laga_kraft: "ja" }, { status: "revoked", inForce: true }],
    [
      "revoked by one that applies at once",
      { ...REVOKED, galler_omedelbart: "ja", laga_kraft: "nej" },
      { status: "revoked", inForce: true },
    ],
    [
      "revoked by one that says so itself",
      { ...REVOKED, senaste_beslut_kod: "återkallelse med omedelbar verkan" },
      { status: "revoked", inForce: true },
    ],
    [
      "prohibited",
      { ...REVOKED, senaste_beslut_kod: "FORBUD_TILLFALLIGT", galler_omedelbart: "ja" },
      { status: "prohibited", inForce: true },
    ],
    [
      "active while a decision does not apply yet",
      { ...REVOKED, laga_kraft: "okänt" },
      { status: "active", inForce: false },
    ],
    [
      "active while a court has stayed the decision",
      { ...REVOKED, galler_omedelbart: "ja", inhibition: "ja" },
      { status: "active", stayed: true },
    ],
    [
      "active when a court has overturned the decision",
      { ...REVOKED, laga_kraft: "ja", upphavd_av: "Kammarrätten", upphavd_datum: "2026-11-01" },
      { status: "active", overturned: { by: "Kammarrätten", on: "2026-11-01" } },
    ],
    [
      "revoked on own request",
      { ...REVOKED, laga_kraft: "ja", egen_begaran: "ja" },
      { status: "revoked", onOwnRequest: true },
    ],
    [
      "revoked in the register without the decision",
      { status: "Återkallad" },
      { status: "revoked", inForce: true, caseNumber: null, decidedOn: null },
    ],
    [
      "revoked in the register though a court has overturned it",
      { status: "Återkallad", ...REVOKED, upphavd_datum: "2026-11-01" },
      { status: "revoked", overturned: { by: null, on: "2026-11-01" } },
    ],
    [
      "active when the revocation is older than the permit",
      { ...REVOKED, laga_kraft: "ja", senaste_beslut_datum: "2018-05-01" },
      { status: "active", caseNumber: "8.7-1/2019" },
    ],
    [
      "active after a decision that ends no permit",
      { ...REVOKED, senaste_beslut_kod: "KRITIK", laga_kraft: "ja" },
      { status: "active", inForce: true },
    ],
  ])("is %s", async (_, cells, facts) => {
    const permit = await permitOfRow({ tillstand_dnr: "8.7-1/2019-2", tillstand_datum: "2019-01-01", ...cells });

    expect(permit).toMatchObject(facts);
  });

  it("has no case when the register says revoked and the latest decision is another", async () => {
    const permit = await permitOfRow({
      status: "Återkallad",
      tillstand_dnr: "8.7-1/2019",
      ...REVOKED,
      senaste_beslut_kod: "KRITIK",
    });

    expect(permit).toMatchObject({ status: "revoked", caseNumber: null, decidedOn: null });
  });

  it("carries the case and day of the decision that ended it", async () => {
    const permit = await permitOfRow({
      tillstand_dnr: "8.7-1/2019",
      tillstand_datum: "2019-01-01",
      ...REVOKED,
      laga_kraft: "ja",
    });

    expect(permit).toMatchObject({ caseNumber: "8.5-100/2026", decidedOn: "2026-10-01" });
  });
});

describe("decisions of one unit", () => {
  const row = (dnr: string, kod: string, datum: string): Cells => ({
    ...BASE,
    senaste_beslut_kod: kod,
    senaste_beslut_dnr: dnr,
    senaste_beslut_datum: datum,
    galler_omedelbart: "ja",
  });
  const casesOf = (statement: Statement | undefined) =>
    answered(statement).observations.flatMap((one) =>
      one.kind === "supervision" ? [[one.key, one.facts.outcome]] : [],
    );

  it("are a case each", async () => {
    const [statement, ...others] = await unitsOf(
      row("8.5-1/2025-2", "KRITIK", "2025-03-01"),
      row("8.5-2/2026-1", "ATERKALLELSE", "2026-03-01"),
    );

    expect(others).toEqual([]);
    expect(casesOf(statement)).toEqual([
      ["8.5-1/2025", "KRITIK"],
      ["8.5-2/2026", "ATERKALLELSE"],
    ]);
    expect(permitOf(statement)).toMatchObject({ status: "revoked", caseNumber: "8.5-2/2026" });
  });

  it("in one case are the latest of them", async () => {
    const [statement] = await unitsOf(
      row("8.5-1/2025-9", "AVSLUTAS_ATGARDAT", "2026-03-01"),
      row("8.5-1/2025-2", "KRITIK", "2025-03-01"),
    );

    expect(casesOf(statement)).toEqual([["8.5-1/2025", "AVSLUTAS_ATGARDAT"]]);
  });

  it("that contradict each other in one case and day fail that unit", async () => {
    const failure = await failureOf(
      row("8.5-1/2025-9", "KRITIK", "2026-03-01"),
      row("8.5-1/2025-2", "FORELAGGANDE", "2026-03-01"),
    );

    expect(failure).toMatchObject({
      reason: "malformed",
      detail: expect.stringMatching(/rad 3.*8\.5-1\/2025 än rad 2/),
    });
  });

  it.each([
    ["8.5-29206/2014", "8.5-29206/2014"],
    ["8.7.1-6361/2015-1", "8.7.1-6361/2015"],
    ["3.5.1-12345/2026-12", "3.5.1-12345/2026"],
    ["IVO 77", "IVO 77"],
  ])("have %s as the case %s", async (dnr, key) => {
    expect(casesOf((await unitsOf(row(dnr, "KRITIK", "2026-03-01")))[0])).toEqual([[key, "KRITIK"]]);
  });

  it.each([
    ["without a case", { senaste_beslut_kod: "KRITIK", senaste_beslut_dnr: "" }],
    ["without an outcome", { senaste_beslut_kod: "", senaste_beslut_dnr: "8.5-1/2026" }],
  ])("that are told by half (%s) leave supervision unknown and the permit told", async (_, cells) => {
    expect(answered((await unitsOf({ ...BASE, ...cells }))[0]).kinds).toEqual({
      permit: "said",
      supervision: "partial",
    });
  });

  it("that are masked are withheld, and so is a masked status", async () => {
    const [statement] = await unitsOf({ ...BASE, status: "***", senaste_beslut_kod: "***", senaste_beslut_dnr: "***" });

    expect(answered(statement)).toMatchObject({
      kinds: { permit: "withheld", supervision: "withheld" },
      observations: [],
    });
  });
});

describe("what is wrong with one unit is that unit's alone", () => {
  it.each<[string, Cells, RegExp]>([
    ["an unknown status", { status: "Pausad" }, /rad 2: okänt ord för status: "Pausad"/],
    ["no status", { status: "" }, /rad 2: status saknas/],
    ["an unknown decision", { senaste_beslut_kod: "VARNING" }, /rad 2: okänt ord för beslut: "VARNING"/],
    [
      "a decision in the future",
      { ...REVOKED, senaste_beslut_datum: "2026-11-21" },
      /kolumn senaste_beslut_datum: datumet 2026-11-21 ligger i framtiden/,
    ],
    ["a reversal in the future", { ...REVOKED, upphavd_datum: "2027-01-01" }, /upphavd_datum/],
    ["a day that is none", { giltigt_till: "2026-02-30" }, /kolumn giltigt_till: här väntades ett datum/],
    ["an age in words", { alder_fran: "tretton" }, /alder_fran/],
    ["ages the wrong way round", { alder_fran: "17", alder_till: "13" }, /högsta åldern/],
    [
      "a flag that is neither yes nor no",
      { galler_omedelbart: "kanske" },
      /galler_omedelbart: här väntades ja eller nej/,
    ],
    ["a fine in words", { vite_belopp: "en miljon" }, /vite_belopp/],
  ])("%s", async (_, cells, detail) => {
    const other = { ...BASE, verksamhets_id: "V-2", verksamhetsnamn: "Månbo" };

    const [failed, good] = await unitsOf({ ...BASE, ...cells }, other);

    expect(failed).toMatchObject({
      outcome: "failed",
      reason: "malformed",
      detail: expect.stringMatching(detail),
      unit: { ivoId: "V-1" },
    });
    expect(good?.outcome).toBe("answered");
  });

  it("never repeats a personal number in the detail", async () => {
    expect((await failureOf({ ...BASE, status: "811218-9876" })).detail).not.toContain("9876");
  });

  it.each<[string, Cells]>([
    ["status", { status: "Nedlagd" }],
    ["places", { antal_platser: "9" }],
    ["name", { verksamhetsnamn: "Månbo" }],
  ])("two rows that disagree on its %s", async (_, cells) => {
    const failure = await failureOf({ ...BASE, antal_platser: "8" }, { ...BASE, antal_platser: "8", ...cells });

    expect(failure.detail).toBe("rad 3: säger annat om samma verksamhet än rad 2");
  });

  it("one id under two organisation numbers, which fails both", async () => {
    const statements = await unitsOf(BASE, { ...BASE, orgnr: "559800-0221" }, { ...BASE, verksamhets_id: "V-2" });

    expect(statements.map(({ outcome }) => outcome)).toEqual(["failed", "failed", "answered"]);
  });
});

describe("a delivery is refused as a whole", () => {
  it("for a column nobody has heard of, by its name", async () => {
    const refusal = await refusalOf(deliverRows({ ...BASE, riskpoäng: "7" }));

    expect(refusal.faults).toMatchObject([
      { file: "utdrag.csv", column: "riskpoäng", message: expect.stringContaining("okänd kolumn") },
    ]);
  });

  it.each(["orgnr", "verksamhetsnamn", "status"])("without the column %s", async (column) => {
    const { [column as "status"]: _, ...rest } = BASE;

    expect((await refusalOf(deliverRows(rest))).faults).toMatchObject([{ column, message: "kolumnen saknas" }]);
  });

  it("when two headings mean the same column", async () => {
    expect((await refusalOf(deliverRows({ ...BASE, organisationsnummer: "559800-0114" }))).faults).toMatchObject([
      { column: "organisationsnummer", message: expect.stringContaining("två gånger") },
    ]);
  });

  it.each([
    ["a wrong check digit", "559800-0115", "kontrollsiffran stämmer inte"],
    ["a number cut short", "559800", "10 eller 12 siffror"],
    ["no number though nothing is masked", "", "10 eller 12 siffror"],
  ])("for %s: columns may have shifted", async (_, orgnr, message) => {
    const refusal = await refusalOf(deliverRows(BASE, { ...BASE, orgnr }));

    expect(refusal.faults).toMatchObject([
      { file: "utdrag.csv", line: 3, column: "orgnr", message: expect.stringContaining(message) },
    ]);
  });

  it("for rows of the wrong length", async () => {
    const bytes = Buffer.from("orgnr;verksamhetsnamn;status\n5598000114;Sol;bo;Aktiv\n");

    expect((await refusalOf(deliver("x.csv", bytes))).faults).toMatchObject([
      { line: 2, message: expect.stringContaining("4 celler") },
    ]);
  });

  it("for a day of delivery that lies ahead", async () => {
    expect((await refusalOf(deliver("utdrag-2026-11-21.csv", csv([BASE])))).message).toContain("ligger i framtiden");
  });

  it("when it is no table", async () => {
    expect((await refusalOf(deliver("beslut.csv", Buffer.from("%PDF-1.4")))).message).toContain("beslut.csv");
  });
});

describe("the sandbox's deliveries", () => {
  const inbox = mkdtempSync(join(tmpdir(), "ivo-inbox-"));
  afterAll(() => rmSync(inbox, { recursive: true }));
  const world = loadWorld();
  const delivered = world.days
    .flatMap((_, index) => deliverSandbox(world, index + 1, inbox))
    .filter((path) => path.includes("ivo-register"));

  it("come in several encodings, delimiters, date forms and headings, and every row of them is read", async () => {
    expect(delivered.length).toBeGreaterThan(2);
    for (const path of delivered) {
      const { rows, statements } = await deliver(basename(path), readFileSync(path));

      expect(rows).toBe(world.ivoRows.length);
      expect(statements.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    }
  });
});

describe("the settings in sources.yaml", () => {
  it.each([
    ["an unknown column", { headers: { orgnummer: ["x"] } }],
    ["an unknown decision code", { decisions: { Varning: "VARNING" } }],
    ["an unknown setting", { synonyms: {} }],
  ])("are refused for %s", (_, options) => {
    expect(ivoRegister.options.safeParse(options).success).toBe(false);
  });
});

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(readEvidence(bytes));
}
