import type { DigestData } from "./digest-data.js";
import type { AheadRow, NewsRow, SourceTrouble, SweepRow, WaitingRow } from "./digest-row.js";
import { checksDone, SOURCE_STATE } from "./digest-subject.js";
import { safeLink } from "./plain.js";
import { capital, sectionView, shortTitle, subjectLine } from "./section.js";
import { dayOrTimeText, longDayText, timeText } from "./swedish-time.js";
import type { CardView, SectionView } from "./view.js";

/** What waits, what was looked at, what the trade's news say, what is coming. */
export function lookoutSections(data: DigestData): readonly SectionView[] {
  return [
    {
      ...sectionView({ topic: "ärenden som väntar", heading: "Det här väntar, och på vem" }, data.waiting, waitingCard),
      command: null,
    },
    sectionView({ topic: "svep", heading: "Svep: det har blivit dags" }, data.sweeps, sweepCard),
    sourcesSection(data),
    sectionView(
      { topic: "branschnytt", intro: "Nyheter om insatserna som inte nämner någon leverantör." },
      data.news,
      newsCard,
    ),
    sectionView({ topic: "kommande datum" }, data.ahead, aheadCard),
  ];
}

const HEALTH = "källor och täckning";

/** Always shown: that everything was looked at is as much a message as that something was not. */
function sourcesSection(data: DigestData): SectionView {
  const section = sectionView({ topic: HEALTH, intro: coverageText(data) }, data.troubled, sourceCard);
  return { ...section, heading: capital(HEALTH), always: true };
}

function coverageText(data: DigestData): string {
  const { failed, skipped, missed } = data.coverage;
  const gaps = [
    [failed, "misslyckades"],
    [skipped, "hoppades över"],
    [missed, "blev aldrig av"],
  ]
    .filter(([count]) => count !== 0)
    .map(([count, what]) => `${count} ${what}`);
  const which = gaps.length === 0 ? "" : ` Vilka: ${data.coverage.command}.`;
  const off = data.off.length === 0 ? "" : ` Avstängda (ej inställda): ${data.off.join("; ")}.`;
  const { total } = data.troubled;
  const asked = data.working + total;
  const sources =
    asked === 0
      ? " Ingen inställd källa har frågats än."
      : ` ${data.working} av ${asked} ${asked === 1 ? "inställd källa" : "inställda källor"} svarar som de ska.`;
  return `${[checksDone(data), ...gaps].join(", ")}.${sources}${off}${which}`;
}

function sourceCard(row: SourceTrouble): CardView {
  return {
    tag: { text: capital(SOURCE_STATE[row.state]), tone: row.state === "failing" ? "serious" : "stop" },
    title: row.title,
    subtitle: null,
    lead: row.why,
    facts: [{ label: "Svarade senast", value: row.lastSuccess === null ? "aldrig" : timeText(row.lastSuccess) }],
    command: row.command,
  };
}

function waitingCard({ who, what, count, days, overdue, command }: WaitingRow): CardView {
  const age = days === 0 ? "sedan i dag" : days === 1 ? "äldst i 1 dag" : `äldst i ${days} dagar`;
  return {
    tag: { text: capital(age), tone: overdue ? "serious" : "note" },
    title: shortTitle(capital(who)),
    subtitle: null,
    lead: `${count} ${what}`,
    facts: [],
    command,
  };
}

function newsCard({ title, feed, address, published, command }: NewsRow): CardView {
  const link = safeLink(address);
  return {
    tag: { text: "Nyhet", tone: "note" },
    title: shortTitle(title),
    subtitle: published === null ? feed : `${feed} · ${dayOrTimeText(published)}`,
    lead: null,
    facts: link === null ? [] : [{ label: "Läs", value: "hela nyheten", link }],
    command,
  };
}

function aheadCard({ day, what, subject, command }: AheadRow): CardView {
  return {
    tag: { text: capital(longDayText(day)), tone: "note" },
    title: what,
    subtitle: subject === null ? null : `${shortTitle(subject.name)} · ${subjectLine(subject)}`,
    lead: null,
    facts: [],
    command,
  };
}

const REMINDER_TEXT: Readonly<Record<SweepRow["reminder"], string>> = {
  fourteen: "14 dagar har gått",
  thirty: "30 dagar har gått",
  before_due: "Snart ska det vara klart",
  overdue: "Dagen har passerat",
  half_year: "Ett halvår utan svep",
};

function sweepCard(row: SweepRow): CardView {
  const { sweep, title, reminder, due, owner, items, settled, left, last, command } = row;
  const isLate = reminder === "overdue" || reminder === "half_year";
  const tag = { text: REMINDER_TEXT[reminder], tone: isLate ? ("serious" as const) : ("note" as const) };
  if (sweep === null) {
    const since = last === null ? "Inget har gjorts sedan registret lades upp." : `Det senaste började ${last}.`;
    const lead = `${since} Nästa skulle ha börjat senast ${due}; det börjas av en person, aldrig av sig självt.`;
    return { tag, title: shortTitle(`Halvårskontroll: ${title}`), subtitle: null, lead, facts: [], command };
  }
  const waits = left.map(({ who, items: n }) => ({
    label: shortTitle(who ?? "Ingen handläggare"),
    value: `${n} kvar`,
  }));
  const told = reminder === "overdue" ? "Ägaren avgör vad som görs med det som är kvar: " : "";
  return {
    tag,
    title: shortTitle(`Svep ${sweep}: ${title}`),
    subtitle: `${settled} av ${items} redovisade · klart senast ${due}`,
    lead: `${told}${told === "" ? "Ägare: " : ""}${shortTitle(owner ?? "")}.`,
    facts: waits,
    command,
  };
}
