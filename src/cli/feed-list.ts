import { type FeedStanding, feedsOfSource } from "../store/feed.js";
import { localTime } from "./decision-options.js";
import type { House } from "./house.js";
import { reasonText } from "./run-text.js";
import { table } from "./table.js";

interface FeedListed {
  readonly id: string;
  readonly title: string;
  readonly everyMinutes: number;
  readonly state: "ok" | "failing" | "turning-over" | "not-asked";
  readonly lastSuccess: string | null;
  /** Publishing time of the newest item. */
  readonly lastItem: string | null;
  /** On end. */
  readonly failures: number;
  readonly reason: string | null;
  readonly warning: string | null;
}

/** How each of a source's feeds stands. */
export function feedItems(house: House, source: string): readonly FeedListed[] {
  const standings = feedsOfSource(house.store.db, source);
  return house
    .feeds()
    .filter((feed) => feed.source === source)
    .map(({ id, title, everyMinutes }) => {
      const row = standings.find(({ key }) => key === id);
      return { id, title, everyMinutes, ...standingOf(row) };
    });
}

function standingOf(row: FeedStanding | undefined): Omit<FeedListed, "id" | "title" | "everyMinutes"> {
  if (row === undefined) {
    return { state: "not-asked", lastSuccess: null, lastItem: null, failures: 0, reason: null, warning: null };
  }
  const { failures, reason, turnovers, warning } = row;
  const state = failures > 0 ? "failing" : turnovers > 0 ? "turning-over" : "ok";
  return { state, lastSuccess: isoOf(row.answeredAt), lastItem: isoOf(row.newestAt), failures, reason, warning };
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

const STATES: Readonly<Record<FeedListed["state"], string>> = {
  ok: "svarar",
  failing: "svarar inte",
  "turning-over": "byts ut mellan frågorna",
  "not-asked": "inte frågat än",
};

/** The feeds as people read them. */
export function feedTable(feeds: readonly FeedListed[]): string {
  const rows = feeds.map(({ id, title, everyMinutes, state, lastSuccess, lastItem, failures, reason, warning }) => [
    id,
    title,
    `${everyMinutes} min`,
    STATES[state],
    localTime(lastSuccess),
    localTime(lastItem),
    reason === null ? (warning ?? "") : `${failures} gånger i rad: ${reasonText(reason)}`,
  ]);
  return table(["Flöde", "Namn", "Frågas var", "Läge", "Senaste svar", "Nyaste posten", "Varför"], rows);
}
