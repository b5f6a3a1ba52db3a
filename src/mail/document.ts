import { readFileSync } from "node:fs";
import { Eta } from "eta";
import { assetPath } from "../asset.js";
import { plain } from "./plain.js";

const LONGEST = 20_000;
const WIDEST_BAR = 380;
const LONGEST_NAME = 42;

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** Set apart from the others, as before from after. */
  readonly muted?: boolean;
}

export interface DocumentTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of figures, set to the right. */
  readonly numbers?: readonly number[];
}

export interface DocumentSection {
  readonly heading: string;
  readonly texts?: readonly string[];
  readonly charts?: readonly { readonly title: string; readonly bars: readonly Bar[] }[];
  readonly table?: DocumentTable;
}

/** A document for people to read, print and keep: headings, words, tables and bars. */
export interface Document {
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly DocumentSection[];
}

/** The document as HTML that needs nothing else: no script, no picture from elsewhere. Everything in it is made inert. */
export function renderDocument({ title, subtitle, sections }: Document): string {
  const view = { title: words(title), subtitle: words(subtitle), sections: sections.map(sectionView) };
  const template = readFileSync(assetPath("mail", "document.eta"), "utf8");
  return new Eta({ autoEscape: true, cache: false }).renderString(template, view);
}

function sectionView({ heading, texts, charts, table }: DocumentSection) {
  return {
    heading: words(heading),
    texts: texts?.map(words),
    charts: charts?.filter(({ bars }) => bars.length > 0).map(({ title, bars }) => chartView(title, bars)),
    table: table === undefined ? undefined : tableView(table),
  };
}

function tableView({ head, rows, numbers = [] }: DocumentTable) {
  return { head: head.map(words), rows: rows.map((row) => row.map(words)), numbers };
}

function chartView(title: string, bars: readonly Bar[]) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const told = bars.map(({ name, value }) => `${plain(name)} ${value}`);
  return {
    title: words(title),
    label: `${words(title)}: ${told.join(", ")}`,
    bars: bars.map(({ name, value, muted }) => ({
      name: plain(name, LONGEST_NAME),
      width: Math.round((value / most) * WIDEST_BAR),
      figure: `${value}`,
      fill: muted === true ? "#8a93a0" : "#2f6fb0",
    })),
  };
}

/** Lines stay lines; each of them is inert. */
function words(text: string): string {
  return text
    .split("\n")
    .map((line) => plain(line, LONGEST))
    .join("\n");
}
