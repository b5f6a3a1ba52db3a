import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Outside } from "../../src/cli/outside.js";
import { cutXlsx } from "../../src/tabular/cut-xlsx.js";
import { xlsx } from "../tabular/xlsx.js";
import { emptyHome, type ProgramHome } from "./program-home.js";

const REGISTER = [
  "organisationsnummer;namn;avtalsform;insats;kopare;juridisk_form;avtalsnummer",
  "559940-0131;Gården AB;ramavtal;hvb_barn_unga;Grönköping;AB;R-1",
  "559940-0305;Kullen AB;ramavtal;stodboende_unga;Grönköping;AB;R-2",
  "559940-0305;Kullen AB;direktupphandling;hvb_vuxna;Grönköping;AB;",
  "559940-0479;Viken AB;ramavtal;hvb_barn_unga;Grönköping;AB;R-3",
  "559940-0552;Backen AB;direktupphandling;hvb_barn_unga;Grönköping;AB;",
].join("\n");

const UNITS = [
  "organisationsnummer;verksamhet;ivo_id;insats",
  "559940-0131;Gården Norr;V-1;hvb_barn_unga",
  "559940-0131;Gården Söder;V-2;hvb_barn_unga",
  "559940-0305;Kullen;V-3;stodboende_unga",
  "559940-0305;Kullen Vuxen;V-4;hvb_vuxna",
  "559940-0552;Backen;V-5;hvb_barn_unga",
].join("\n");

const REPRESENTATIVES = [
  "organisationsnummer;namn;roll;fran;till",
  "559940-0131;Ada Ask;VD;2020-01-01;",
  "559940-0131;Bo Björk;ledamot;2020-01-01;2026-01-31",
  "559940-0131;Cia Ceder;ledamot;2026-02-01;",
  "559940-0305;Dan Dill;VD;;",
  "559940-0552;Eva Ek;VD;;",
].join("\n");

/** A practice home with four suppliers: two frame suppliers with units, one without any, one bought from directly. */
export async function sweptTown(other: Partial<Outside> = {}): Promise<ProgramHome> {
  const home = emptyHome(other);
  await home.basvakt("init", "--rehearsal", "--now", "2026-10-01T08:00");
  await home.basvakt("suppliers", "import", home.file("register.csv", REGISTER));
  await home.basvakt("units", "import", home.file("units.csv", UNITS));
  await home.basvakt("representatives", "import", home.file("foretradare.csv", REPRESENTATIVES));
  return home;
}

export interface Item {
  readonly id: number;
  readonly orgNumber: string;
  readonly unit: string | null;
  readonly role: string | null;
  readonly channel: string;
  readonly state: string;
  readonly handler: string | null;
  readonly reason: string | null;
  readonly joined: boolean;
  readonly fields: Readonly<Record<string, string>>;
  readonly version: number;
}

export async function itemsOf(home: ProgramHome, sweep = "1"): Promise<readonly Item[]> {
  return (await home.json("sweep", "items", sweep)).document as readonly Item[];
}

/** A worklist written out, as rows of text with the headings first. */
export async function worklist(home: ProgramHome, name: string, ...more: readonly string[]): Promise<Filled> {
  const path = join(home.folder, name);
  const written = await home.basvakt("sweep", "worklist", "1", "--out", path, ...more);
  if (written.code !== 0) throw new Error(written.stderr);
  const rows = await cutXlsx({ name, bytes: readFileSync(path) });
  return rows.map(({ cells }) => [...cells]);
}

export type Filled = readonly (readonly string[])[];

/** The same with cells filled in, by the row's unit or role and the column's heading. */
export function filledIn(
  rows: Filled,
  cells: readonly (readonly [about: string, heading: string, text: string])[],
): Filled {
  const [headings = []] = rows;
  const copy = rows.map((row) => [...row]);
  for (const [about, heading, text] of cells) {
    const row = copy.find((one) => one[4] === about);
    const column = headings.indexOf(heading);
    if (row === undefined || column < 0) throw new Error(`no ${heading} of ${about}`);
    row[column] = text;
  }
  return copy;
}

export async function imported(home: ProgramHome, rows: Filled, by: string, ...more: readonly string[]) {
  const file = home.file("ifylld.xlsx", await xlsx(rows));
  return home.json("sweep", "import", "1", file, "--by", by, ...more);
}
