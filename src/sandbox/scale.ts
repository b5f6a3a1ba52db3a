import type { Day } from "../domain/day.js";
import { mixed } from "./mixed.js";
import { organisationNumberFrom } from "./number.js";
import { type CompanyState, initialState, onlyToday } from "./state.js";
import { dateOf, fixture, type World } from "./world.js";

const PREFIX = "5598";
const TOWNS = ["Grönköping", "Storvad", "Klockarby", "Mossebro", "Tallhamn", "Norrdala"] as const;

/** The state of a generated supplier, computed anew each time; null when the number is none of them. */
export function generatedState(world: World, day: number, number: string, scale: Scale): CompanyState | null {
  const index = indexOf(number);
  if (index === null || index >= scale.suppliers - world.companies.size) return null;
  const chance = mixed(index + scale.seed);
  const employees = 4 + (chance % 40);
  const state = initialState({
    number,
    name: generatedName(index),
    form: "AB",
    registered: `20${String(5 + (chance % 18)).padStart(2, "0")}-03-15` as Day,
    address: { street: `Provgatan ${1 + (index % 90)}`, postcode: "98100", town: townOf(index) },
    business: "Förmedla och stödja familjehem.",
    sni: ["88991", "Öppna sociala insatser för barn och unga"],
    score: 55 + (chance % 40),
    employees,
    turnover: employees * 940_000,
    owners: [{ name: `Provleverantör ${index} Ägande AB`, share: 100 }],
    board: [[`Prov Ledamot ${index}`, "Ordförande", "2019-05-14" as Day]],
    auditor: "Kvittring Revision AB",
  });
  return onlyToday(state, world.days[day - 1]?.today, dateOf(world, day));
}

export interface Scale {
  /** Suppliers in all, the written ones counted. */
  readonly suppliers: number;
  readonly seed: number;
}

/** The register file for a sandbox of so many suppliers: the written ones, then generated quiet ones. */
export function sampleRegister(suppliers: number): string {
  const written = fixture("register.csv").trimEnd();
  const known = new Set(
    written
      .split("\n")
      .slice(1)
      .map((line) => line.slice(0, line.indexOf(";"))),
  );
  const rows = Array.from({ length: Math.max(0, suppliers - known.size) }, (_, index) => registerRow(index));
  return `${[written, ...rows].join("\n")}\n`;
}

function registerRow(index: number): string {
  const number = organisationNumberFrom(PREFIX + String(index).padStart(5, "0"));
  const agreement = `direktupphandling;familjehem;Grönköpings kommun;;GK-PROV-${index};2024-01-01;2027-12-31`;
  return `${number};${generatedName(index)};;${agreement};;${townOf(index)};`;
}

function generatedName(index: number): string {
  return `Provleverantör ${index} Familjehem AB`;
}

function townOf(index: number): string {
  return TOWNS[index % TOWNS.length] ?? TOWNS[0];
}

function indexOf(number: string): number | null {
  return number.startsWith(PREFIX) && organisationNumberFrom(number.slice(0, 9)) === number
    ? Number(number.slice(4, 9))
    : null;
}
