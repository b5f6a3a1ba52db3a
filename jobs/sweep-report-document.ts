import { dayOf } from "../src/domain/day.js";
import { formatOrgNumber } from "../src/domain/org-number.js";
import { SWEEP_TITLE } from "../src/domain/sweep.js";
import type { Document, DocumentSection } from "../src/mail/document.js";
import { stopTerm } from "../src/mail/stop-term.js";
import { timeText } from "../src/mail/swedish-time.js";
import { verbText } from "../src/mail/trail-text.js";
import { FORM_TEXT } from "./draft.js";
import type { ReportItem, SweepReport } from "./sweep-report.js";
import { nothingDeviates, scopeText, sentencesOf, suppliersIn, tally, undated, worded } from "./sweep-report-words.js";

/** Titles of the form's fields, by their names. */
export type Titles = ReadonlyMap<string, string>;

/** The kontrollrapport as a document for a committee: what it came to first, then what to look at, then everybody. */
export function sweepDocument(report: SweepReport, titles: Titles): Document {
  const { id, kind, state, startedAt, endedAt } = report.sweep;
  const ended = endedAt === null ? "pågår" : dayOf(new Date(endedAt));
  const draft = state === "closed" ? "" : state === "cancelled" ? " (avbrutet svep)" : " (preliminär)";
  return {
    title: `Kontrollrapport${draft}: ${SWEEP_TITLE[kind]}`,
    subtitle: `Svep ${id}, ${dayOf(new Date(startedAt))} – ${ended}. Varje uppgift går att följa till den som noterade den: basvakt sweep items ${id}.`,
    sections: [
      { heading: "I korthet", texts: sentencesOf(report) },
      whole(report),
      chart(report),
      lookedAt(report),
      stops(report),
      differences(report, titles),
      unaccounted(report),
      notApplicable(report),
      methods(report),
      ...letters(report),
      suppliers(report),
      doings(report),
      signed(report),
    ],
  };
}

function whole({ sweep, populationSha256 }: SweepReport): DocumentSection {
  const { population, joined, owner, startedAt, startedBy, due, cause } = sweep;
  const rows = [
    ["Omfattning", scopeText(sweep)],
    ...(cause === null ? [] : [["Extra svep på grund av", cause]]),
    ["Låst vid start", `${population} poster`],
    ["Tillkomna under svepet", `${joined} poster`],
    ["Påbörjat", `${timeText(new Date(startedAt))} av ${startedBy}`],
    ["Skulle vara klart", due],
    ["Ägare", owner],
    ["Populationens kontrollsumma", populationSha256],
  ];
  return { heading: "Vilka som skulle redovisas", table: { head: ["Uppgift", "Värde"], rows } };
}

function chart({ items, sweep }: SweepReport): DocumentSection {
  const counts = [
    ["redovisade", sweep.done],
    ["ej aktuella, med skäl", sweep.notApplicable],
    ["ej redovisade", sweep.waiting + sweep.overdue],
  ] as const;
  const standing = counts.map(([name, value]) => ({ name, value, muted: name === "ej redovisade" }));
  const outcomes = tally(items.flatMap(({ outcome }) => (outcome === null ? [] : [worded(undated(outcome))])));
  const bars = outcomes.map(([name, value]) => ({ name, value }));
  return {
    heading: "Hur det gick",
    charts: [
      { title: "Posterna", bars: standing },
      { title: "Vad de redovisade posterna visade", bars },
    ],
  };
}

function lookedAt({ items, sweep }: SweepReport): DocumentSection {
  const rows = items
    .filter(({ deviates }) => deviates)
    .map((item) => [...whom(item), worded(item.outcome ?? ""), item.method ?? "", noted(item)]);
  const head = [...WHOM, "Vad som sågs", "Sätt", "Noterat"];
  return listed("Att uppmärksamma", nothingDeviates(sweep), head, rows);
}

function stops({ stops }: SweepReport): DocumentSection {
  const rows = stops.map((stop) => [
    `${stop.id}`,
    ...[formatOrgNumber(stop.orgNumber), stop.supplier, stop.unit ?? ""],
    `${stopTerm(stop.form)} (${FORM_TEXT[stop.form]})`,
    stop.reason,
    `${dayOf(new Date(stop.startedAt))}; ${verbText(stop.last)} av ${stop.lastBy}`,
  ]);
  const head = ["Stopp", ...WHOM, "Slag", "Grund", "Började; senast"];
  return listed("Stopp som följde", "Inget stopp följde av svepet.", head, rows);
}

function differences({ before }: SweepReport, titles: Titles): DocumentSection {
  const heading = "Skillnader mot förra svepet";
  if (before === null)
    return { heading, texts: ["Det här är det första avslutade svepet av sitt slag och sin omfattning."] };
  const rows = before.differences.map(({ orgNumber, supplier, about, what, before: was, now }) => [
    ...[formatOrgNumber(orgNumber), supplier, about, titles.get(what) ?? what],
    ...[worded(was), worded(now)],
  ]);
  const head = [...WHOM, "Vad", "Förra", "Nu"];
  const since = `Jämfört med svep ${before.id}, som avslutades ${before.endedOn}.`;
  const section = listed(heading, `${since} Inget skiljer.`, head, rows);
  return rows.length === 0 ? section : { ...section, texts: [since] };
}

function unaccounted({ items }: SweepReport): DocumentSection {
  const left = items.filter(({ state }) => state === "waiting" || state === "overdue");
  const rows = left.map((item) => {
    const why = item.state === "overdue" ? [item.reason ?? "", noted(item)] : ["", "väntar"];
    return [...whom(item), item.handler ?? "ingen", ...why];
  });
  const head = [...WHOM, "Handläggare", "Skäl", "Angivet"];
  return listed("Ej redovisade", "Alla poster är redovisade.", head, rows);
}

function notApplicable({ items }: SweepReport): DocumentSection {
  const rows = items
    .filter(({ state }) => state === "not_applicable")
    .map((item) => [...whom(item), item.reason ?? "", noted(item)]);
  return listed("Ej aktuella", "Inga poster är undantagna.", [...WHOM, "Skäl", "Angivet"], rows);
}

function methods({ items }: SweepReport): DocumentSection {
  const rows = tally(items.flatMap(({ method }) => method ?? [])).map(([method, n]) => [method, `${n}`]);
  const head = ["Sätt", "Poster"];
  const section = listed("Hur posterna redovisades", "Ingen post är redovisad än.", head, rows);
  return section.table === undefined ? section : { ...section, table: { ...section.table, numbers: [1] } };
}

function letters({ letters }: SweepReport): readonly DocumentSection[] {
  if (letters.length === 0) return [];
  const rows = letters.map(({ audience, recipient, orgNumber, name, sentOn, settledBy }) => [
    ...[
      formatOrgNumber(orgNumber),
      name,
      recipient === "" || recipient === audience ? audience : `${audience}: ${recipient}`,
    ],
    sentOn === null ? "ej skickat" : `${sentOn} av ${settledBy ?? ""}`,
  ]);
  return [listed("Brev", "", ["Orgnummer", "Leverantör", "Till", "Skickat"], rows)];
}

function suppliers(report: SweepReport): DocumentSection {
  const rows = suppliersIn(report).map(({ orgNumber, supplier, items, done, notApplicable, left, outcomes, stops }) => [
    ...[formatOrgNumber(orgNumber), supplier, `${items}`, `${done}`, `${notApplicable}`, `${left}`],
    ...[
      tally(outcomes.map(worded))
        .map(([what, n]) => `${n} ${what}`)
        .join("\n"),
      stops,
    ],
  ]);
  const head = ["Orgnummer", "Leverantör", "Poster", "Redovisade", "Ej aktuella", "Kvar", "Utfall", "Stopp"];
  return { heading: "Utfall per leverantör", table: { head, rows, numbers: [2, 3, 4, 5] } };
}

function doings({ doings }: SweepReport): DocumentSection {
  const rows = doings.map(({ day, by, verb, times, items }) => [
    ...[day, by, verbText(verb)],
    ...[times === 1 ? "" : `${times} gånger`, items === 0 ? "" : `${items}`],
  ]);
  return { heading: "Vem som gjorde vad", table: { head: ["Dag", "Vem", "Vad", "", "Poster"], rows, numbers: [4] } };
}

function signed({ sweep, countersignedAt, sha256 }: SweepReport): DocumentSection {
  const { id, endedAt, endedBy, endedReason, countersignedBy, state } = sweep;
  const word = state === "cancelled" ? "Avbrutet" : "Avslutat";
  const rows = [
    [word, endedAt === null ? "nej, svepet pågår" : `${timeText(new Date(endedAt))} av ${endedBy ?? ""}`],
    ...(endedReason === null ? [] : [["Skäl", endedReason]]),
    [
      "Kontrasignerat",
      countersignedAt === null ? "nej" : `${timeText(new Date(countersignedAt))} av ${countersignedBy ?? ""}`,
    ],
    ["Svepets kontrollsumma", sha256],
  ];
  const proof = `Kontrollsumman räknas på alla poster och allt de har varit. Att inget har ändrats sedan dess prövas med: basvakt sweep verify ${id}`;
  return { heading: "Underskrift och bevis", texts: [proof], table: { head: ["Uppgift", "Värde"], rows } };
}

const WHOM = ["Orgnummer", "Leverantör", "Verksamhet eller roll"];

function whom({ orgNumber, supplier, unit, role }: ReportItem): readonly string[] {
  return [formatOrgNumber(orgNumber), supplier, unit ?? role ?? "hela leverantören"];
}

function noted({ changedAt, by }: ReportItem): string {
  return `${dayOf(new Date(changedAt))} av ${by}`;
}

function listed(
  heading: string,
  none: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): DocumentSection {
  return rows.length === 0 ? { heading, texts: [none] } : { heading, table: { head, rows } };
}
