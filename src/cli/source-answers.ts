import { existsSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { type Command, Option } from "commander";
import { recordStatement } from "../../jobs/record-statement.js";
import { runJob } from "../../jobs/run.js";
import { writeWhole } from "../../jobs/write-whole.js";
import type { FileAdapter } from "../adapter.js";
import type { SourceConfig } from "../config/sources.js";
import { Conflict, Refusal } from "../domain/refusal.js";
import { evidenceMaker } from "../evidence/evidence.js";
import { suppliersDue } from "../store/due.js";
import { type Answer, EXIT } from "./answer.js";
import { judgeDeps, runDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { inputFile } from "./input-file.js";
import { judgedText } from "./judged-text.js";
import { numberOf } from "./number.js";
import { describeRun } from "./run-text.js";
import { valuesOf } from "./set-option.js";
import { underLease } from "./under-lease.js";

interface RecordOptions {
  readonly set?: readonly string[];
  readonly by?: string;
}

/** `sources import` and `sources record`: answers and deliveries that somebody has been given. */
export function addSourceAnswers(group: Command, frame: Frame): void {
  group
    .command("import <källa> <fil>")
    .description("läser in en leverans eller ett svar, som om den låg i källans inkorg")
    .action(inHouse(frame, (house, { args }) => take(frame, house, args[0] ?? "", args[1] ?? "")));
  const collect = (value: string, before: readonly string[]) => [...before, value];
  group
    .command("record <källa> <orgnummer>")
    .description("noterar ett svar om en leverantör")
    .addOption(
      new Option("--set <fält=värde>", "det som svarades; kan anges flera gånger").argParser(collect).default([]),
    )
    .option("--by <namn>", "vem som noterar (annars BASVAKT_USER)")
    .action(inHouse<RecordOptions>(frame, (house, { args, options }) => record(frame, house, args, options)));
}

/** Everything that may be wrong with the file as a whole is said before it is laid in the inbox. */
async function take(frame: Frame, house: House, id: string, path: string): Promise<Answer> {
  const source = fileSource(house, id);
  const file = inputFile(path);
  const { adapter, options } = source;
  const { version, redact } = adapter;
  const evidence = evidenceMaker({ adapterId: id, version, redact, now: house.now, origin: "delivery" });
  const { letters } = adapter;
  const reader = letters?.extensions.includes(extname(file.name).toLowerCase()) ? letters : adapter;
  await reader.read(file, { options, now: house.now, evidence });
  const folder = join(house.home.inbox, id);
  const place = join(folder, basename(file.name));
  if (existsSync(place)) throw new Conflict(`det ligger redan en fil ${place} som väntar på att läsas`);
  writeWhole(folder, place, file.bytes);
  const deps = runDeps(frame, house, () => undefined);
  const order = { job: "inbox" as const, slot: null, scope: { sources: [id] }, by: "kommandoraden" };
  const summary = await underLease(frame, house, () => runJob(deps, order, house.now));
  const { outcome, resumed: _, ...json } = summary;
  return {
    json,
    text: describeRun(house.store.db, summary, []),
    notes: summary.failed === 0 ? [] : ["Vad som var fel på de rader som inte lästes visar: basvakt coverage"],
    exit: outcome === "done" ? EXIT.done : EXIT.partly,
  };
}

async function record(frame: Frame, house: House, args: readonly string[], options: RecordOptions): Promise<Answer> {
  const { adapter } = fileSource(house, args[0] ?? "");
  const { id, version, redact, answers } = adapter;
  if (answers === undefined)
    throw new Refusal(`${id} svarar inte på frågor; läs in filen med basvakt sources import ${id}`);
  const [supplier] = suppliersDue(house.store.db, [numberOf(args[1] ?? "")]);
  if (supplier === undefined) throw new Refusal("leverantören finns inte i registret");
  const { id: subjectId, orgNumber } = supplier;
  const fields = answers.fields.map(({ name }) => name);
  const form = { orgNumber, unit: null, by: house.person(options.by), values: valuesOf(options.set ?? [], fields) };
  const reader = { id, version, redact, read: answers.read };
  const judged = await recordStatement(judgeDeps(frame, house), reader, form, subjectId, house.now);
  const { alertsOpened, stopsStarted } = judged;
  return {
    json: { source: id, orgNumber, recorded: true, alertsOpened, stopsStarted },
    text: `Svaret är noterat.${judgedText(judged, orgNumber)}`,
  };
}

function fileSource(house: House, id: string): SourceConfig & { readonly adapter: FileAdapter } {
  const files = house.sources().filter(({ adapter }) => adapter.shape === "file");
  const found = files.find(({ adapter }) => adapter.id === id);
  if (found === undefined) {
    throw new Refusal(
      `${id} är ingen källa som levererar filer; det finns ${files.map(({ adapter }) => adapter.id).join(", ")}`,
    );
  }
  return found as SourceConfig & { readonly adapter: FileAdapter };
}
