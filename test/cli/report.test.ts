import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { admit, decideByHand } from "../../jobs/admit.js";
import { endAgreements, removeFromRegister } from "../../jobs/decide-ending.js";
import { imposeByHand } from "../../jobs/decide-impose.js";
import { closeByHand, openByHand } from "../../jobs/decide-inquiry.js";
import { decideStop } from "../../jobs/decide-stop.js";
import { openStore } from "../../src/store/open.js";
import { company, DAY_1, DAY_2, OWN, run, settle, supplierNumber, type Town } from "../decisions/town.js";
import { newHome, type ProgramHome } from "./program-home.js";

const ANNA = { by: "Anna", reason: "Samtal med leverantören" };

/** A year's work in a small town. */
async function busyHome(): Promise<ProgramHome> {
  const home = await newHome({ clock: () => new Date("2027-01-15T12:00:00Z") });
  const store = openStore(join(home.folder, "basvakt.db"));
  const town = settle(store, join(home.folder, "inbox"), { suppliers: 30, agreements: [OWN], policy: "" });
  await run(town, "bolagsverket", [company(0, "bankruptcy"), company(1, "bankruptcy")], DAY_1);
  decideStop(town.deps, "lift", { ...ANNA, id: 2, version: null }, DAY_2);
  inquire(town);
  tryTwenty(town);
  const why = { ...ANNA, ground: "synpunkter", origin: "avtalsägare" } as const;
  const own = { unit: null, under: {}, evidence: [] };
  imposeByHand(town.deps, { ...why, ...own, orgNumber: supplierNumber(2) }, DAY_2);
  const ended = { under: {}, all: false, how: "hävt", decidedBy: "Nämnden", lastDay: null } as const;
  endAgreements(town.deps, { ...why, ...ended, orgNumber: supplierNumber(3) }, DAY_2);
  removeFromRegister(town.deps, { ...why, ground: "avvecklad", orgNumber: supplierNumber(4) }, DAY_2);
  store.close();
  return home;
}

/** Twenty-four inquiries of which fifteen led to a pause or a removal. */
function inquire({ deps }: Town): void {
  for (let n = 5; n < 29; n += 1) {
    const id = openByHand(deps, { ...ANNA, orgNumber: supplierNumber(n), handler: null, dueDay: null }, DAY_1);
    const outcome = n < 15 ? "pausad" : n < 20 ? "borttagen" : "utan åtgärd";
    closeByHand(deps, { ...ANNA, id, version: null, outcome }, DAY_2);
  }
}

/** Twenty candidates of whom eleven are refused. */
function tryTwenty({ deps }: Town): void {
  for (let n = 0; n < 20; n += 1) {
    const order = {
      orgNumber: supplierNumber(100 + n),
      name: "",
      legalForm: "kommun",
      service: "familjehem",
      by: "Anna",
    };
    const id = admit(deps, order, [], DAY_1);
    const refusal = n < 6 ? ("ekonomi" as const) : n < 11 ? ("IVO-brist" as const) : null;
    decideByHand(deps, { ...ANNA, id, refusal, outcome: refusal === null ? "godkänd" : "inte godkänd" }, DAY_2);
  }
}

interface Section {
  readonly heading: string;
  readonly figures: readonly { what: string; n: number }[];
}

describe("basvakt report", () => {
  it("says what a year came to in sentences a committee can read", async () => {
    const home = await busyHome();

    const { stdout } = await home.basvakt("report", "--year", "2026");

    expect(stdout).toContain("28 leverantörer den 2026-12-31");
    expect(stdout).toContain("3 stopp började gälla, hos 3 leverantörer; 1 upphävdes och 2 gällde den sista dagen.");
    expect(stdout).toContain("24 fördjupade kontroller, varav 15 ledde till paus eller borttagning.");
    expect(stdout).toContain("11 av 20 godkändes inte.");
  });

  it("counts by ground, origin and reason, and nothing that happened outside the period", async () => {
    const home = await busyHome();
    const sections = async (...period: readonly string[]) => {
      const { document } = await home.json("report", ...period);
      const made = (document as { sections: readonly Section[] }).sections;
      return new Map(made.map(({ heading, figures }) => [heading, figures.map(({ what, n }) => [what, n])]));
    };

    const year = await sections("--year", "2026");

    expect(year.get("Stopp som började gälla, efter ursprung")).toEqual([
      ["avtalsägare", 1],
      ["egen utredning", 2],
    ]);
    expect(year.get("Stopp som gällde den sista dagen")).toEqual([
      ["ekonomi", 1],
      ["synpunkter", 1],
    ]);
    expect(year.get("Borttagna leverantörer, efter grund")).toEqual([["avvecklad", 1]]);
    expect(year.get("Avslutade avtal")).toEqual([["hävt", 1]]);
    expect(year.get("Prövningar före registret")).toEqual([
      ["godkänd", 9],
      ["inte godkänd: IVO-brist", 5],
      ["inte godkänd: ekonomi", 6],
    ]);
    expect((await sections("--from", "2026-11-23", "--to", "2026-11-23")).get("Stopp som upphävdes")).toEqual([]);
    expect((await sections("--from", "2026-11-24", "--to", "2026-11-24")).get("Stopp som upphävdes")).toEqual([
      ["ekonomi", 1],
    ]);
    expect((await sections("--year", "2025")).get("Fördjupade kontroller")).toEqual([]);
  });

  it("writes HTML with charts and a CSV that opens in a Swedish spreadsheet", async () => {
    const home = await busyHome();
    const out = join(home.folder, "rapport.html");
    const figures = join(home.folder, "rapport.csv");

    expect(await home.basvakt("report", "--year", "2026", "--out", out, "--csv", figures)).toMatchObject({ code: 0 });

    const page = readFileSync(out, "utf8");
    expect(page).toMatch(
      /<html lang="sv"[\s\S]*<svg[^>]*role="img" aria-label="Stopp som började gälla, efter grund: [^"]+"/,
    );
    expect(page).not.toContain("<script");
    expect(readFileSync(figures, "utf8")).toContain("Fördjupade kontroller;pausad;;;10\r\n");
  });

  it("reports a year that is not over up to today", async () => {
    const home = await newHome();

    expect(await home.json("report", "--year", "2026")).toMatchObject({
      document: { from: "2026-01-01", to: "2026-11-23" },
    });
  });

  it.each([
    [[], "--year"],
    [["--year", "2026", "--from", "2026-01-01"], "--year"],
    [["--year", "i fjol"], "ett år"],
    [["--from", "2026-02-01", "--to", "2026-01-01"], "före första"],
    [["--from", "2026-02-30"], "--from"],
    [["--year", "2028"], "har inte varit"],
  ])("refuses the period %j", async (period, words) => {
    const home = await newHome();

    expect(await home.basvakt("report", ...period)).toMatchObject({ code: 2, stderr: expect.stringContaining(words) });
  });
});
