import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { type FileSubject, makeDecisionFile } from "../../jobs/decision-file.js";
import { Refusal } from "../domain/refusal.js";
import { verifyZip } from "../evidence/sealed-zip.js";
import { plain } from "../mail/plain.js";
import { type Answer, EXIT } from "./answer.js";
import { localTime } from "./decision-options.js";
import { version } from "./deps.js";
import { type Frame, inHouse, outsideHouse } from "./frame.js";
import type { House } from "./house.js";
import { inputFile } from "./input-file.js";

interface ExportOptions {
  readonly out: string;
  readonly by?: string;
}

/** `evidence export` and `evidence verify`. */
export function addEvidenceFile(group: Command, frame: Frame): void {
  group
    .command("export <vad...>")
    .description("skriver ett beslutsunderlag som ZIP: stop 5, eller alert 8")
    .requiredOption("--out <fil>", "ZIP-filen som ska skrivas")
    .option("--by <namn>", "vem som tar ut det (annars BASVAKT_USER)")
    .action(inHouse<ExportOptions>(frame, (house, { args, options }) => exported(frame, house, args, options)));
  group
    .command("verify <fil>")
    .description("prövar att ett beslutsunderlag är helt och oförändrat")
    .action(outsideHouse(frame, ({ args }) => verified(args[0] ?? "")));
}

function exported(frame: Frame, house: House, args: readonly string[], { out, by }: ExportOptions): Answer {
  const subject = subjectOf(args.join(" "));
  const { store, now } = house;
  const deps = { store, clock: frame.outside.clock, build: version() };
  const { zip, seal, evidence } = makeDecisionFile(deps, subject, house.person(by), now);
  writeNew(out, zip);
  return {
    json: { ...subject, file: out, size: zip.length, evidence, manifest: seal },
    text: `${plain(out)}: ${zip.length} byte, ${evidence} underlag.\nManifestets sha-256: ${seal}`,
  };
}

/** "stop 5", "alert-8", "larm 8": the numbers alone do not tell which. */
function subjectOf(told: string): FileSubject {
  const found = /^(alert|larm|stop|stopp)[ :-]?(\d{1,15})$/i.exec(told.trim());
  if (found === null) throw new Refusal("ange stop och stoppets nummer, eller alert och larmets: stop 5");
  return { kind: /^(alert|larm)$/i.test(found[1] ?? "") ? "alert" : "stop", id: Number(found[2]) };
}

/** Nothing that is there is written over. */
export function writeNew(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content, { flag: "wx" });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new Refusal(exists ? `filen ${path} finns redan; ange ett annat namn` : `filen ${path} går inte att skriva`);
  }
}

function verified(path: string): Answer {
  const { ok, faults, seal, manifest } = verifyZip(inputFile(path).bytes);
  const { about, made, files, trail } = manifest;
  const lines = [
    ok ? `Hel och oförändrad: ${files.length} filer.` : "Stämmer INTE:",
    ...faults.map((fault) => `  ${plain(fault)}`),
    `${plain(about)}, uttaget ${localTime(made)}; loggen hade ${trail.rows} rader, huvud ${plain(trail.head)}`,
    `Manifestets sha-256: ${seal}`,
    "Samma tal står i loggen hos den som gjorde filen (evidence.exported): basvakt audit list --json",
  ];
  return {
    json: { ok, faults, manifest: seal, about, made, trail },
    text: lines.join("\n"),
    exit: ok ? EXIT.done : EXIT.failed,
  };
}
