import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { readOrgNumber } from "../../src/domain/org-number.js";
import { fixture, loadWorld } from "../../src/sandbox/world.js";
import { numberOf, sampleRows } from "./sample-rows.js";

const world = loadWorld();
const register = sampleRows("register.csv");
const units = sampleRows("units.csv");
const numbers = [...new Set(register.map(numberOf))];

describe("The sandbox's world", () => {
  it("has at least 44 suppliers and 60 units, with boards, owners and three feeds", () => {
    expect(numbers.length).toBeGreaterThanOrEqual(44);
    expect(units.length).toBeGreaterThanOrEqual(60);
    expect(
      [...world.companies.values()].filter(({ board, owners }) => board.length > 2 && owners.length > 0).length,
    ).toBe(45);
    expect(world.feeds.map(({ format, encoding }) => `${format} ${encoding}`)).toEqual([
      "rss utf-8",
      "rss iso-8859-1",
      "atom utf-8",
    ]);
  });

  it("uses only invented, valid organisation numbers of legal persons", () => {
    const all = [
      ...numbers,
      ...units.map(numberOf),
      ...sampleRows("representatives.csv").map(numberOf),
      ...world.ivoRows.map(numberOf),
    ];

    expect(all.filter((number) => readOrgNumber(number) !== number)).toEqual([]);
    expect(all.filter((number) => !/^(559940|969994|769994|802994|219994)/.test(number))).toEqual([]);
  });

  it("describes exactly the suppliers of the register", () => {
    expect([...world.companies.keys()].sort()).toEqual([...numbers].sort());
    expect(new Set(units.map(numberOf))).toEqual(new Set(numbers));
    for (const row of register) expect(world.companies.get(numberOf(row))?.name).toBe(row.namn);
  });

  it("gives suppliers several agreements, buyers and owners", () => {
    const agreements = numbers.map((number) => register.filter((row) => numberOf(row) === number));

    expect(agreements.filter((of) => of.length > 1).length).toBeGreaterThan(10);
    expect(agreements.filter((of) => new Set(of.map((row) => row.kopare)).size > 1).length).toBeGreaterThan(4);
    expect(register.filter((row) => row.avtalsagare === "Adda").length).toBeGreaterThan(8);
    expect(new Set(register.map((row) => row.avtalsnummer)).size).toBe(register.length);
  });

  it("lets IVO's register agree with the register's units before anything happens", () => {
    const ivo = new Map(world.ivoRows.map((row) => [row.verksamhets_id, row]));

    for (const unit of units.filter((row) => row.ivo_id)) {
      const row = ivo.get(unit.ivo_id);
      expect(row?.verksamhetsnamn).toBe(unit.verksamhet);
      expect([row?.malgrupp, row?.alder_fran, row?.alder_till, row?.antal_platser]).toEqual([
        unit.malgrupp,
        unit.alder_fran,
        unit.alder_till,
        unit.platser,
      ]);
    }
  });

  it("names its own sources' path table and limits", () => {
    const sources = parseYaml(fixture("sources.yaml"));

    expect(sources.creditsafe.options.paths.remarksCount).toBe("negativeInformation.paymentRemarks.numberOfRemarks");
    expect(sources.bolagsverket.limits).toEqual({ perMinute: 600000, concurrency: 8 });
  });
});
