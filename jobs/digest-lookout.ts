import { addDays, addMonths, type Day } from "../src/domain/day.js";
import type { Agreement, AgreementForm } from "../src/domain/supplier.js";
import { concerns } from "../src/judgement/route.js";
import type { DigestData } from "../src/mail/digest-data.js";
import type { AheadRow, NewsRow, SourceTrouble } from "../src/mail/digest-row.js";
import { localSecond } from "../src/schedule/stockholm.js";
import { serviceTitle } from "../src/services.js";
import { coverageCount } from "../src/store/coverage.js";
import type { Db } from "../src/store/open.js";
import { type SourceStanding, standingOf, troubleOf } from "../src/store/source-standing.js";
import { type Story, storiesOfNobody } from "../src/store/story.js";
import { type DigestDeps, type DigestFrame, sinceText } from "./digest-frame.js";
import { silenceText } from "./digest-incidents.js";
import { sectionOf } from "./digest-row-of.js";
import { sweepsAhead } from "./digest-sweeps.js";

type Period = Pick<DigestFrame, "db" | "since" | "now">;
const SECOND_MS = 1_000;

export function coverageOf({ db, since, now }: Period): DigestData["coverage"] {
  const { due, done, failed, skipped, missed, sources } = coverageCount(db, since, now);
  // Not asked by the house's own choice: listed by the command, but no lack to be told of every morning.
  const letters = Object.values(sources).reduce((n, { reasons }) => n + (reasons.letter ?? 0), 0);
  const first = localSecond(new Date(Math.ceil(since.getTime() / SECOND_MS) * SECOND_MS));
  const command = `basvakt coverage --since ${first}`;
  return { due: due - letters, done, failed, skipped: skipped - letters, missed, command };
}

type SourceSections = Pick<DigestData, "troubled" | "working" | "off">;

/** How each source stands: in trouble, working, or off and said to be off. */
export function sourceSections({
  db,
  deps,
}: Pick<DigestFrame, "db"> & { readonly deps: Pick<DigestDeps, "sources"> }): SourceSections {
  const configured = deps.sources
    .filter((source) => source.configured)
    .map((source) => ({ ...source, standing: standingOf(db, source.id) }));
  const troubled = configured.flatMap(({ id, title, standing }) => troubleRow(id, title, standing));
  const silent = configured.filter(({ standing }) => standing.newest === null && troubleOf(standing) === null);
  return {
    troubled: sectionOf(troubled, "basvakt sources list", (shown) => shown, "kallor.csv"),
    working: configured.length - troubled.length - silent.length,
    off: [
      ...deps.sources.filter((source) => !source.configured).map(({ title }) => title),
      ...silent.map(({ title }) => `${title} (inget att fråga än)`),
    ],
  };
}

function troubleRow(id: string, title: string, standing: SourceStanding): readonly SourceTrouble[] {
  const state = troubleOf(standing);
  if (state === null) return [];
  const { newest, lastSuccess, blind } = standing;
  const reason = state === "refused" ? "refused" : (blind ?? Object.keys(newest?.reasons ?? {})[0] ?? null);
  const share = newest === null ? "" : ` (${newest.failed} av ${newest.asked} frågor i den senaste körningen)`;
  return [
    { id, title, state, lastSuccess, why: `Källan ${silenceText(reason)}${share}.`, command: "basvakt sources list" },
  ];
}

const NEWS_SHOWN = 5;
const TRADE = /(?<!\p{L})(?:hvb|ivo(?!\p{L})|stödboende|familjehem|jourhem|konsulentstöd|skydda(?:t|de) boende)/iu;

/** News of the trade, first seen after one instant and up to another, that names no supplier. */
export function tradeNews(db: Db, after: Date, until: Date): readonly Story[] {
  return storiesOfNobody(db, after, until).filter(({ title, summary }) => TRADE.test(`${title}\n${summary}`));
}

/** News of the trade in the period. Never an alert. */
export function newsSection(frame: DigestFrame): DigestData["news"] {
  const { db, deps, since, now } = frame;
  const stories = tradeNews(db, since, now);
  const seen = stories.map(({ seenAt }) => ({ at: seenAt }));
  const command = `basvakt media news --since ${sinceText(frame, seen)}`;
  const rows = stories.slice(0, NEWS_SHOWN).map(
    ({ feed, title, address, publishedAt }): NewsRow => ({
      title,
      feed: deps.feeds.find(({ id }) => id === feed)?.title ?? feed,
      address,
      published: publishedAt === null ? null : new Date(publishedAt),
      command,
    }),
  );
  return { rows, total: stories.length, command };
}

const AHEAD_DAYS = 90;
const FORM_TEXT: Readonly<Record<AgreementForm, string>> = {
  ramavtal: "Ramavtal",
  direktupphandling: "Direktupphandling",
  iop: "IOP",
  egen_regi: "Egen regi",
};

/** After how many months an agreement is gone through. */
const REVIEWS = [12, 30] as const;

/** What an agreement's calendar holds from a day to another: its reviews and its end. */
function datesOf(
  { starts, ends }: Agreement,
  from: Day,
  to: Day,
): readonly { readonly day: Day; readonly what: string }[] {
  const reviews = REVIEWS.map((months) => ({
    day: starts === null ? null : addMonths(starts, months),
    what: `avtalsuppföljning efter ${months} månader`,
  }));
  return [...reviews, { day: ends, what: "löper ut" }].flatMap(({ day, what }) =>
    day === null || day < from || day > to || (ends !== null && day > ends) ? [] : [{ day, what }],
  );
}

/** Dates of the group's agreements and of sweeps within ninety days, the nearest first. */
export function aheadSection(frame: DigestFrame): DigestData["ahead"] {
  const { deps, day, suppliers } = frame;
  const last = addDays(day, AHEAD_DAYS);
  const rows = suppliers.flatMap(({ orgNumber, name, agreements }) =>
    agreements.flatMap((agreement): readonly AheadRow[] => {
      if (!concerns(deps.group, agreement)) return [];
      const { form, service, buyer } = agreement;
      const what = [FORM_TEXT[form], serviceTitle(deps.services, service), buyer].filter((word) => word !== "");
      const subject = { orgNumber, name, unit: null };
      const command = `basvakt suppliers show ${orgNumber}`;
      return datesOf(agreement, day, last).map((date) => ({
        day: date.day,
        what: `${what.join(", ")}: ${date.what}`,
        subject,
        command,
      }));
    }),
  );
  const ordered = [...sweepsAhead(frame, AHEAD_DAYS), ...rows].toSorted((a, b) => a.day.localeCompare(b.day));
  return sectionOf(ordered, "basvakt agreements list", (shown) => shown, "kommande-datum.csv");
}
