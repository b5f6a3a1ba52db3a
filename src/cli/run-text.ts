import type { RunSummary } from "../../jobs/run.js";
import type { Json } from "../domain/digest.js";
import { formatOrgNumber } from "../domain/org-number.js";
import { plain } from "../mail/plain.js";
import { activeSuppliers } from "../store/import-suppliers.js";
import { incidentItems } from "../store/list-incidents.js";
import type { Db } from "../store/open.js";
import { alertsOfRun, stopsOfRun } from "../store/run-outcome.js";
import { table } from "./table.js";

/** What a person wants to know of a run: what was asked, what is new, who was stopped and why. */
export function describeRun(db: Db, summary: RunSummary, off: readonly string[]): string {
  const { planned, done, failed, skipped, changed } = summary;
  const rows = Object.entries(summary.sources).map(([id, tally]) => [
    id,
    `${tally.done} av ${tally.planned - tally.skipped}`,
    tally.unchanged === 0 ? "" : `${tally.unchanged} oförändrade`,
    Object.entries(tally.reasons)
      .map(([reason, n]) => `${n} ${reasonText(reason)}`)
      .join(", "),
  ]);
  const asked = `${done} av ${planned - skipped} kontroller gjorda${failed > 0 ? `, ${failed} misslyckades` : ""}. ${changed === 1 ? "1 ny uppgift" : `${changed} nya uppgifter`}.`;
  return [
    activeSuppliers(db) === 0 ? "Registret är tomt: läs in det med basvakt suppliers import." : "",
    asked,
    rows.length === 0 ? "" : table(["Källa", "Svar", "", ""], rows),
    alertText(db, summary),
    stopText(db, summary),
    waitingText(db),
    off.length === 0 ? "" : `Avstängda källor: ${off.join("; ")}.`,
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** What a job that asks nobody did. */
export function describeOther(job: string, told: Json): string {
  const { findings, opened, backup, retired } = told as Readonly<Record<string, Json>>;
  const many = (list: Json | undefined) => (Array.isArray(list) ? list.length : 0);
  if (job === "watch") {
    return findings === 0 ? "Inget att anmärka." : `${findings} brister, ${many(opened)} nya: basvakt incidents list`;
  }
  const rows = Object.entries((retired ?? {}) as Readonly<Record<string, number>>);
  const gone = rows.map(([table, n]) => `${n} rader ur ${table}`).join(", ");
  const copy = backup === null ? "Dagens kopia finns redan." : `Databasen är kopierad till ${backup}.`;
  return `${copy} ${gone === "" ? "Inget att gallra." : `Gallrat: ${gone}.`}`;
}

/** What the interlocks hold back until a person has looked: answers that count for nothing yet, stops that do not hold. */
function waitingText(db: Db): string {
  const waiting = incidentItems(db, false).filter(({ held }) => held > 0);
  const lines = waiting.map(({ id, kind, source, held, suppliers }) => {
    const what =
      kind === "stop_cap"
        ? `${held} stopp hålls: fler än taket för ett dygn`
        : `${held} svar från ${source ?? ""} om ${suppliers} leverantörer hålls: för många ändrades på en gång`;
    return `  händelse ${id}, ${what} (basvakt incidents release ${id}, eller reject)`;
  });
  return lines.length === 0 ? "" : `Väntar på granskning:\n${lines.join("\n")}`;
}

function alertText(db: Db, { run }: RunSummary): string {
  const alerts = alertsOfRun(db, run);
  if (alerts.length === 0) return "Inga nya larm.";
  const lines = alerts.map(({ id, name, because }) => `  ${id}  ${plain(name)}: ${plain(because)}`);
  return `${alerts.length === 1 ? "1 nytt larm" : `${alerts.length} nya larm`}:\n${lines.join("\n")}`;
}

function stopText(db: Db, { run }: RunSummary): string {
  const stops = stopsOfRun(db, run);
  if (stops.length === 0) return "";
  const lines = stops.map(
    ({ name, orgNumber, state, reason }) =>
      `  ${plain(name)} (${formatOrgNumber(orgNumber)}), ${STATES[state] ?? state}: ${plain(reason)}`,
  );
  return `Stopp:\n${lines.join("\n")}`;
}

const STATES: Readonly<Record<string, string>> = {
  provisional: "preliminärt stopp",
  proposed: "föreslaget stopp",
  held: "väntar på granskning",
};

const REASONS: Readonly<Record<string, string>> = {
  unreachable: "utan svar",
  refused: "nekade",
  blocked: "spärrade",
  malformed: "oläsliga",
  empty: "utan träff",
  partial: "ofullständiga",
  stale: "för gamla",
  withheld: "undanhållna",
  outstanding: "redan frågade",
  "not-applicable": "berörs inte",
  letter: "frågas inte (brev)",
  budget: "över budget",
  "bought-today": "köpta tidigare i dag",
};

/** What is wrong with a source, in few words. */
export function sourceCauseText(cause: string): string {
  const [what = "", ...rest] = cause.split(":");
  const feed = rest.join(":");
  if (what === "host") return `inget av flödena hos ${feed} svarar`;
  if (what === "feed") return `flödet ${feed} svarar inte`;
  if (what === "turnover") return `flödet ${feed} byts ut fortare än det frågas`;
  if (what === "canary") return "inget om kontrolleverantören: svaren bedöms inte";
  return what === "changed" ? "ovanligt många ändrades" : reasonText(cause);
}

/** A reason as people read it. */
export function reasonText(reason: string): string {
  return REASONS[reason] ?? reason;
}
