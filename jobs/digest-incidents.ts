import { z } from "zod";
import type { OpenIncident } from "../src/mail/digest-row.js";
import { operationText } from "../src/mail/operation-text.js";
import { capital } from "../src/mail/section.js";
import { answersHeldBy, type LiveStop } from "../src/store/digest-stops.js";
import { type Incident, listIncidents } from "../src/store/incident.js";
import { OURSELVES } from "../src/store/subject.js";
import type { DigestDeps, DigestFrame } from "./digest-frame.js";
import { sectionOf, sourceTitle } from "./digest-row-of.js";
import { RECIPIENT } from "./note-delivery.js";

interface Listed {
  readonly incident: Incident;
  readonly source: string;
}

/** What an incident was opened with; each kind has its own of these. */
const figures = z.object({
  suppliers: z.number().default(0),
  limit: z.number().default(0),
  failed: z.number().default(0),
  planned: z.number().default(0),
  lost: z.number().default(0),
  before: z.number().default(0),
  file: z.string().default(""),
  case: z.string().default(""),
  recipient: z.string().default(""),
  code: z.string().default(""),
  reason: z.string().default(""),
});

/** Why a source gives nothing, as it reads after "svarar" or its name. */
const SILENCE_TEXT: Readonly<Record<string, string>> = {
  unreachable: "svarar inte",
  refused: "släpper inte in oss",
  blocked: "stänger oss ute",
  malformed: "svarar något vi inte kan läsa",
  empty: "svarar tomt utan att säga att inget finns",
  partial: "svarar ofullständigt",
  stale: "lämnar för gamla uppgifter",
  withheld: "lämnar inte ut uppgifterna",
};

export function silenceText(reason: string | null): string {
  return SILENCE_TEXT[reason ?? ""] ?? "svarar inte som den ska";
}

/** What is wrong with a source that answers. */
function watchText(cause: string, suppliers: number): string {
  if (cause === "budget") return `budgeten räckte inte, ${suppliers} leverantörer frågades inte`;
  return cause === "no-event-rule"
    ? "bevakningen är blind, ingen händelseregel är påslagen i portföljen; en rapport om dagen köps i stället"
    : "kontot har ingen bevakning; en rapport om dagen köps i stället";
}

/** An incident's cause as a sentence without a full stop. */
export function causeText(deps: Pick<DigestDeps, "titles">, { incident, source }: Listed): string {
  const { suppliers, limit, lost, before, file, case: about, recipient, code } = figures.parse(incident.counted);
  const title = sourceTitle(deps, source);
  switch (incident.kind) {
    case "mass_change":
      return `svaren från ${title} ändrade ${suppliers} leverantörer på en gång`;
    case "stop_cap":
      return `fler stopp än taket på ett dygn: ${limit} leverantörer får stoppas, ${suppliers} till väntar`;
    case "source":
      return `${title}${sourceCauseText(incident)}`;
    case "operation":
      return `${operationText(incident.cause)}${source === OURSELVES ? "" : ` (${title})`}`;
    case "delivery":
      if (incident.cause.startsWith(RECIPIENT))
        return `det som skickas till ${recipient} kommer inte fram (svar ${code})`;
      if (incident.cause === "letter-unknown")
        return `beslutet i ${file} (${about}) står inte i något utdrag från ${title}; notera det med basvakt check record`;
      if (incident.cause === "letter-differs")
        return `beslutet i ${file} (${about}) är av ett annat slag än utdraget från ${title} säger`;
      return incident.cause === "shrunk"
        ? `leveransen ${file} till ${title} saknar ${lost} av ${before} rader som fanns i den förra`
        : `leveransen ${file} till ${title} gick inte att läsa`;
  }
}

function sourceCauseText({ cause, counted }: Incident): string {
  const { failed, planned, reason, suppliers } = figures.parse(counted);
  const [what = "", feed = ""] = cause.split(":");
  if (what === "feed") return `: flödet ${feed} ${silenceText(reason)} (${failed} gånger i rad)`;
  if (what === "turnover") return `: flödet ${feed} byts ut fortare än det frågas, så poster kan ha missats`;
  if (what === "canary") return " säger inget om kontrolleverantören: svaren bedöms inte förrän den gör det";
  if (what === "changed") return ` ändrade uppgifterna om ${failed} av ${planned} leverantörer i en körning`;
  return planned > 0 ? ` ${silenceText(cause)} (${failed} av ${planned} frågor)` : `: ${watchText(cause, suppliers)}`;
}

/** Incidents that wait for somebody to release or reject them, and hold something of the group's. */
export function openIncidents(frame: DigestFrame, stops: readonly LiveStop[]) {
  const waiting = listIncidents(frame.db, false)
    .toReversed()
    .filter(({ incident }) => waits(incident))
    .flatMap((listed) => incidentRow(frame, stops, listed));
  return sectionOf(waiting, "basvakt incidents list", (shown) => shown, "handelser.csv");
}

/** A source that is down comes back by itself, and a file that could not be read is replaced by another. */
function waits({ kind, cause }: Incident): boolean {
  return kind === "mass_change" || kind === "stop_cap" || (kind === "delivery" && cause === "shrunk");
}

/** Newer answers have come in place of all that was held: nothing to release, but somebody must close it. */
const OVERTAKEN = " Nyare svar har ersatt det som hölls inne; händelsen återstår att avsluta.";

function incidentRow(frame: DigestFrame, stops: readonly LiveStop[], listed: Listed): readonly OpenIncident[] {
  const { id, kind, openedAt } = listed.incident;
  if (kind === "operation") return [];
  const held = heldBy(frame, stops, listed.incident);
  const overtaken = kind === "mass_change" && answersHeldBy(frame.db, id).length === 0;
  if (held.length === 0 && kind !== "delivery" && !overtaken) return [];
  return [
    {
      id,
      kind,
      source: kind === "stop_cap" ? null : sourceTitle(frame.deps, listed.source),
      cause: `${capital(causeText(frame.deps, listed))}.${overtaken ? OVERTAKEN : ""}`,
      opened: new Date(openedAt),
      suppliers: new Set(held.map(({ supplierId }) => supplierId)).size,
      held: held.reduce((sum, { n }) => sum + n, 0),
      command: "basvakt incidents list",
    },
  ];
}

function heldBy(frame: DigestFrame, stops: readonly LiveStop[], { id, kind }: Incident) {
  if (kind === "stop_cap") {
    const held = stops.filter(({ state, incidentId }) => state === "held" && incidentId === id);
    return held.map(({ supplierId }) => ({ supplierId, n: 1 }));
  }
  return answersHeldBy(frame.db, id).filter(({ supplierId, unitService }) =>
    frame.concernsSubject(supplierId, unitService),
  );
}
