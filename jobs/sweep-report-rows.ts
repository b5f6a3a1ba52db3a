import { formatOrgNumber } from "../src/domain/org-number.js";
import { CHANNEL_TITLE } from "../src/domain/sweep.js";
import { localSecond } from "../src/schedule/stockholm.js";
import type { ReportItem, SweepReport } from "./sweep-report.js";
import type { Titles } from "./sweep-report-document.js";
import { worded } from "./sweep-report-words.js";

const STATE: Readonly<Record<ReportItem["state"], string>> = {
  waiting: "väntar",
  done: "redovisad",
  not_applicable: "ej aktuell",
  overdue: "ej redovisad",
};

const COLUMNS: readonly (readonly [heading: string, cell: (item: ReportItem) => string])[] = [
  ["post", ({ id }) => `${id}`],
  ["organisationsnummer", ({ orgNumber }) => formatOrgNumber(orgNumber)],
  ["leverantör", ({ supplier }) => supplier],
  ["verksamhet", ({ unit }) => unit ?? ""],
  ["ivo_id", ({ ivoId }) => ivoId ?? ""],
  ["insats", ({ service }) => service ?? ""],
  ["roll", ({ role }) => role ?? ""],
  ["väg", ({ channel }) => CHANNEL_TITLE[channel]],
  ["läge", ({ state }) => STATE[state]],
  ["utfall", ({ outcome }) => worded(outcome ?? "")],
  ["sätt", ({ method }) => method ?? ""],
  ["skäl", ({ reason }) => reason ?? ""],
  ["handläggare", ({ handler }) => handler ?? ""],
  ["noterat av", ({ by }) => by],
  ["noterat", ({ changedAt }) => localSecond(new Date(changedAt))],
  ["tillkom under svepet", ({ joined }) => (joined ? "ja" : "")],
  ["förra svepet", ({ before }) => before ?? ""],
];

/** Every item with all that was filled in, a row each; the last column proves the sweep they are of. */
export function* sweepRows({ items, sha256 }: SweepReport, titles: Titles): Iterable<readonly string[]> {
  const names = [...titles.keys()].filter((name) => items.some(({ fields }) => fields[name] !== undefined));
  const own = names.map((name) => titles.get(name) ?? name);
  yield [...COLUMNS.map(([heading]) => heading), ...own, "svepets kontrollsumma"];
  for (const item of items) {
    yield [...COLUMNS.map(([, cell]) => cell(item)), ...names.map((name) => item.fields[name] ?? ""), sha256];
  }
}
