import type { Command } from "commander";
import { RECIPIENT } from "../../jobs/note-delivery.js";
import {
  type IncidentDecided,
  type ReleaseDeps,
  type Released,
  rejectIncident,
  releaseIncident,
} from "../../jobs/release.js";
import { operationText } from "../mail/operation-text.js";
import { plain } from "../mail/plain.js";
import { type IncidentItem, incidentItem, incidentItems } from "../store/list-incidents.js";
import { listStops } from "../store/list-stops.js";
import type { Answer } from "./answer.js";
import { type DecisionOptions, decisionOf, localTime, withReason } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { sourceCauseText } from "./run-text.js";
import { table } from "./table.js";

const KIND: Readonly<Record<IncidentItem["kind"], string>> = {
  source: "källa som inte svarar",
  mass_change: "många ändrades på en gång",
  stop_cap: "taket för nya stopp",
  delivery: "leverans som inte lästes in",
  operation: "driftstörning",
};

const CAUSE: Readonly<Record<string, string>> = {
  "changed-at-once": "fler än en andel ändrades",
  "stops-per-day": "fler än taket på ett dygn",
  shrunk: "för många rader borta",
  "letter-unknown": "beslut som inget utdrag berättar om",
  "letter-differs": "beslut av annat slag än utdraget säger",
};

function causeText({ kind, cause }: IncidentItem): string {
  if (kind === "operation") return operationText(cause);
  if (cause.startsWith(RECIPIENT)) return `brev når inte ${cause.slice(RECIPIENT.length)}`;
  if (kind === "delivery" && cause === "refused") return "filen gick inte att läsa";
  return CAUSE[cause] ?? sourceCauseText(cause);
}

const CLOSED_HOW: Readonly<Record<NonNullable<IncidentItem["closedHow"]>, string>> = {
  released: "släppt",
  rejected: "avvisad",
  recovered: "åter i drift",
};

function stateText({ closedAt, closedHow }: IncidentItem): string {
  if (closedAt === null) return "öppen";
  return `${closedHow === null ? "stängd" : CLOSED_HOW[closedHow]} ${localTime(closedAt)}`;
}

/** `incidents list|release|reject`. */
export function addIncidents(program: Command, frame: Frame): void {
  const group = program
    .command("incidents")
    .description("händelser hos källor och spärrar: vad som hålls tills en person har sett det");
  group
    .command("list")
    .description("visar öppna händelser, den senaste först")
    .option("--all", "även stängda")
    .action(inHouse<{ readonly all?: boolean }>(frame, (house, { options }) => list(house, options.all === true)));
  withReason(group.command("release <id>"))
    .description("släpper det som hålls: svaren bedöms, stoppen startar, leveransen läses vid nästa körning av inbox")
    .action(
      inHouse<DecisionOptions>(frame, async (house, { args, options }) => {
        const { id, ...order } = decisionOf(house, args, options);
        const before = proposedNow(house);
        const { judged, ...decided } = await releaseIncident(deps(frame, house), id, order, house.now);
        const { alertsOpened, alertsRaised, alertsResolved, stopsHeld } = judged;
        const stopsProposed = Math.max(0, proposedNow(house) - before);
        const figures = { ...decided, stopsProposed, alertsOpened, alertsRaised, alertsResolved, stopsHeld };
        const notes = stopsHeld === 0 ? [] : [`taket för nya stopp är nått: ${stopsHeld} stopp väntar på granskning`];
        const text = `Händelse ${id} är släppt${summary(decided)}.${judgedText(decided, judged, stopsProposed)}${nextFor(decided)}`;
        return answer(house, id, { figures, text, notes });
      }),
    );
  withReason(group.command("reject <id>"))
    .description("avvisar det som hålls: samma uppgifter kommer inte tillbaka")
    .action(
      inHouse<DecisionOptions>(frame, (house, { args, options }) => {
        const { id, ...order } = decisionOf(house, args, options);
        const decided = rejectIncident(deps(frame, house), id, order, house.now);
        return answer(house, id, {
          figures: { ...decided },
          text: `Händelse ${id} är avvisad${summary(decided)}.`,
          notes: [],
        });
      }),
    );
}

function deps(frame: Frame, house: House): ReleaseDeps {
  return { ...judgeDeps(frame, house), inbox: house.home.inbox };
}

function list({ store }: House, all: boolean): Answer {
  const items = incidentItems(store.db, all);
  const rows = items.map((item) => [
    `${item.id}`,
    item.cause.startsWith(RECIPIENT) ? "brev som inte kom fram" : KIND[item.kind],
    item.source ?? "",
    causeText(item),
    localTime(item.openedAt),
    stateText(item),
    item.suppliers === 0 ? "" : `${item.suppliers}`,
    item.held === 0 ? "" : `${item.held}`,
  ]);
  const heading = ["Nr", "Slag", "Källa", "Orsak", "Öppnad", "Läge", "Leverantörer", "Hålls"];
  return {
    json: items,
    text: `${table(heading, rows)}\n\n${items.length} ${items.length === 1 ? "händelse" : "händelser"}.`,
  };
}

interface Told {
  readonly figures: object;
  readonly text: string;
  readonly notes: readonly string[];
}

function answer({ store }: House, id: number, { figures, text, notes }: Told): Answer {
  return { json: { ...incidentItem(store.db, id), ...figures }, text, notes };
}

function summary({ answers, stopsStarted, stopsRejected, file }: IncidentDecided): string {
  const parts = [
    answers === 0 ? "" : `${answers} svar`,
    stopsStarted === 0 ? "" : `${stopsStarted} stopp startade`,
    stopsRejected === 0 ? "" : `${stopsRejected} stopp avslogs`,
    file === null ? "" : `filen ${plain(file)}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

/** What judging the released answers came to; nothing for stops and files. */
function judgedText({ answers }: IncidentDecided, judged: Released["judged"], proposed: number): string {
  if (answers === 0) return "";
  const { alertsOpened, alertsRaised, alertsResolved } = judged;
  const parts = [
    alertsOpened === 0 ? "" : `${alertsOpened} ${alertsOpened === 1 ? "nytt" : "nya"} larm`,
    alertsRaised === 0 ? "" : `${alertsRaised} larm värre eller öppnade igen`,
    alertsResolved === 0 ? "" : `${alertsResolved} larm avslutade`,
    proposed === 0 ? "" : `${proposed} stopp föreslagna (basvakt stops list --state proposed)`,
  ].filter((part) => part !== "");
  const came = parts.length === 0 ? "inga nya larm" : parts.join(", ");
  return ` Svaren är bedömda: ${came}.`;
}

function proposedNow({ store }: House): number {
  return listStops(store.db, { all: true, state: "proposed", supplier: null }).length;
}

/** A file is not read by the decision itself. */
function nextFor({ file }: IncidentDecided): string {
  return file === null ? "" : " Den läses vid nästa körning, eller genast med: basvakt run inbox";
}
