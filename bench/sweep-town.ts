import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { organisationNumberFrom } from "../src/sandbox/number.js";

/** A large register: every supplier with units and representatives of its own, in three files to import. */
export function writeSweepTown(folder: string, suppliers: number, units: number, representatives: number) {
  const org = (n: number) => organisationNumberFrom(`5594${`${n % suppliers}`.padStart(5, "0")}`);
  const many = (count: number, row: (n: number) => string) => Array.from({ length: count }, (_, n) => row(n));
  const files = {
    suppliers: [
      "organisationsnummer;namn;avtalsform;insats;kopare;juridisk_form;avtalsnummer;kontakt",
      ...many(
        suppliers,
        (n) => `${org(n)};Provbolaget ${n} AB;ramavtal;hvb_barn_unga;Grönköping;AB;R-1;p${n}@prov.example`,
      ),
    ],
    units: [
      "organisationsnummer;verksamhet;ivo_id;insats",
      ...many(units, (n) => `${org(n)};Provhemmet ${n};V-${n};hvb_barn_unga`),
    ],
    representatives: [
      "organisationsnummer;namn;roll;fran;till",
      ...many(representatives, (n) => `${org(n)};Prov Provsson ${n};${n < suppliers ? "VD" : "ledamot"};2020-01-01;`),
    ],
  };
  return Object.entries(files).map(([what, lines]) => {
    const path = join(folder, `${what}.csv`);
    writeFileSync(path, lines.join("\n"));
    return { what, path };
  });
}
