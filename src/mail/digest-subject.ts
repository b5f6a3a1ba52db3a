import type { DigestData } from "./digest-data.js";
import type { SourceTrouble } from "./digest-row.js";
import { plain } from "./plain.js";
import { countedTerm } from "./stop-term.js";
import { timeText } from "./swedish-time.js";

const LONGEST = 150;

/** The news in one line. It says "inget nytt" only when nothing happened and everything due was looked at. */
export function digestSubject(data: DigestData): string {
  const news = newsOf(data);
  const wrong = wrongOf(data);
  const parts = [...news, ...wrong];
  if (parts.length > 0) return plain(capital(parts.join(", ")), LONGEST);
  return plain(["Inget nytt", ...waitingOf(data), checksDone(data)].join(", "), LONGEST);
}

/** What happened in the period. */
function newsOf(data: DigestData): string[] {
  return [
    ...data.started.terms.filter(({ count }) => count > 0).map(({ term, count }) => countedTerm(count, term)),
    ...counted(data.newAlerts.total, "nytt larm", "nya larm"),
    ...counted(data.changed.total, "larm värre eller öppnat igen", "larm värre eller öppnade igen"),
    ...counted(data.resolved.total, "larm avslutat", "larm avslutade"),
    ...counted(data.decided.total, "beslut om stopp", "beslut om stopp"),
    ...counted(data.sweeps.total, "påminnelse om svep", "påminnelser om svep"),
  ];
}

/** What keeps the digest from being the whole truth. */
function wrongOf(data: DigestData): string[] {
  const { due, done } = data.coverage;
  return [
    ...counted(data.held.stops, "stopp väntar på granskning", "stopp väntar på granskning"),
    ...counted(data.incidents.total, "händelse att granska", "händelser att granska"),
    ...sourcesOf(data.troubled.rows, data.troubled.total),
    ...(due === 0 ? [nothingAsked(data)] : []),
    ...(done < due ? [`${due - done} av ${due} kontroller ej gjorda`] : []),
  ];
}

/** What people have not decided yet; a state, not news. */
function waitingOf(data: DigestData): string[] {
  return [
    ...counted(data.provisional.stops + data.proposed.stops, "stopp väntar på beslut", "stopp väntar på beslut"),
    ...counted(data.liftable.stops, "stopp kan kanske upphävas", "stopp kan kanske upphävas"),
  ];
}

function sourcesOf(rows: readonly SourceTrouble[], total: number): string[] {
  const [only] = rows;
  if (total === 1 && only !== undefined) return [`${shortName(only.title)} ${SOURCE_STATE[only.state]}`];
  return counted(total, "källa med fel", "källor med fel");
}

/** "Bolagsverket" of "Bolagsverket, värdefulla datamängder": a comma would read as the next piece of news. */
function shortName(title: string): string {
  return title.split(",")[0] ?? title;
}

/** A source's state as it reads after its name. */
export const SOURCE_STATE: Readonly<Record<SourceTrouble["state"], string>> = {
  failing: "svarar delvis",
  blind: "ger inga svar",
  refused: "släpper inte in oss",
};

/** With nothing due there is no share to tell: an evening's second letter, or a house that stands still. */
export function nothingAsked({ since }: DigestData): string {
  return since === null
    ? "inga kontroller gjorda"
    : `ingen källa tillfrågad sedan förra sammanställningen ${timeText(since)}`;
}

/** "412 av 412 kontroller gjorda": the whole of coverage in one line. */
export function checksDone(data: DigestData): string {
  const { coverage } = data;
  if (coverage.due === 0) return capital(nothingAsked(data));
  return `${coverage.done} av ${coverage.due} kontroller gjorda`;
}

export function counted(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
