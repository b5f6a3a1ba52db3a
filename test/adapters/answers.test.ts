import { describe, expect, it } from "vitest";
import { kronofogden } from "../../adapters/kronofogden/adapter.js";
import { skatteverket } from "../../adapters/skatteverket/adapter.js";
import { stoppAndra } from "../../adapters/stopp-andra/adapter.js";
import type { Delivery, FileAdapter, Statement } from "../../src/adapter.js";
import { readDay } from "../../src/domain/day.js";
import { KINDS } from "../../src/domain/kind.js";
import { orgNumber } from "../../src/domain/org-number.js";
import { Refusal } from "../../src/domain/refusal.js";
import { evidenceMaker, readEvidence } from "../../src/evidence/evidence.js";
import { xlsx } from "../tabular/xlsx.js";
import { fileContract } from "./file-contract.js";

const NOW = new Date("2026-11-20T08:00:00Z");
const ORG = "559800-0114";

type Cells = Readonly<Record<string, string>>;

/** One case of the shape that all sources share: a good row, and what it must give. */
interface Case {
  readonly adapter: FileAdapter;
  readonly row: Cells;
  readonly facts: object;
  /** A column, with a word or number that it cannot hold. */
  readonly wrong: readonly (readonly [Cells, RegExp])[];
}

const CASES: readonly Case[] = [
  {
    adapter: skatteverket as unknown as FileAdapter,
    row: {
      arbetsgivare: "ja",
      fskatt: "Ja",
      moms: "nej",
      manad_1: "2026-08",
      avgift_1: "0",
      manad_2: "202609",
      avgift_2: "41 250",
      manad_3: "2026-10",
      avgift_3: "40 999,60",
    },
    facts: {
      answeredOn: "2026-11-18",
      employer: true,
      fskatt: true,
      vat: false,
      months: [
        { month: "2026-08", decided: 0 },
        { month: "2026-09", decided: 41_250 },
        { month: "2026-10", decided: 41_000 },
      ],
    },
    wrong: [
      [{ arbetsgivare: "kanske" }, /kolumn arbetsgivare: här väntades ja eller nej/],
      [{ avgift_2: "-5" }, /kolumn avgift_2: här väntades ett tal/],
      [{ manad_2: "i våras" }, /kolumn manad_2: här väntades en månad/],
      [{ manad_2: "" }, /kolumn manad_2: månad saknas/],
      [{ manad_2: "2026-07" }, /månaderna 2026-07, 2026-08, 2026-10 följer inte på varandra/],
      [{ manad_2: "2026-08" }, /följer inte på varandra/],
      [{ manad_1: "2026-10", manad_2: "2026-11", manad_3: "2026-12" }, /månaden 2026-12 ligger efter svarsdagen/],
    ],
  },
  {
    adapter: kronofogden as unknown as FileAdapter,
    row: { allmanna_mal_belopp: "184 300", allmanna_mal_antal: "2", enskilda_mal_belopp: "0", enskilda_mal_antal: "" },
    facts: { answeredOn: "2026-11-18", public: { amount: 184_300, cases: 2 }, private: { amount: 0, cases: null } },
    wrong: [
      [{ allmanna_mal_belopp: "mycket" }, /kolumn allmanna_mal_belopp: här väntades ett tal/],
      [{ allmanna_mal_antal: "två" }, /kolumn allmanna_mal_antal: här väntades ett heltal/],
      [{ allmanna_mal_belopp: "" }, /beloppet saknas till 2 mål/],
      [{ allmanna_mal_antal: "0" }, /säger emot varandra/],
    ],
  },
  {
    adapter: stoppAndra as unknown as FileAdapter,
    row: { av: "Adda", lage: "Stoppad", sedan: "2026-11-10", skal: "inväntar handlingar" },
    facts: {
      by: "Adda",
      state: "stopped",
      since: "2026-11-10",
      reason: "inväntar handlingar",
      seenOn: "2026-11-18",
    },
    wrong: [
      [{ lage: "pausad" }, /okänt ord för läge: "pausad"/],
      [{ lage: "" }, /läget saknas/],
      [{ av: "" }, /det står inte vem som har stoppat/],
      [{ sedan: "2026-11-19" }, /datumet 2026-11-19 ligger efter svarsdagen/],
    ],
  },
];

function csv(rows: readonly Cells[]): Uint8Array {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  return Buffer.from(lines.map((cells) => cells.join(";")).join("\n"));
}

const make = (origin: "delivery" | "answer") =>
  evidenceMaker({ adapterId: "prov", version: 1, redact: [], now: NOW, origin });

function deliver(adapter: FileAdapter, bytes: Uint8Array, { name = "svar.csv", options = {} } = {}): Promise<Delivery> {
  return adapter.read(
    { name, bytes },
    { options: adapter.options.parse(options), now: NOW, evidence: make("delivery") },
  );
}

async function refusalOf(delivery: Promise<unknown>): Promise<Refusal> {
  const outcome = await delivery.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Refusal);
  return outcome as Refusal;
}

function answered(statement: Statement | undefined) {
  if (statement?.outcome !== "answered") throw new Error(`Not answered: ${JSON.stringify(statement)}`);
  return statement;
}

/** Deliveries that are not what they should be, made of a good row and a word that it cannot hold. */
function bent(row: Cells, workbook: Uint8Array) {
  const good = { orgnr: ORG, svarsdatum: "2026-11-18", ...row };
  const [, wrong] = Object.entries(row).find(([column]) => column === "av") ?? [];
  const word = wrong === undefined ? Object.fromEntries([[Object.keys(row)[0] ?? "", "okänt"]]) : { lage: "okänt" };
  return {
    "an empty 200": { name: "svar.csv", bytes: Buffer.from(" \n") },
    "a page instead of the answer": { name: "svar.csv", bytes: Buffer.from("<!DOCTYPE html><h1>Hej</h1>") },
    "gzip cut off in the middle": { name: "svar.xlsx", bytes: workbook.subarray(0, -200) },
    "says one encoding and sends another": {
      name: "svar.csv",
      bytes: Buffer.from(Buffer.from(csv([{ ...good, namn: "Åsbo" }])).toString("utf8"), "latin1"),
    },
    "the body never ends": { name: "svar.csv", bytes: Buffer.alloc(21 * 1024 * 1024, "x;") },
    "another layout": { name: "svar.csv", bytes: Buffer.from('{"version":2,"data":{}}') },
    "half of the fields are missing": { name: "svar.csv", bytes: Buffer.from("svarsdatum;namn\n2026-11-18;Solbo") },
    "a code nobody has heard of": { name: "svar.csv", bytes: csv([{ ...good, ...word }]) },
    "every date lies five years ahead": { name: "svar-2031-11-02.csv", bytes: csv([good]) },
    "the same number or entry twice": { name: "svar.csv", bytes: csv([good, good]) },
  };
}

const workbook = await xlsx([["orgnr"], [ORG]]);
const good = (row: Cells) => csv([{ orgnr: ORG, svarsdatum: "2026-11-18", namn: "Åsbo", ...row }]);
const [TAX = {}, DEBT = {}, STOPS = {}] = CASES.map(({ row }) => row);

fileContract({ adapter: skatteverket, now: NOW, good: good(TAX), unit: null, files: bent(TAX, workbook) });
fileContract({ adapter: kronofogden, now: NOW, good: good(DEBT), unit: null, files: bent(DEBT, workbook) });
fileContract({ adapter: stoppAndra, now: NOW, good: good(STOPS), unit: null, files: bent(STOPS, workbook) });

describe.each(CASES)("answers of $adapter.id", ({ adapter, row, facts, wrong }) => {
  const good = { orgnr: ORG, namn: "Solbo AB", svarsdatum: "2026-11-18", ...row };
  const [kind] = adapter.kinds;

  it("are facts of the supplier itself as of the day of the answer, with the row as evidence", async () => {
    const { statements, rowKeys } = await deliver(adapter, csv([good]));
    const { unit, kinds, observations, evidence } = answered(statements[0]);

    expect(rowKeys).toEqual([]);
    expect(unit).toBeNull();
    expect(kinds).toEqual({ [kind ?? ""]: "said" });
    expect(observations).toMatchObject([
      { kind, subject: { supplier: "5598000114" }, asOf: new Date("2026-11-18T00:00:00Z"), facts },
    ]);
    expect(KINDS[kind ?? "tax"].strict().safeParse(observations[0]?.facts).success).toBe(true);
    expect(observations[0]?.evidence).toEqual([evidence[0]?.digest]);
    expect(Buffer.from(readEvidence(evidence[0]?.bytes ?? new Uint8Array())).toString()).not.toContain("Solbo");
  });

  it("may be an XLSX file with dates and numbers as Excel has them", async () => {
    const cells = Object.entries(good).map(([column, text]): readonly [string, string | number | Date] => [
      column,
      /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : /^\d+$/.test(text) ? Number(text) : text,
    ]);
    const bytes = await xlsx([cells.map(([column]) => column), cells.map(([, value]) => value)]);

    expect(answered((await deliver(adapter, bytes, { name: "svar.xlsx" })).statements[0]).observations).toMatchObject([
      { facts },
    ]);
  });

  it("take the day from the row, else from the file's name, else it is today", async () => {
    const undated = csv([{ ...good, svarsdatum: "" }]);
    const dayOf = async (name: string) =>
      answered((await deliver(adapter, undated, { name })).statements[0]).observations[0]?.asOf;

    expect(await dayOf("svar-20261119.csv")).toEqual(new Date("2026-11-19T00:00:00Z"));
    expect(await dayOf("svar.csv")).toEqual(new Date("2026-11-20T00:00:00Z"));
  });

  it("may have other headings, which sources.yaml tells", async () => {
    const [column = ""] = Object.keys(row);
    const { [column]: moved = "", ...rest } = good as Record<string, string>;
    const bytes = csv([{ ...rest, "Deras rubrik": moved, Löpnr: "1" }]);

    expect((await refusalOf(deliver(adapter, bytes))).faults.map((fault) => fault.column)).toEqual([
      "Deras rubrik",
      "Löpnr",
    ]);
    const options = { headers: { [column]: ["deras rubrik"] }, ignore: ["löpnr"] };
    expect(answered((await deliver(adapter, bytes, { options })).statements[0]).observations).toMatchObject([
      { facts },
    ]);
  });

  it("that have not been filled in are still no answers, and are counted", async () => {
    const sheet = {
      ...adapter.answers?.prefill(readDay("2026-11-20") as never),
      orgnr: ORG,
      namn: "Solbo AB",
      svarsdatum: "",
    };

    const { statements, warnings } = await deliver(adapter, csv([sheet, { ...good, orgnr: "559800-0221" }]));

    expect(statements.map(({ orgNumber }) => orgNumber)).toEqual(["5598000221"]);
    expect(warnings).toEqual(["rader utan svar, fortfarande obesvarade: 1"]);
  });

  it("of a person are left aside, and the number is repeated nowhere", async () => {
    const delivery = await deliver(
      adapter,
      csv([
        { ...good, orgnr: "8001010008" },
        { ...good, orgnr: "559800-0221" },
      ]),
    );

    expect(delivery.statements).toHaveLength(1);
    expect(delivery.warnings).toEqual(["rader med personnummer (enskild firma), inte lästa: 1"]);
    expect(JSON.stringify(delivery)).not.toContain("800101");
  });

  it.each(wrong)("with %j are that supplier's fault alone", async (cells, message) => {
    const { statements } = await deliver(
      adapter,
      csv([
        { ...good, ...cells },
        { ...good, orgnr: "559800-0221" },
      ]),
    );

    expect(statements[0]).toMatchObject({
      outcome: "failed",
      reason: "malformed",
      detail: expect.stringMatching(message),
    });
    expect(statements[1]?.outcome).toBe("answered");
  });

  it("from a day ahead are not believed", async () => {
    const { statements } = await deliver(adapter, csv([{ ...good, svarsdatum: "2026-11-21" }]));

    expect(statements[0]).toMatchObject({ outcome: "failed", detail: expect.stringContaining("ligger i framtiden") });
  });

  it("twice about the same thing fail that supplier", async () => {
    const { statements } = await deliver(adapter, csv([good, good]));

    expect(statements).toMatchObject([{ outcome: "failed", reason: "malformed" }]);
  });

  it("with a number that is no number refuse the file: columns may have shifted", async () => {
    const { faults } = await refusalOf(deliver(adapter, csv([{ ...good, orgnr: "5598000115" }])));

    expect(faults).toMatchObject([
      { file: "svar.csv", line: 2, column: "orgnr", message: "kontrollsiffran stämmer inte" },
    ]);
  });

  it("can be noted by a person, in the same words, with who noted it", async () => {
    const form = {
      orgNumber: orgNumber("5598000114"),
      unit: null,
      by: "Eva Ek",
      values: { svarsdatum: "2026-11-18", ...row },
    };
    const context = { options: adapter.options.parse({}), now: NOW, evidence: make("answer") };
    const read = (values: Cells) => adapter.answers?.read({ ...form, values }, context) ?? Promise.reject(new Error());

    const { observations, evidence } = answered(await read(form.values));
    expect(observations).toMatchObject([{ facts }]);
    expect(evidence).toMatchObject([{ origin: "statement", by: "Eva Ek", address: null }]);
    await refusalOf(read({ okänt: "1" }));
    await refusalOf(read({ svarsdatum: "2026-11-18" }));
    await refusalOf(read({ ...form.values, ...wrong[0]?.[0] }));
  });
});

describe("Skatteverket's answers", () => {
  const statementOf = async (cells: Cells) =>
    (await deliver(skatteverket as unknown as FileAdapter, csv([{ orgnr: ORG, svarsdatum: "2026-11-18", ...cells }])))
      .statements[0];

  it("with some of the months are partial: a month left out is not a month without contributions", async () => {
    const two = { manad_1: "2026-09", avgift_1: "0", manad_2: "2026-10", avgift_2: "0" };

    expect(await statementOf(two)).toMatchObject({ outcome: "failed", reason: "partial" });
  });

  it("without months still tell of registrations; with nothing but a day they tell nothing", async () => {
    expect(answered(await statementOf({ fskatt: "nej" })).observations).toMatchObject([
      { facts: { fskatt: false, employer: null, months: null } },
    ]);
    expect(await statementOf({ fskatt: "", manad_1: "2026-08" })).toMatchObject({ outcome: "failed", reason: "empty" });
  });

  it.each([
    ["2026-11-26", "2026-07", "2026-09"],
    ["2026-11-27", "2026-08", "2026-10"],
    ["2027-01-10", "2026-09", "2026-11"],
  ])("are asked for on %s from %s to %s", (today, first, last) => {
    expect(skatteverket.answers?.prefill(readDay(today) as never)).toMatchObject({ manad_1: first, manad_3: last });
  });
});

describe("stops at others", () => {
  it("are one fact for each decider, several in one answer", async () => {
    const row = { orgnr: ORG, svarsdatum: "2026-11-18" };
    const rows = [
      { ...row, av: "Adda", lage: "öppnad igen" },
      { ...row, av: "Storvads kommun", lage: "inget stopp" },
    ];

    const { statements } = await deliver(stoppAndra as unknown as FileAdapter, csv(rows));

    expect(
      answered(statements[0]).observations.map(({ key, facts }) => [key, (facts as { state: string }).state]),
    ).toEqual([
      ["adda", "reopened"],
      ["storvads kommun", "none"],
    ]);
  });
});
