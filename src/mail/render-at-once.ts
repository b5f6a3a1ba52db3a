import type { DigestData } from "./digest-data.js";
import { counted } from "./digest-subject.js";
import { plain, plainData } from "./plain.js";
import { type RenderedDigest, renderView } from "./render-digest.js";
import { capital, sectionView, stopSectionView, suppliersText, trailText } from "./section.js";
import { alertCard, changedCard, resolvedCard } from "./section-alerts.js";
import { heldCard, proposedCard, provisionalCard } from "./stop-card.js";
import { countedTerm, stateOfStops } from "./stop-term.js";
import { longDayText, timeText } from "./swedish-time.js";
import type { SectionView } from "./view.js";

/** What cannot wait for the digest, as plain data. */
export type AtOnceData = Pick<
  DigestData,
  "group" | "day" | "now" | "provisional" | "proposed" | "held" | "newAlerts" | "changed" | "resolved" | "trail"
> & {
  /** What is told is that the date of a decision has passed. */
  readonly overdue: boolean;
  /** How many other things happened that only a command shows. */
  readonly others: number;
};

const LONGEST_SUBJECT = 150;

/** A letter of its own about what cannot wait: the same rows, words and clothes as in the digest. */
export function renderAtOnce(given: AtOnceData): RenderedDigest {
  const data = plainData(given);
  return renderView({
    group: data.group,
    day: capital(longDayText(data.day)),
    news: plain(subjectOf(data), LONGEST_SUBJECT),
    period: `Skickas direkt, ${timeText(data.now)}. Står också i nästa sammanställning.`,
    figures: [],
    sections: sectionsOf(data).filter(({ total }) => total > 0),
    trend: null,
    empty: null,
    manners: ["Ett larm är en signal att pröva, inte ett omdöme om leverantören. Ett stopp gäller nya placeringar."],
    trail: trailText(data.trail),
    trailCommand: data.trail.command,
    written: `Skrivet ${timeText(data.now)}.`,
  });
}

function sectionsOf(data: AtOnceData): readonly SectionView[] {
  const kicker = "Att besluta nu";
  return [
    stopSectionView({ topic: "preliminära stopp", kicker, intro: "Stoppen gäller redan." }, data.provisional, (row) =>
      provisionalCard(row, data),
    ),
    stopSectionView({ topic: "föreslagna stopp", kicker }, data.proposed, (row) => proposedCard(row, data)),
    stopSectionView({ topic: "stopp som väntar på granskning", kicker }, data.held, (row) => heldCard(row, data)),
    sectionView({ topic: "nya kritiska larm" }, data.newAlerts, (row) => alertCard(row)),
    sectionView({ topic: "larm som blivit kritiska eller öppnats igen" }, data.changed, (row) => changedCard(row)),
    sectionView({ topic: "larm som redan är avslutade" }, data.resolved, resolvedCard),
    sectionView(
      { topic: "annat som hänt", intro: "Det visas av kommandot nedan, och i nästa sammanställning." },
      { rows: [], total: data.others, command: "basvakt audit list" },
      () => NOTHING,
    ),
  ];
}

const NOTHING = {
  tag: { text: "", tone: "note" as const },
  title: "",
  subtitle: null,
  lead: null,
  facts: [],
  command: "",
};

/** One supplier is named, with what happened; several are counted. */
function subjectOf(data: AtOnceData): string {
  const { provisional, proposed, held, newAlerts, changed, resolved } = data;
  const parts = [provisional, proposed, held, newAlerts, changed, resolved];
  const names = [...new Set(parts.flatMap(({ rows }) => rows.map(({ subject }) => subject.name)))];
  const [name] = names;
  if (name === undefined) return "Något har hänt som inte kan vänta";
  const isWhole = parts.every(({ rows, total }) => rows.length === total);
  if (names.length === 1 && isWhole) return `${whatOf(data)}: ${name}`;
  return `${countsOf(data).join(", ")} hos ${suppliersText(names.length)}${isWhole ? "" : " eller fler"}`;
}

function countsOf({ overdue, provisional, proposed, held, newAlerts, changed, resolved }: AtOnceData): string[] {
  const terms = [...new Set(provisional.rows.flatMap(({ stops }) => stops.map(({ term }) => term)))];
  const [term] = terms;
  const stops = provisional.stops + proposed.stops + held.stops;
  const started = terms.length === 1 && term !== undefined && stops === provisional.stops;
  return [
    ...counted(
      stops,
      overdue ? "försenat beslut om stopp" : "stopp",
      overdue ? "försenade beslut om stopp" : "stopp",
    ).map((text) => (started && !overdue ? countedTerm(stops, term) : text)),
    ...counted(newAlerts.total, "nytt kritiskt larm", "nya kritiska larm"),
    ...counted(changed.total, "larm värre", "larm värre"),
    ...counted(resolved.total, "larm avslutat", "larm avslutade"),
  ];
}

function whatOf({ overdue, provisional, newAlerts, changed, resolved }: AtOnceData): string {
  if (overdue) return "Beslut om stopp är försenat";
  const terms = provisional.rows.flatMap(({ stops }) => stops.map(({ term }) => term));
  if (terms.length > 0) return capital(stateOfStops("provisional", terms));
  const [fresh] = newAlerts.rows;
  if (fresh !== undefined) return `Nytt kritiskt larm, ${fresh.title}`;
  const [worse] = changed.rows;
  if (worse !== undefined) return `${worse.change === "worse" ? "Värre" : "Öppnat igen"}, ${worse.title}`;
  const [over] = resolved.rows;
  return over === undefined ? "Stopp att besluta om" : `Avslutat, ${over.title}`;
}
