import { SEVERITIES, SEVERITY_TEXT, type Severity } from "../src/domain/severity.js";
import type { DigestData } from "../src/mail/digest-data.js";
import type { AlertRow, ChangedAlert, ResolvedAlert } from "../src/mail/digest-row.js";
import { stateOfStops, stopTerm } from "../src/mail/stop-term.js";
import { type AlertGrounds, groundsOf, type StopOfTold, stopsLedTo } from "../src/store/digest-alerts.js";
import type { ToldAlert } from "../src/store/digest-told.js";
import { type DigestFrame, isOfGroup, sinceText } from "./digest-frame.js";
import { byGravity, foundIn, sectionOf, subjectOf } from "./digest-row-of.js";

type AlertSections = Pick<DigestData, "newAlerts" | "changed" | "resolved">;

/** All that a group has not been told of one alert, the newest last; the alert as it stands now. */
interface News extends ToldAlert {
  readonly told: readonly ToldAlert[];
}

const OPENED = ["alert.opened"];
const CHANGED = ["alert.raised", "alert.reopened"];
const RESOLVED = ["alert.resolved"];

/** What came, got worse and went since the group was last told; each alert in one place, by where it ended up. */
export function alertSections(frame: DigestFrame, told: readonly ToldAlert[]): AlertSections {
  const news = newsOf(told);
  const resolved = news.filter(hasResolved);
  const opened = news.filter((one) => !hasResolved(one) && happened(one, OPENED));
  const changed = news.filter((one) => !hasResolved(one) && !opened.includes(one) && happened(one, CHANGED));
  const list = (of: readonly News[], verbs: readonly string[]) =>
    `basvakt alerts list --all --since ${sinceText(
      frame,
      of.flatMap(({ told }) => told.filter(({ verb }) => verbs.includes(verb))),
    )}`;
  return {
    newAlerts: {
      ...sectionOf(opened, list(opened, OPENED), (shown) => alertRows(frame, shown)),
      bySeverity: bySeverity(opened),
    },
    changed: sectionOf(changed, `${list(changed, CHANGED)} --happened changed`, (shown) => changedRows(frame, shown)),
    resolved: sectionOf(resolved, `${list(resolved, RESOLVED)} --happened resolved`, (shown) => shown.map(resolvedRow)),
  };
}

function newsOf(told: readonly ToldAlert[]): readonly News[] {
  const byAlert = new Map<number, ToldAlert[]>();
  for (const one of told) byAlert.set(one.id, [...(byAlert.get(one.id) ?? []), one]);
  const news = [...byAlert.values()].flatMap((all) => {
    const last = all.at(-1);
    return last === undefined ? [] : [{ ...last, told: all }];
  });
  return byGravity(news);
}

function happened({ told }: News, verbs: readonly string[]): boolean {
  return told.some(({ verb }) => verbs.includes(verb));
}

function hasResolved(news: News): boolean {
  return happened(news, RESOLVED);
}

function bySeverity(news: readonly News[]): Readonly<Record<Severity, number>> {
  const counts = SEVERITIES.map((severity) => [severity, news.filter((one) => one.severity === severity).length]);
  return Object.fromEntries(counts) as Record<Severity, number>;
}

function alertRows({ db, deps }: DigestFrame, shown: readonly News[]): readonly AlertRow[] {
  const ids = shown.map(({ id }) => id);
  const grounds = groundsOf(db, ids);
  const stops = stopsLedTo(db, ids).filter((stop) => isOfGroup(deps.group, stop));
  return shown.map((news) => ({
    ...alertRow(news),
    ...foundIn(deps, grounds.get(news.id) satisfies AlertGrounds | undefined),
    ledTo: ledTo(
      news,
      stops.filter(({ alertId }) => alertId === news.id),
    ),
  }));
}

function alertRow(news: News) {
  const { id, severity, title, because, rule, observed, threshold, openedAt } = news;
  const command = `basvakt alerts show ${id}`;
  const subject = subjectOf(news);
  return { id, subject, severity, title, because, rule, observed, threshold, opened: new Date(openedAt), command };
}

function changedRows(frame: DigestFrame, shown: readonly News[]): readonly ChangedAlert[] {
  const rows = alertRows(frame, shown);
  return rows.flatMap((row, index) => {
    const news = shown[index];
    if (news === undefined) return [];
    const change = happened(news, ["alert.reopened"]) ? "reopened" : "worse";
    return [{ ...row, change, news: [...new Set(news.told.flatMap(newIn))], changed: new Date(news.at) } as const];
  });
}

/** What was new when an alert was raised: its gravity, a second source, else what was found. */
function newIn({ severityThen, severityBefore, seconded, observedThen }: ToldAlert): readonly string[] {
  const isGraver = severityThen !== null && severityBefore !== null && severityThen !== severityBefore;
  const said = [
    ...(isGraver ? [`${SEVERITY_TEXT[severityThen]}, tidigare ${SEVERITY_TEXT[severityBefore]}`] : []),
    ...(seconded === 1 ? ["en andra, oberoende källa säger detsamma"] : []),
  ];
  return said.length > 0 || observedThen === null ? said : [observedThen];
}

function resolvedRow(news: News): ResolvedAlert {
  const { id, severity, title, command, opened, subject } = alertRow(news);
  const because = `Det som gav larmet (${news.observed}) finns inte längre i källans senaste svar.`;
  return { id, subject, severity, title, because, opened, resolved: new Date(news.at), command };
}

/** What followed, in words; null when the alert is only a signal. */
function ledTo({ action, state }: News, stops: readonly StopOfTold[]): string | null {
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
