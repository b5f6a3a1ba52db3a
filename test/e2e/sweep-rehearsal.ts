import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cutXlsx } from "../../src/tabular/cut-xlsx.js";
import type { Item } from "../cli/sweep-home.js";
import { xlsx } from "../tabular/xlsx.js";
import { type Practice, practice, type Said } from "./practice.js";

/** A worklist as rows of text, the headings first. */
export type List = readonly (readonly string[])[];

/** What somebody writes in a list: in the row of this unit or item, under this heading. */
export type Entry = readonly [row: string | number, heading: string, text: string];

export interface Rehearsal extends Practice {
  /** A command given on a moment of the rehearsal. */
  at(moment: string, ...argv: readonly string[]): Promise<Said>;
  items(sweep: number): Promise<readonly Item[]>;
  status(sweep: number): Promise<Readonly<Record<string, unknown>>>;
  /** Writes out somebody's worklist of a sweep. */
  list(sweep: number, handler: string): Promise<List>;
  /** Reads a list back in, in somebody's name. */
  take(moment: string, sweep: number, list: List, by: string, ...more: readonly string[]): Promise<Taken>;
}

export interface Taken extends Said {
  readonly document: Readonly<Record<string, unknown>> & {
    readonly faults?: readonly { readonly line: number; readonly column: string; readonly message: string }[];
  };
}

export async function rehearsal(): Promise<Rehearsal> {
  const home = await practice();
  let written = 0;
  const folder = join(home.home, "..");
  const at = (moment: string, ...argv: readonly string[]) => home.basvakt(...argv, "--now", moment);
  return {
    ...home,
    at,
    items: async (sweep) => (await home.json("sweep", "items", `${sweep}`)) as readonly Item[],
    status: async (sweep) => (await home.json("sweep", "status", `${sweep}`)) as Readonly<Record<string, unknown>>,
    list: async (sweep, handler) => {
      const file = join(folder, `lista-${++written}.xlsx`);
      const said = await home.basvakt("sweep", "worklist", `${sweep}`, "--handler", handler, "--out", file);
      if (said.code !== 0) throw new Error(said.stderr);
      return (await cutXlsx({ name: file, bytes: readFileSync(file) })).map(({ cells }) => [...cells]);
    },
    take: async (moment, sweep, list, by, ...more) => {
      const file = join(folder, `ifylld-${++written}.xlsx`);
      writeFileSync(file, await xlsx(list));
      const said = await at(moment, "sweep", "import", `${sweep}`, file, "--by", by, ...more, "--json");
      return { ...said, document: JSON.parse(said.stdout) };
    },
  };
}

/** The list with entries made in it: a row is told by its item's number, or by what it is about. */
export function filled(list: List, entries: readonly Entry[]): List {
  const [headings = [], ...rows] = list.map((row) => [...row]);
  for (const [about, heading, text] of entries) {
    const row = rows.find((one) => (typeof about === "number" ? one[0] === `${about}` : one[4] === about));
    const column = headings.indexOf(heading);
    if (row === undefined || column < 0) throw new Error(`no ${heading} of ${about}`);
    row[column] = text;
  }
  return [headings, ...rows];
}

/** The numbers of a list's items. */
export function numbersIn(list: List): readonly number[] {
  return list.slice(1).map(([id]) => Number(id));
}
