import type { Command } from "commander";
import { tellOf } from "../../jobs/sitting.js";
import { type SweepReport, sweepReport } from "../../jobs/sweep-report.js";
import { sweepDocument, type Titles } from "../../jobs/sweep-report-document.js";
import { sweepRows } from "../../jobs/sweep-report-rows.js";
import { sentencesOf } from "../../jobs/sweep-report-words.js";
import { type SweepVerdict, verifySweep } from "../../jobs/sweep-verify.js";
import { sha256 } from "../domain/digest.js";
import { Refusal } from "../domain/refusal.js";
import { SWEEP_TITLE, type SweepKind } from "../domain/sweep.js";
import { csv } from "../mail/csv.js";
import { renderDocument } from "../mail/document.js";
import { plain } from "../mail/plain.js";
import { inSnapshot } from "../store/digest-snapshot.js";
import { type Answer, EXIT } from "./answer.js";
import { idOf } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { writeNew } from "./evidence-file.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { inputFile } from "./input-file.js";
import { sweepReader } from "./sweep-reader.js";

interface ReportOptions {
  readonly out?: string;
  readonly csv?: string;
}

/** `sweep report|verify ID`: what a sweep came to, for a committee, and the proof of it later. */
export function addSweepReport(group: Command, frame: Frame): void {
  group
    .command("report <id>")
    .description("kontrollrapporten: vad svepet kom till; preliminär så länge det pågår")
    .option("--out <fil>", "skriver den som HTML, att läsa och skriva ut")
    .option("--csv <fil>", "skriver varje post som en rad i en CSV-fil")
    .action(
      inHouse<ReportOptions>(frame, (house, { args, options }) => give(frame, house, idOf(args[0] ?? ""), options)),
    );
  group
    .command("verify <id>")
    .description("prövar att svepets poster är som när det avslutades, och att loggen håller")
    .option("--file <fil>", "pröva också att filen är en rapport som har skrivits ut härifrån, oförändrad")
    .action(
      inHouse<{ file?: string }>(frame, (house, { args, options }) =>
        verified(house, idOf(args[0] ?? ""), options.file),
      ),
    );
}

/** The form's titles, by the names of its fields. */
export function titlesOf(house: House, kind: SweepKind): Titles {
  return new Map(sweepReader(house, kind).fields.map(({ name, title }) => [name, title]));
}

function give(frame: Frame, house: House, id: number, { out, csv: rows }: ReportOptions): Answer {
  const report = inSnapshot(house.store, (db) => sweepReport(db, id, house.now));
  if (report === null) throw noSuch(id);
  const titles = titlesOf(house, report.sweep.kind);
  if (out !== undefined)
    writeOut(frame, house, { id, file: out, content: renderDocument(sweepDocument(report, titles)) });
  if (rows !== undefined) writeOut(frame, house, { id, file: rows, content: csv(sweepRows(report, titles)) });
  const written = [out, rows].flatMap((file) => (file === undefined ? [] : [`Skriven: ${plain(file)}`]));
  return { json: report, text: [...linesOf(report), ...written].join("\n") };
}

function linesOf(report: SweepReport): readonly string[] {
  const { id, kind, state } = report.sweep;
  const heading = `${state === "closed" ? "Kontrollrapport" : "Preliminär kontrollrapport"}, svep ${id}: ${SWEEP_TITLE[kind]}`;
  return [heading, "", ...sentencesOf(report), "", `Svepets kontrollsumma: ${report.sha256}`];
}

interface WrittenOut {
  readonly id: number;
  readonly file: string;
  readonly content: string;
}

/** What leaves the house stands in the trail by its digest: a file can be known again, and a changed one be told from it. */
function writeOut(frame: Frame, house: House, { id, file, content }: WrittenOut): void {
  writeNew(file, content);
  const { store, groups, clock } = judgeDeps(frame, house);
  const detail = { sweep: id, sha256: sha256(content) };
  const told = {
    verb: "sweep.reported",
    detail,
    about: "incident",
    agreements: [],
    urgent: false,
    tell: false,
  } as const;
  store.write((db) => tellOf({ deps: { groups }, db, moment: { now: house.now, clock: clock() } }, told));
}

function verified({ store }: House, id: number, file: string | undefined): Answer {
  const proof = file === undefined ? null : sha256(inputFile(file).bytes);
  const verdict = inSnapshot(store, (db) => verifySweep(db, id, proof));
  if (verdict === null) throw noSuch(id);
  return { json: verdict, text: verdictText(verdict), exit: verdict.ok ? EXIT.done : EXIT.failed };
}

function verdictText({ sweep, ok, population, rows, trail, file, sha256: sum }: SweepVerdict): string {
  const said = (holds: boolean, yes: string, no: string) => `${holds ? "ja " : "NEJ"}  ${holds ? yes : no}`;
  return [
    ok ? `Svep ${sweep} håller.` : `Svep ${sweep} håller INTE.`,
    said(population, "populationen är den som låstes vid start", "populationen är inte den som låstes vid start"),
    rows === null
      ? "–    svepet är inte avslutat: posterna får ännu ändras"
      : said(rows, "alla poster är som när svepet avslutades", "posterna är inte som när svepet avslutades"),
    said(trail, "loggen håller", "loggen håller inte; se basvakt audit verify"),
    ...(file === null
      ? []
      : [
          said(
            file,
            "filen är en rapport härifrån, oförändrad",
            "filen är inte någon rapport som har skrivits ut härifrån",
          ),
        ]),
    `Svepets kontrollsumma: ${sum}`,
  ].join("\n");
}

function noSuch(id: number): Refusal {
  return new Refusal(`svep ${id} finns inte; se basvakt sweep status --all`);
}
