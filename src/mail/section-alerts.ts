import { SEVERITIES, SEVERITY_TEXT } from "../domain/severity.js";
import type { DigestData } from "./digest-data.js";
import type { AlertRow, ChangedAlert, DecidedRow, ProposedStop, ResolvedAlert } from "./digest-row.js";
import { capital, groundFacts, leadText, sectionView, severityTag, shortTitle, subjectLine } from "./section.js";
import { timeText } from "./swedish-time.js";
import type { CardView, SectionView } from "./view.js";

/** What came, got worse and went, and what people decided. */
export function alertSections(data: DigestData): readonly SectionView[] {
  const above = toldAbove(data);
  return [
    sectionView({ topic: "nya larm", intro: severityLine(data) }, data.newAlerts, (row) => alertCard(row, above)),
    sectionView({ topic: "larm som blivit värre eller öppnats igen" }, data.changed, (row) => changedCard(row, above)),
    sectionView(
      { topic: "avslutade larm", intro: "Att ett larm avslutas upphäver inget stopp." },
      data.resolved,
      resolvedCard,
    ),
    sectionView({ topic: "beslut om stopp" }, data.decided, decidedCard),
  ];
}

/** Alerts whose stops stand above with all they rest on: not told twice in one letter. */
function toldAbove({ provisional, proposed, held }: DigestData): ReadonlySet<number> {
  const shown = [provisional, proposed, held].flatMap(({ rows }): readonly ProposedStop[] => rows);
  return new Set(shown.flatMap(({ isNew, alertId }) => (isNew === false || alertId === null ? [] : [alertId])));
}

/** "Kritisk 2 · Allvarlig 3": the worst first, levels without alerts left out. */
function severityLine({ newAlerts }: DigestData): string {
  return [...SEVERITIES]
    .reverse()
    .filter((severity) => newAlerts.bySeverity[severity] > 0)
    .map((severity) => `${capital(SEVERITY_TEXT[severity])} ${newAlerts.bySeverity[severity]}`)
    .join(" · ");
}

export function alertCard(row: AlertRow, above: ReadonlySet<number> = new Set()): CardView {
  const isAbove = above.has(row.id);
  return {
    tag: severityTag(row.severity),
    title: shortTitle(row.subject.name),
    subtitle: `${subjectLine(row.subject)} · larm nr ${row.id}`,
    lead: isAbove ? `${shortTitle(row.title)}.` : leadText(row.title, row.because),
    facts: [
      ...(isAbove ? [] : groundFacts(row)),
      { label: "Öppnat", value: `${timeText(row.opened)}, regel ${row.rule}` },
      ...(row.ledTo === null ? [] : [{ label: "Ledde till", value: `${row.ledTo}${isAbove ? ", se ovan" : ""}` }]),
    ],
    command: row.command,
  };
}

export function changedCard(row: ChangedAlert, above: ReadonlySet<number> = new Set()): CardView {
  const card = alertCard(row, above);
  const what = row.change === "worse" ? "Värre" : "Öppnat igen";
  const news = row.news.map((value) => ({ label: "Nytt", value }));
  return {
    ...card,
    tag: { text: `${what} (${card.tag.text.toLowerCase()})`, tone: card.tag.tone },
    facts: [...news, { label: "Ändrat", value: timeText(row.changed) }, ...card.facts],
  };
}

export function resolvedCard(row: ResolvedAlert): CardView {
  return {
    tag: { text: "Avslutat", tone: "good" },
    title: shortTitle(row.subject.name),
    subtitle: `${subjectLine(row.subject)} · larm nr ${row.id}`,
    lead: leadText(row.title, row.because),
    facts: [{ label: "Öppet", value: `${timeText(row.opened)} till ${timeText(row.resolved)}` }],
    command: row.command,
  };
}

function decidedCard({ subject, what, by, at, reason, command }: DecidedRow): CardView {
  return {
    tag: { text: "Beslutat", tone: "note" },
    title: shortTitle(subject.name),
    subtitle: subjectLine(subject),
    lead: `${capital(what)}.`,
    facts: [
      { label: "Beslut", value: `${timeText(at)} av ${by}` },
      ...(reason === null ? [] : [{ label: "Skäl", value: reason }]),
    ],
    command,
  };
}
