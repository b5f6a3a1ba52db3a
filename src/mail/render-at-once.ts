import type { DigestData } from "./digest-data.js";
import { plain, plainData } from "./plain.js";
import { type RenderedDigest, renderView } from "./render-digest.js";
import { capital, sectionView, stopSectionView, suppliersText } from "./section.js";
import { alertCard, changedCard, resolvedCard } from "./section-alerts.js";
import { provisionalCard } from "./stop-card.js";
import { countedTerm, stateOfStops } from "./stop-term.js";
import { longDayText, timeText } from "./swedish-time.js";
import type { SectionView } from "./view.js";

/** What cannot wait for the digest, as plain data. */
export type AtOnceData = Pick<
  DigestData,
  "group" | "day" | "now" | "provisional" | "newAlerts" | "changed" | "resolved" | "trail"
>;

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
    empty: null,
    manners: ["Ett larm är en signal att pröva, inte ett omdöme om leverantören. Ett stopp gäller nya placeringar."],
    trail: `Beslutskedjan har ${data.trail.rows} länkar, den senaste ${data.trail.head}.`,
    trailCommand: data.trail.command,
    written: `Skrivet ${timeText(data.now)}.`,
  });
}

function sectionsOf(data: AtOnceData): readonly SectionView[] {
  return [
    stopSectionView(
      { topic: "preliminära stopp", kicker: "Att besluta nu", intro: "Stoppen gäller redan." },
      data.provisional,
      (row) => provisionalCard(row, data),
    ),
    sectionView({ topic: "nya kritiska larm" }, data.newAlerts, alertCard),
    sectionView({ topic: "larm som blivit kritiska eller öppnats igen" }, data.changed, changedCard),
    sectionView({ topic: "larm som redan är avslutade" }, data.resolved, resolvedCard),
  ];
}

/** One supplier is named, with what happened; several are counted. */
function subjectOf(data: AtOnceData): string {
  const { provisional, newAlerts, changed, resolved } = data;
  const rows = [...provisional.rows, ...newAlerts.rows, ...changed.rows, ...resolved.rows];
  const names = [...new Set(rows.map(({ subject }) => subject.name))];
  const [name] = names;
  const total = provisional.total + newAlerts.total + changed.total + resolved.total;
  if (names.length === 1 && name !== undefined && rows.length === total) return `${whatOf(data)}: ${name}`;
  const terms = [...new Set(provisional.rows.flatMap(({ stops }) => stops.map(({ term }) => term)))];
  const [term] = terms;
  const parts = [
    provisional.stops === 0
      ? ""
      : terms.length === 1 && term !== undefined
        ? countedTerm(provisional.stops, term)
        : `${provisional.stops} stopp`,
    newAlerts.total === 0
      ? ""
      : `${newAlerts.total} ${newAlerts.total === 1 ? "nytt kritiskt larm" : "nya kritiska larm"}`,
    changed.total === 0 ? "" : `${changed.total} larm värre`,
    resolved.total === 0 ? "" : `${resolved.total} larm avslutade`,
  ].filter((part) => part !== "");
  return `${parts.join(", ")} hos ${suppliersText(names.length)}${rows.length < total ? " eller fler" : ""}`;
}

function whatOf({ provisional, newAlerts, changed, resolved }: AtOnceData): string {
  const terms = provisional.rows.flatMap(({ stops }) => stops.map(({ term }) => term));
  if (terms.length > 0) return capital(stateOfStops("provisional", terms));
  const [fresh] = newAlerts.rows;
  if (fresh !== undefined) return `Nytt kritiskt larm, ${fresh.title}`;
  const [worse] = changed.rows;
  if (worse !== undefined) return `${worse.change === "worse" ? "Värre" : "Öppnat igen"}, ${worse.title}`;
  return `Avslutat, ${resolved.rows[0]?.title ?? ""}`;
}
