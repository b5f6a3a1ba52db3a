import { formatOrgNumber } from "../domain/org-number.js";
import type { Severity } from "../domain/severity.js";
import { SEVERITY_TEXT } from "../domain/severity.js";
import { ROWS_SHOWN, type Section, type StopSection } from "./digest-data.js";
import type { Grounds, StoppedAgreement, Subject } from "./digest-row.js";
import { plain, safeLink } from "./plain.js";
import { ROWS_ATTACHED } from "./section-csv.js";
import type { CardView, Labelled, SectionView, Tone } from "./view.js";

const LONGEST_TITLE = 120;

interface Wording {
  readonly topic: string;
  /** The topic with a capital when not told. */
  readonly heading?: string;
  readonly kicker?: string;
  readonly intro?: string | null;
}

/** A section in words: its first rows as cards, the rest counted. */
export function sectionView<R>(wording: Wording, section: Section<R>, card: (row: R) => CardView): SectionView {
  const { topic, heading = capital(topic), kicker = null, intro = null } = wording;
  const cards = section.rows.slice(0, ROWS_SHOWN).map(card);
  const unseen = section.total - cards.length;
  return {
    topic,
    kicker,
    heading: `${heading} (${section.total})`,
    intro,
    cards,
    total: section.total,
    always: false,
    rest: unseen > 0 ? restText(section, unseen) : null,
    command: section.command,
  };
}

function restText<R>({ attached, total }: Section<R>, unseen: number): string {
  if (attached === undefined) return `Ytterligare ${unseen} av ${total} visas inte här.`;
  const some = total > ROWS_ATTACHED ? `de första ${ROWS_ATTACHED} raderna finns` : "alla rader finns";
  return `Ytterligare ${unseen} av ${total} visas inte här; ${some} i bilagan ${attached.filename}.`;
}

/** A section whose heading counts stops; one case may hold several, and says so. */
export function stopSectionView<R>(wording: Wording, section: StopSection<R>, card: (row: R) => CardView): SectionView {
  const { heading = capital(wording.topic) } = wording;
  const cases =
    section.stops === section.total
      ? ""
      : ` ${section.stops} stopp i ${section.total} ${section.total === 1 ? "ärende" : "ärenden"}.`;
  return {
    ...sectionView({ ...wording, intro: `${wording.intro ?? ""}${cases}`.trim() }, section, card),
    heading: `${heading} (${section.stops})`,
  };
}

export function shortTitle(text: string): string {
  return plain(text, LONGEST_TITLE);
}

/** Title and sentence as one text; what the sentence names itself is not said twice: "Nyhet: A brann" is "Nyhet" then. */
export function leadText(title: string, because: string): string {
  const [what = "", ...named] = title.split(": ");
  const isSaidTwice = named.length > 0 && because.includes(named.join(": "));
  return `${shortTitle(isSaidTwice ? what : title)}. ${because}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function suppliersText(count: number): string {
  return `${count} ${count === 1 ? "leverantör" : "leverantörer"}`;
}

/** Items of a sweep. */
export function itemsText(count: number): string {
  return `${count} ${count === 1 ? "post" : "poster"}`;
}

/** As `audit verify` says it. */
export function trailText({ rows, head }: { readonly rows: number; readonly head: string }): string {
  return `Loggen har ${rows} ${rows === 1 ? "rad" : "rader"}, huvud ${head}.`;
}

/** "559912-3451 · Ekbackens HVB"; what is watched is the supplier when no unit is named. */
export function subjectLine({ orgNumber, unit }: Subject): string {
  return unit === null ? formatOrgNumber(orgNumber) : `${formatOrgNumber(orgNumber)} · ${shortTitle(unit)}`;
}

export function severityTag(severity: Severity): CardView["tag"] {
  return { text: capital(SEVERITY_TEXT[severity]), tone: SEVERITY_TONE[severity] };
}

const SEVERITY_TONE: Readonly<Record<Severity, Tone>> = {
  critical: "stop",
  serious: "serious",
  notice: "note",
  info: "note",
};

const FORM_TEXT: Readonly<Record<StoppedAgreement["form"], string>> = {
  ramavtal: "ramavtal",
  direktupphandling: "direktupphandling",
  iop: "IOP",
  egen_regi: "egen regi",
};

/** One line per agreement: which it is, whose, and the number of the stop. */
export function agreementFacts(stops: readonly StoppedAgreement[]): readonly Labelled[] {
  return stops.map(({ stop, term, form, service, buyer }) => ({
    label: "Avtal",
    value: `${[capital(FORM_TEXT[form]), service, buyer].filter((word) => word !== "").join(", ")} (${term} nr ${stop})`,
  }));
}

/** Observed value, threshold, source with its address, evidence: what a decision rests on. */
export function groundFacts(grounds: Omit<Grounds, "because" | "rule">): readonly Labelled[] {
  const { observed, threshold } = grounds;
  return [
    { label: "Iakttaget", value: observed },
    ...(threshold === null ? [] : [{ label: "Gräns", value: threshold }]),
    sourceFact(grounds),
  ];
}

/** Where it was said: the source with its address, and the number of what is stored of it. */
export function sourceFact({ evidence, source }: Pick<Grounds, "evidence" | "source">): Labelled {
  const link = safeLink(source.address);
  const numbers = evidence.length === 0 ? "inget lagrat underlag" : `underlag nr ${evidence.join(", ")}`;
  return { label: "Källa", value: `${source.title}, ${numbers}`, ...(link === null ? {} : { link }) };
}
