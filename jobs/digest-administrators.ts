import { dayOf } from "../src/domain/day.js";
import type { RecipientGroup } from "../src/domain/recipient.js";
import { ROWS_SHOWN } from "../src/mail/digest-data.js";
import { capital } from "../src/mail/section.js";
import { renderShortLetter, type ShortLetter, type ShortSection } from "../src/mail/short-letter.js";
import { timeText } from "../src/mail/swedish-time.js";
import { sourceKey } from "../src/store/decide-incident.js";
import { undeliveredSince } from "../src/store/delivery.js";
import { type ToldEvent, toldEvents } from "../src/store/digest-told.js";
import { incidentById, listIncidents } from "../src/store/incident.js";
import type { Message } from "../src/store/message.js";
import type { Db, Store } from "../src/store/open.js";
import { type ComposeOrder, compose } from "./digest-compose.js";
import type { DigestDeps } from "./digest-frame.js";
import { causeText } from "./digest-incidents.js";
import { sourceSections } from "./digest-lookout.js";

export interface AdministratorsDeps {
  readonly group: RecipientGroup;
  readonly sources: DigestDeps["sources"];
  readonly titles: DigestDeps["titles"];
}

/** A letter that did not come through is reminded of for so long; the list has it for ever. */
const LOST_FOR_MS = 7 * 86_400_000;

/** How the house itself stands, to those who run it: only when something happened to it or is wrong. */
export function composeAdministrators(
  store: Store,
  deps: AdministratorsDeps,
  order: ComposeOrder,
  now: Date,
): Message | null {
  const draft = {
    kind: "administrators" as const,
    group: deps.group,
    read: (db: Db) => administratorsLetter(db, deps, now),
    render: (letter: ShortLetter | null) => (letter === null ? null : renderShortLetter(letter)),
  };
  return compose(store, draft, order, now);
}

function administratorsLetter(db: Db, deps: AdministratorsDeps, now: Date): ShortLetter | null {
  const told = toldEvents(db, deps.group.id);
  const open = listIncidents(db, false).toReversed();
  const undelivered = undeliveredSince(db, new Date(now.getTime() - LOST_FOR_MS));
  const { troubled, off } = sourceSections({ db, deps });
  const isWrong = open.length > 0 || undelivered > 0 || troubled.rows.some(({ state }) => state !== "failing");
  if (told.length === 0 && !isWrong) return null;
  const sections: readonly ShortSection[] = [
    section(
      "Har hänt",
      told.map((event) => eventLine(db, deps, event)),
      "basvakt audit list",
    ),
    section(
      "Öppna händelser",
      open.map(
        (one) => `Nr ${one.incident.id}, sedan ${timeText(new Date(one.incident.openedAt))}: ${causeText(deps, one)}`,
      ),
      "basvakt incidents list",
    ),
    section(
      "Källor med fel",
      troubled.rows.map(
        ({ title, why, lastSuccess }) =>
          `${title}: ${why} Svarade senast ${lastSuccess === null ? "aldrig" : timeText(lastSuccess)}.`,
      ),
      "basvakt sources list",
    ),
    section(
      "Brev som inte kom fram",
      undelivered === 0 ? [] : [`${undelivered} mottagare har inte nåtts`],
      "basvakt digest undelivered",
    ),
  ];
  return {
    group: deps.group.title,
    day: dayOf(now),
    subject: subjectOf(told.length, open.length, troubled.total, undelivered),
    sections,
    foot: off.length === 0 ? [] : [`Avstängda eller inte tillfrågade källor: ${off.join("; ")}.`],
  };
}

/** What has just happened to the house. */
export function happenedLetter(db: Db, deps: AdministratorsDeps, now: Date, only: readonly number[]): ShortLetter {
  const told = toldEvents(db, deps.group.id, only);
  const lines = told.map((event) => eventLine(db, deps, event));
  return {
    group: deps.group.title,
    day: dayOf(now),
    subject: lines.length === 1 ? `Drift: ${lines[0] ?? ""}` : subjectOf(told.length, 0, 0, 0),
    sections: [section("Har hänt", lines, "basvakt incidents list")],
    foot: ["Står också i nästa brev om driften."],
  };
}

function section(heading: string, lines: readonly string[], command: string): ShortSection {
  const unseen = lines.length - ROWS_SHOWN;
  const shown = lines.slice(0, ROWS_SHOWN);
  return {
    heading: `${heading} (${lines.length})`,
    lines: unseen > 0 ? [...shown, `Ytterligare ${unseen} visas inte här.`] : shown,
    command,
  };
}

const EVENT_TEXT: Readonly<Record<string, string>> = {
  "incident.opened": "började",
  "incident.closed": "är över",
  "incident.released": "är släppt",
  "incident.rejected": "är avvisad",
};

function eventLine(db: Db, deps: AdministratorsDeps, { verb, at, actor, incidentId }: ToldEvent): string {
  const when = timeText(new Date(at));
  const incident = incidentId === null ? null : incidentById(db, incidentId);
  if (incident === null) return `${when}: ${verb}`;
  const cause = causeText(deps, { incident, source: sourceKey(db, incident.sourceId) });
  const by = actor === "basvakt" ? "" : ` av ${actor}`;
  return `${when}: händelse nr ${incident.id} ${EVENT_TEXT[verb] ?? verb}${by}. ${capital(cause)}`;
}

function subjectOf(told: number, open: number, troubled: number, undelivered: number): string {
  const parts = [
    [told, "sak har hänt", "saker har hänt"],
    [open, "öppen händelse", "öppna händelser"],
    [troubled, "källa med fel", "källor med fel"],
    [undelivered, "brev kom inte fram", "brev kom inte fram"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  return `Drift: ${said.join(", ")}`;
}
