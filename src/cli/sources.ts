import type { Command } from "commander";
import type { SourceConfig } from "../config/sources.js";
import { dayOf } from "../domain/day.js";
import { localMinute } from "../schedule/stockholm.js";
import { type SourceStanding, standingOf, troubleOf } from "../store/source-standing.js";
import { type Spent, spentOn } from "../store/spend.js";
import type { Answer } from "./answer.js";
import { feedItems, feedTable } from "./feed-list.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { reasonText, sourceCauseText } from "./run-text.js";
import { addSourceAnswers } from "./source-answers.js";
import { addSourceCases } from "./source-cases.js";
import { whyOff } from "./source-off.js";
import { addSourceRequest } from "./source-request.js";
import { probe } from "./source-test.js";
import { table } from "./table.js";

type State = "ok" | "failing" | "blind" | "refused" | "off";

const WORDS: Readonly<Record<State, string>> = {
  ok: "svarar",
  failing: "svarar delvis",
  blind: "svarar inte",
  refused: "nekar inloggning",
  off: "avstängd",
};

/** `sources list|test`. */
export function addSources(program: Command, frame: Frame): void {
  const group = program.command("sources").description("källorna: hälsa, aktualitet och inställningar");
  group
    .command("list")
    .description("visar källorna")
    .action(inHouse(frame, (house) => listed(house)));
  group
    .command("test [källa]")
    .description("ställer en fråga till varje källa (eller en) utan att något sparas om leverantören")
    .action(inHouse(frame, (house, { args }) => probe(frame, house, args[0])));
  addSourceRequest(group, frame);
  addSourceCases(group, frame);
  addSourceAnswers(group, frame);
}

function listed(house: House): Answer {
  const items = house.sources().map((source) => itemOf(house, source));
  const rows = items.map(({ json, words, off }) => [
    json.id,
    json.title,
    words,
    json.lastSuccess === null ? "" : localMinute(new Date(json.lastSuccess)).replace("T", " "),
    off ?? whyText(json),
  ]);
  const costs = items.flatMap(({ json, cost }) => (cost === null ? [] : [`${json.title}: ${cost}`]));
  const feeds = items.flatMap(({ json }) => json.feeds ?? []);
  const sources = [table(["Källa", "Namn", "Läge", "Senaste svar", "Varför"], rows), ...costs].join("\n");
  return {
    json: items.map(({ json }) => json),
    text: feeds.length === 0 ? sources : `${sources}\n\n${feedTable(feeds)}`,
  };
}

function itemOf(house: House, source: SourceConfig) {
  const { id, title } = source.adapter;
  const standing = standingOf(house.store.db, id);
  const off = whyOff(house, source);
  const spent = spentOn(house.store.db, id, dayOf(house.now));
  const state: State = off === null ? (troubleOf(standing) ?? "ok") : "off";
  const json = {
    id,
    title,
    configured: off === null,
    state,
    lastSuccess: standing.lastSuccess?.toISOString() ?? null,
    reasons: standing.newest?.reasons ?? {},
    open: standing.open,
    circuit: (standing.newest?.unasked ?? 0) > 0 ? "open" : "closed",
    spent: spent.total,
    ...(source.adapter.shape === "feed" ? { feeds: feedItems(house, id) } : {}),
  };
  const words = state === "ok" ? okWords(source, standing) : WORDS[state];
  return { json, words, off, cost: costText(source, spent) };
}

/** What a source whose answers cost has cost, and how much it may; null for the others. */
function costText({ adapter, configured, budget }: SourceConfig, { today, month }: Spent): string | null {
  if (!configured || adapter.shape !== "lookup" || adapter.triage === undefined) return null;
  const of = (most: number | null) => (most === null ? "" : ` av ${most}`);
  return `rapporter köpta i dag ${today}${of(budget.perDay)}, denna månad ${month}${of(budget.perMonth)}`;
}

/** That nothing is wrong is not yet an answer. */
function okWords({ adapter: { shape } }: SourceConfig, { newest, lastSuccess }: SourceStanding): string {
  const silent = newest === null && lastSuccess === null;
  if (shape === "worklist") return "noteras av en person";
  if (shape === "file") return silent ? "ingen fil än" : "fil inläst";
  return silent ? "inte frågad än" : WORDS.ok;
}

interface Why {
  readonly reasons: Reasons;
  readonly circuit: string;
  readonly open: readonly string[];
}

function whyText({ reasons, circuit, open }: Why): string {
  const words = [reasonsText(reasons), circuit === "open" ? "resten frågades inte" : "", ...open.map(sourceCauseText)];
  return words.filter((word) => word !== "").join("; ");
}

type Reasons = Readonly<Record<string, number>>;

function reasonsText(reasons: Reasons): string {
  return Object.entries(reasons)
    .map(([reason, n]) => `${n} ${reasonText(reason)}`)
    .join(", ");
}
