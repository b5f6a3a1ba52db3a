import { type Day, dayOf } from "../src/domain/day.js";
import { coverageCount } from "../src/store/coverage.js";
import type { Db } from "../src/store/open.js";
import {
  admissionsDecided,
  complaintsReceived,
  contractsEnded,
  type Figure,
  inquiriesOpened,
  leadTimes,
  type Period,
  removals,
  stopsBegun,
  stopsLifted,
  stopsStanding,
  supplierCount,
  suppliersOn,
  suppliersStopped,
} from "../src/store/report.js";
import { sweepFigures, sweepItemFigures, sweepSentence } from "./report-sweeps.js";

export interface ReportSection {
  readonly heading: string;
  readonly figures: readonly Figure[];
  /** The command that prints the rows behind (law 15). */
  readonly command: string;
}

export interface Report {
  readonly from: Day;
  readonly to: Day;
  /** What a committee reads first. */
  readonly sentences: readonly string[];
  readonly sections: readonly ReportSection[];
}

/** What a period came to, in figures by agreement area and form. Reads only; call it in one snapshot. */
export function report(db: Db, from: Date, before: Date): Report {
  const lastDay = dayOf(new Date(before.getTime() - 1));
  const period: Period = { from: from.getTime(), before: before.getTime(), lastDay };
  const sections = sectionsOf(db, period);
  return { from: dayOf(from), to: lastDay, sentences: sentences(db, period, sections), sections };
}

function sectionsOf(db: Db, period: Period): readonly ReportSection[] {
  const made = (heading: string, figures: readonly Figure[], command: string) => ({ heading, figures, command });
  const stops = "basvakt stops list --all";
  return [
    made("Leverantörer den sista dagen", suppliersOn(db, period), "basvakt agreements list --all"),
    made("Stopp som började gälla, efter grund", stopsBegun(db, period, "ground"), stops),
    made("Stopp som började gälla, efter ursprung", stopsBegun(db, period, "origin"), stops),
    made("Stopp som upphävdes", stopsLifted(db, period), stops),
    made("Stopp som gällde den sista dagen", stopsStanding(db, period), stops),
    made("Borttagna leverantörer, efter grund", removals(db, period), "basvakt suppliers list --status removed"),
    made("Avslutade avtal", contractsEnded(db, period, "how"), "basvakt agreements list --all"),
    made("Avslutade avtal, efter grund", contractsEnded(db, period, "ground"), "basvakt agreements list --all"),
    made("Fördjupade kontroller", inquiriesOpened(db, period), "basvakt inquiries list --all"),
    made("Synpunkter, efter slag", complaintsReceived(db, period, "kind"), "basvakt complaints list --all"),
    made("Synpunkter, efter avslut", complaintsReceived(db, period, "closing"), "basvakt complaints list --all"),
    made("Prövningar före registret", admissionsDecided(db, period), "basvakt admit list --all"),
    made("Svep, efter slag", sweepFigures(db, period), "basvakt sweep status --all"),
    made("Poster i avslutade svep", sweepItemFigures(db, period), "basvakt sweep status --all"),
    made("Kontroller", controls(db, period), "basvakt coverage"),
  ];
}

function controls(db: Db, { from, before }: Period): readonly Figure[] {
  const { done, failed, skipped, missed } = coverageCount(db, new Date(from), new Date(before - 1));
  const words = { gjorda: done, misslyckade: failed, "inte gjorda, med skäl": skipped, "aldrig körda": missed };
  return Object.entries(words).map(([what, n]) => ({ what, service: "", form: "", n }));
}

function sentences(db: Db, period: Period, sections: readonly ReportSection[]): readonly string[] {
  const of = (heading: string) => sections.find((section) => section.heading === heading)?.figures ?? [];
  const { suppliers, agreements } = supplierCount(db, period);
  const begun = sum(of("Stopp som började gälla, efter grund"));
  const lifted = sum(of("Stopp som upphävdes"));
  const standing = sum(of("Stopp som gällde den sista dagen"));
  return [
    `${count(suppliers, "leverantör", "leverantörer")} den ${period.lastDay}, i ${agreements} avtal.`,
    `${begun} stopp började gälla, hos ${count(suppliersStopped(db, period), "leverantör", "leverantörer")}; ${lifted} upphävdes och ${standing} gällde den sista dagen.`,
    ...inquirySentence(of("Fördjupade kontroller")),
    ...admissionSentence(of("Prövningar före registret")),
    ...complaintSentence(of("Synpunkter, efter slag")),
    ...sweepSentence(db, period),
    ...controlSentence(of("Kontroller")),
    ...leadSentence(db, period),
  ];
}

function inquirySentence(figures: readonly Figure[]): readonly string[] {
  const all = sum(figures);
  const led = sum(figures.filter(({ what }) => what === "pausad" || what === "borttagen"));
  return all === 0
    ? ["Ingen fördjupad kontroll öppnades."]
    : [`${count(all, "fördjupad kontroll", "fördjupade kontroller")}, varav ${led} ledde till paus eller borttagning.`];
}

function admissionSentence(figures: readonly Figure[]): readonly string[] {
  const all = sum(figures);
  const refused = sum(figures.filter(({ what }) => what.startsWith("inte godkänd")));
  return all === 0 ? [] : [`Av dem som prövades för att tas in i registret: ${refused} av ${all} godkändes inte.`];
}

function complaintSentence(figures: readonly Figure[]): readonly string[] {
  if (figures.length === 0) return [];
  const kinds = totals(figures);
  const [most] = kinds.toSorted((a, b) => b.n - a.n);
  return [`${count(sum(figures), "synpunkt", "synpunkter")}, flest om ${most?.what} (${most?.n}).`];
}

function controlSentence(figures: readonly Figure[]): readonly string[] {
  const due = sum(figures);
  const done = figures.find(({ what }) => what === "gjorda")?.n ?? 0;
  return due === 0 ? ["Ingen kontroll skulle göras."] : [`${done} av ${due} kontroller gjordes.`];
}

function leadSentence(db: Db, period: Period): readonly string[] {
  const times = leadTimes(db, period);
  const seen = median(times.flatMap((one) => one.seen ?? []));
  const decided = median(times.flatMap((one) => one.decided ?? []));
  if (seen === null) return [];
  const on = decided === null ? "inget larm är beslutat" : `från larm till beslut ${days(decided)}`;
  return [`Från källans uppgift till larm gick ${days(seen)} (median, ${times.length} larm); ${on}.`];
}

/** Figures added up over agreement areas and forms. */
export function totals(figures: readonly Figure[]): readonly { readonly what: string; readonly n: number }[] {
  const whats = [...new Set(figures.map(({ what }) => what))];
  return whats.map((what) => ({ what, n: sum(figures.filter((one) => one.what === what)) }));
}

function sum(figures: readonly { readonly n: number }[]): number {
  return figures.reduce((total, { n }) => total + n, 0);
}

function median(values: readonly number[]): number | null {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.floor((ordered.length - 1) / 2)] ?? null;
}

function days(value: number): string {
  const shown = value.toLocaleString("sv-SE", { maximumFractionDigits: 1 });
  if (shown === "0") return "mindre än en dag";
  return `${shown} ${shown === "1" ? "dag" : "dagar"}`;
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
