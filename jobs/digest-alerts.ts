import { SEVERITIES, SEVERITY_TEXT, type Severity } from "../src/domain/severity.js";
import type { DigestData } from "../src/mail/digest-data.js";
import type { AlertRow, ChangedAlert, ResolvedAlert } from "../src/mail/digest-row.js";
import { stateOfStops, stopTerm } from "../src/mail/stop-term.js";
import { groundsOf, type StopOfTold, stopsLedTo } from "../src/store/digest-alerts.js";
import { type AlertDetail, type AlertNews, alertDetails, alertNews, type ToldAlert } from "../src/store/told-alert.js";
import { type DigestFrame, isOfGroup, sinceText } from "./digest-frame.js";
import { byGravity, foundIn, sectionOf, subjectOf } from "./digest-row-of.js";

type AlertSections = Pick<DigestData, "newAlerts" | "changed" | "resolved">;

/** All that a group has not been told of one alert, the newest last. */
type News = Pick<ToldAlert, "id" | "severity" | "orgNumber"> & { readonly told: readonly ToldAlert[] };

const OPENED = ["alert.opened"];
const CHANGED = ["alert.raised", "alert.reopened"];
const RESOLVED = ["alert.resolved"];

/** What came, got worse and went since the group was last told; each alert in one place, by where it ended up. */
export function alertSections(frame: DigestFrame, told: readonly ToldAlert[]): AlertSections {
  const news = newsOf(told);
  const resolved = news.filter(hasResolved);
  const opened = news.filter((one) => !hasResolved(one) && happened(one, OPENED));
  const changed = news.filter((one) => !hasResolved(one) && !happened(one, OPENED) && happened(one, CHANGED));
  const list = (of: readonly News[], verbs: readonly string[]) =>
    `basvakt alerts list --all --since ${sinceText(frame, firstOf(of, verbs))}`;
  return {
    newAlerts: {
      ...sectionOf(opened, list(opened, OPENED), (shown) => alertRows(frame, shown), "nya-larm.csv"),
      bySeverity: bySeverity(opened),
    },
    changed: sectionOf(
      changed,
      `${list(changed, CHANGED)} --happened changed`,
      (shown) => changedRows(frame, shown),
      "larm-varre.csv",
    ),
    resolved: sectionOf(
      resolved,
      `${list(resolved, RESOLVED)} --happened resolved`,
      (shown) => resolvedRows(frame, shown),
      "larm-avslutade.csv",
    ),
  };
}

/** What ended is left out when nobody was told that it began: there is nothing to take back (R40). */
function newsOf(told: readonly ToldAlert[]): readonly News[] {
  const byAlert = new Map<number, { id: number; severity: Severity; orgNumber: string; told: ToldAlert[] }>();
  for (const one of told) {
    const known = byAlert.get(one.id);
    if (known === undefined)
      byAlert.set(one.id, { id: one.id, severity: one.severity, orgNumber: one.orgNumber, told: [one] });
    else known.told.push(one);
  }
  return byGravity([...byAlert.values()].filter((news) => !hasResolved(news) || news.told.at(-1)?.known === 1));
}

/** The first of what happened, whose time a list must begin with. */
function firstOf(news: readonly News[], verbs: readonly string[]): readonly ToldAlert[] {
  let first: ToldAlert | null = null;
  for (const { told } of news) {
    for (const one of told) if (verbs.includes(one.verb) && (first === null || one.at < first.at)) first = one;
  }
  return first === null ? [] : [first];
}

function happened({ told }: Pick<News, "told">, verbs: readonly string[]): boolean {
  return told.some(({ verb }) => verbs.includes(verb));
}

function hasResolved(news: Pick<News, "told">): boolean {
  return happened(news, RESOLVED);
}

function bySeverity(news: readonly News[]): Readonly<Record<Severity, number>> {
  const counts = SEVERITIES.map((severity) => [severity, news.filter((one) => one.severity === severity).length]);
  return Object.fromEntries(counts) as Record<Severity, number>;
}

function alertRows({ db, deps }: DigestFrame, shown: readonly News[]): readonly AlertRow[] {
  const ids = shown.map(({ id }) => id);
  const details = alertDetails(db, ids);
  const grounds = groundsOf(db, ids);
  const stops = stopsLedTo(db, ids).filter((stop) => isOfGroup(deps.group, stop));
  const stopsOf = (id: number) => stops.filter(({ alertId }) => alertId === id);
  return shown.map(({ id }) => {
    const detail = detailOf(details, id);
    return { ...alertRow(detail), ...foundIn(deps, grounds.get(id)), ledTo: ledTo(detail, stopsOf(id)) };
  });
}

function detailOf(details: ReadonlyMap<number, AlertDetail>, id: number): AlertDetail {
  const detail = details.get(id);
  if (detail === undefined) throw new Error("an alert that is told of is in the store");
  return detail;
}

function alertRow(detail: AlertDetail) {
  const { id, severity, title, because, rule, observed, threshold, openedAt } = detail;
  const command = `basvakt alerts show ${id}`;
  const subject = subjectOf(detail);
  return { id, subject, severity, title, because, rule, observed, threshold, opened: new Date(openedAt), command };
}

function changedRows(frame: DigestFrame, shown: readonly News[]): readonly ChangedAlert[] {
  const rows = alertRows(frame, shown);
  const then = alertNews(
    frame.db,
    shown.flatMap(({ told }) => told.map(({ seq }) => seq)),
  );
  return rows.flatMap((row, index) => {
    const news = shown[index];
    const last = news?.told.at(-1);
    if (news === undefined || last === undefined) return [];
    const change = happened(news, ["alert.reopened"]) ? "reopened" : "worse";
    const said = news.told.flatMap(({ seq }) => newIn(then.get(seq)));
    return [{ ...row, change, news: [...new Set(said)], changed: new Date(last.at) } as const];
  });
}

/** What was new when an alert was raised: its gravity, a second source, else what was found. */
function newIn(news: AlertNews | undefined): readonly string[] {
  if (news === undefined) return [];
  const { severityThen, severityBefore, seconded, observedThen } = news;
  const isGraver = severityThen !== null && severityBefore !== null && severityThen !== severityBefore;
  const said = [
    ...(isGraver ? [`${SEVERITY_TEXT[severityThen]}, tidigare ${SEVERITY_TEXT[severityBefore]}`] : []),
    ...(seconded === 1 ? ["en andra, oberoende källa säger detsamma"] : []),
  ];
  return said.length > 0 || observedThen === null ? said : [observedThen];
}

function resolvedRows({ db }: DigestFrame, shown: readonly News[]): readonly ResolvedAlert[] {
  const details = alertDetails(
    db,
    shown.map(({ id }) => id),
  );
  return shown.map(({ id, told }) => {
    const detail = detailOf(details, id);
    const { severity, title, command, opened, subject } = alertRow(detail);
    const because = `Det som gav larmet (${detail.observed}) finns inte längre i källans senaste svar.`;
    return { id, subject, severity, title, because, opened, resolved: new Date(told.at(-1)?.at ?? 0), command };
  });
}

/** What followed, in words; null when the alert is only a signal. */
function ledTo({ action, state }: AlertDetail, stops: readonly StopOfTold[]): string | null {
  const termsIn = (wanted: StopOfTold["state"]) =>
    stops.filter((stop) => stop.state === wanted).map(({ form }) => stopTerm(form));
  const named = (["provisional", "confirmed", "proposed"] as const).flatMap((wanted) => {
    const terms = termsIn(wanted);
    return terms.length === 0 ? [] : [stateOfStops(wanted, terms)];
  });
  const held = termsIn("held").length > 0 ? ["stopp som väntar på granskning"] : [];
  const inquiry = action === "inquire" ? ["fördjupad kontroll"] : [];
  const closed = state === "dismissed" ? ["avfärdat av en person"] : [];
  const all = [...named, ...held, ...inquiry, ...closed];
  return all.length === 0 ? null : all.join(" och ");
}
