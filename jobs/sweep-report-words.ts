import type { SweepScope } from "../src/domain/sweep.js";
import { decisionText } from "../src/mail/decision-text.js";
import { readServices, serviceTitle } from "../src/services.js";
import type { SweepStatus } from "../src/store/list-sweeps.js";
import { FORM_TEXT } from "./draft.js";
import type { ReportItem, SweepReport } from "./sweep-report.js";

/** What a committee reads first. */
export function sentencesOf(report: SweepReport): readonly string[] {
  const { sweep, stops, items, before } = report;
  const { done, notApplicable, waiting, overdue } = sweep;
  const suppliers = new Set(items.map(({ orgNumber }) => orgNumber)).size;
  const deviating = items.filter(({ deviates }) => deviates);
  const left = waiting + overdue;
  const aside = counted(notApplicable, "var inte aktuell", "var inte aktuella");
  const accounted = `${done} redovisades, ${aside} och ${leftText(sweep, left)}.`;
  const found =
    deviating.length === 0
      ? nothingDeviates(sweep)
      : `${counted(deviating.length, "post avvek", "poster avvek")} från det väntade, hos ${leverantorer(new Set(deviating.map(({ orgNumber }) => orgNumber)).size)}.`;
  return [
    `${counted(items.length, "post", "poster")} hos ${leverantorer(suppliers)} skulle redovisas; ${accounted}`,
    found,
    stopsText(stops),
    ...(before === null
      ? []
      : [`${counted(before.differences.length, "skillnad", "skillnader")} mot förra svepet (${before.endedOn}).`]),
    ...(left === 0 || sweep.state !== "closed"
      ? []
      : [`Varför ${left} inte redovisades står under Ej redovisade, med den som angav skälet.`]),
  ];
}

/** Before anybody has looked, that nothing deviates says nothing. */
export function nothingDeviates({ done }: Pick<SweepStatus, "done">): string {
  return done === 0 ? "Ingenting har redovisats." : "Inget av det som redovisades avvek från det väntade.";
}

export function scopeText({ scope }: Pick<SweepStatus, "scope">): string {
  const { all, services, forms, agreements }: SweepScope = scope;
  if (all) return "alla leverantörer i registret";
  const known = readServices();
  const named = [
    services.map((service) => serviceTitle(known, service)).join(", "),
    forms.map((form) => FORM_TEXT[form]).join(", "),
    ...(agreements.length === 0 ? [] : [`avtal ${agreements.join(", ")}`]),
  ];
  return named.join("; ");
}

export interface SupplierOutcome extends Pick<ReportItem, "orgNumber" | "supplier"> {
  readonly items: number;
  readonly done: number;
  readonly notApplicable: number;
  readonly left: number;
  readonly outcomes: readonly string[];
  /** Numbers of the stops that followed. */
  readonly stops: string;
}

/** What each supplier's items came to, in the order of their numbers. */
export function suppliersIn({ items, stops }: SweepReport): readonly SupplierOutcome[] {
  const stopsOf = new Map(bySupplier(stops).map((own) => [own[0].orgNumber, own]));
  return bySupplier(items).map((own) => {
    const [first] = own;
    const of = (...states: readonly ReportItem["state"][]) => own.filter(({ state }) => states.includes(state)).length;
    return {
      ...{ orgNumber: first.orgNumber, supplier: first.supplier, items: own.length },
      ...{ done: of("done"), notApplicable: of("not_applicable"), left: of("waiting", "overdue") },
      outcomes: own.flatMap(({ outcome }) => outcome ?? []),
      stops: (stopsOf.get(first.orgNumber) ?? []).map(({ id }) => `nr ${id}`).join(", "),
    };
  });
}

/** Rows of the same supplier together, in the order of their first ones. */
export function bySupplier<T extends { readonly orgNumber: string }>(
  rows: readonly T[],
): readonly (readonly [T, ...T[]])[] {
  const suppliers = new Map<string, [T, ...T[]]>();
  for (const row of rows) {
    const known = suppliers.get(row.orgNumber);
    if (known === undefined) suppliers.set(row.orgNumber, [row]);
    else known.push(row);
  }
  return [...suppliers.values()];
}

function stopsText(stops: SweepReport["stops"]): string {
  if (stops.length === 0) return "Inget stopp följde.";
  const proposed = stops.filter(({ last }) => last === "stop.proposed").length;
  const among = proposed === 0 ? "" : proposed === stops.length ? ", som förslag" : `, varav ${proposed} som förslag`;
  return `${stops.length} stopp följde${among}, hos ${leverantorer(new Set(stops.map(({ orgNumber }) => orgNumber)).size)}.`;
}

function leftText({ state }: SweepStatus, left: number): string {
  if (state === "open" || state === "paused") return left === 0 ? "inget återstår" : `${left} återstår`;
  return left === 0 ? "ingen lämnades utan redovisning" : `${left} lämnades utan redovisning`;
}

/** An outcome without the day of the decision, to be counted with others like it. */
export function undated(outcome: string): string {
  return outcome.replace(/ \d{4}-\d\d-\d\d$/, "");
}

/** IVO's decisions in words. */
export function worded(outcome: string): string {
  return outcome.replace(/[A-Z]+(?:_[A-Z]+)+|[A-Z]{5,}/g, decisionText);
}

/** Words and how many times each is there, the most frequent first. */
export function tally(words: readonly string[]): readonly (readonly [word: string, times: number])[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

function leverantorer(n: number): string {
  return counted(n, "leverantör", "leverantörer");
}

function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
