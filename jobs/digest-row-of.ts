import type { Severity } from "../src/domain/severity.js";
import { severityRank } from "../src/domain/severity.js";
import type { Section, StopSection } from "../src/mail/digest-data.js";
import { ROWS_SHOWN } from "../src/mail/digest-data.js";
import type { Grounds, Row, StoppedAgreement, Subject } from "../src/mail/digest-row.js";
import { ROWS_ATTACHED, sectionCsv } from "../src/mail/section-csv.js";
import { stopTerm } from "../src/mail/stop-term.js";
import { serviceTitle } from "../src/services.js";
import type { AlertGrounds } from "../src/store/digest-alerts.js";
import type { LiveStop } from "../src/store/digest-stops.js";
import type { AboutRow } from "../src/store/digest-told.js";
import type { DigestDeps } from "./digest-frame.js";

/** The first rows of a section; when they are not all, every row is put in a file of that name, made a slice at a time. */
export function sectionOf<T, R extends Row>(
  all: readonly T[],
  command: string,
  rowsOf: (some: readonly T[]) => readonly R[],
  file: string,
): Section<R> {
  const section = { rows: rowsOf(all.slice(0, ROWS_SHOWN)), total: all.length, command };
  if (all.length <= ROWS_SHOWN) return section;
  return { ...section, attached: sectionCsv(file, inSlices(all.slice(0, ROWS_ATTACHED), rowsOf)) };
}

const SLICE = 250;

function* inSlices<T, R>(all: readonly T[], rowsOf: (some: readonly T[]) => readonly R[]): Iterable<R> {
  for (let from = 0; from < all.length; from += SLICE) yield* rowsOf(all.slice(from, from + SLICE));
}

/** One finding's stops. */
export type Case = readonly [LiveStop, ...LiveStop[]];

/** Stops as cases, in the order of their first ones. */
export function casesOf(stops: readonly LiveStop[]): readonly Case[] {
  const cases = new Map<string, [LiveStop, ...LiveStop[]]>();
  for (const stop of stops) {
    const key = stop.alertId === null ? `stop ${stop.id}` : `alert ${stop.alertId}`;
    const known = cases.get(key);
    if (known === undefined) cases.set(key, [stop]);
    else known.push(stop);
  }
  return [...cases.values()];
}

export function stopSectionOf<R extends Row>(
  cases: readonly Case[],
  command: string,
  rowsOf: (some: readonly Case[]) => readonly R[],
  file: string,
): StopSection<R> {
  return { ...sectionOf(cases, command, rowsOf, file), stops: cases.reduce((sum, stops) => sum + stops.length, 0) };
}

export function subjectOf({ orgNumber, name, unit }: AboutRow): Subject {
  return { orgNumber, name, unit };
}

export function stoppedAgreement(
  { services }: DigestDeps,
  { id, form, service, buyer, owner }: LiveStop,
): StoppedAgreement {
  return { stop: id, term: stopTerm(form), form, service: serviceTitle(services, service), buyer, owner };
}

export function sourceTitle({ titles }: Pick<DigestDeps, "titles">, id: string): string {
  return titles[id] ?? id;
}

/** Evidence and source of an alert's grounds; a sum of other alerts rests on them alone. */
export function foundIn(deps: DigestDeps, grounds: AlertGrounds | undefined): Pick<Grounds, "evidence" | "source"> {
  if (grounds === undefined || grounds.source === null) {
    return { evidence: [], source: { title: "Basvakt, flera larm tillsammans", address: null } };
  }
  return {
    evidence: grounds.evidence,
    source: { title: sourceTitle(deps, grounds.source), address: grounds.address },
  };
}

/** The gravest first, then by organisation number, then as they came. */
export function byGravity<R extends { readonly severity: Severity; readonly orgNumber: string; readonly id: number }>(
  rows: readonly R[],
): readonly R[] {
  return rows.toSorted(
    (a, b) =>
      severityRank(b.severity) - severityRank(a.severity) || a.orgNumber.localeCompare(b.orgNumber) || a.id - b.id,
  );
}
