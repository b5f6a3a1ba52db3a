import { Command, CommanderError } from "commander";
import { addAdmit } from "./admit.js";
import { addAgreements } from "./agreements.js";
import { addAlerts } from "./alerts.js";
import { EXIT } from "./answer.js";
import { addAudit } from "./audit.js";
import { addBackup } from "./backup.js";
import { addCheck } from "./check.js";
import { addComplaints } from "./complaints.js";
import { addCoverage } from "./coverage.js";
import { addDaemon } from "./daemon.js";
import { addDemo } from "./demo.js";
import { version } from "./deps.js";
import { addDigest } from "./digest.js";
import { addDrafts } from "./drafts.js";
import { addEvidence } from "./evidence.js";
import type { Frame } from "./frame.js";
import { addIncidents } from "./incidents.js";
import { addInit } from "./init.js";
import { addInquiries } from "./inquiries.js";
import { addMedia } from "./media.js";
import type { Outside } from "./outside.js";
import { addPolicy } from "./policy.js";
import { addReport } from "./report.js";
import { addRun } from "./run.js";
import { addSandbox } from "./sandbox.js";
import { addSources } from "./sources.js";
import { addStops } from "./stops.js";
import { addSuppliers } from "./suppliers.js";
import { addSweep } from "./sweep.js";
import { addRepresentatives, addUnits } from "./units.js";
import { usageInSwedish } from "./usage.js";
import { addWorker } from "./worker.js";

/** Runs one command line and gives its exit code. */
export async function runProgram(argv: readonly string[], outside: Outside): Promise<number> {
  let code: number = EXIT.done;
  const frame: Frame = {
    outside,
    exit: (told) => {
      code = told;
    },
    run: runProgram,
  };
  const program = build(frame);
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.refused;
  }
  return code;
}

const COMMANDS = [
  addInit,
  addSuppliers,
  addUnits,
  addRepresentatives,
  addAgreements,
  addRun,
  addDaemon,
  addWorker,
  addCheck,
  addAlerts,
  addStops,
  addInquiries,
  addComplaints,
  addAdmit,
  addReport,
  addDrafts,
  addIncidents,
  addSweep,
  addDigest,
  addSources,
  addCoverage,
  addPolicy,
  addMedia,
  addEvidence,
  addAudit,
  addBackup,
  addSandbox,
  addDemo,
];

function build(frame: Frame): Command {
  const program = new Command("basvakt")
    .description("Basuppföljning av leverantörer: frågar källorna, larmar, stoppar nya placeringar på underlag.")
    .version(version(), "-V", "visar programmets version")
    .helpOption("-h, --help", "visar hjälp")
    .helpCommand("help [kommando]", "visar hjälp om ett kommando")
    .option("--home <katalog>", "hemkatalog (annars BASVAKT_HOME, annars ./var)")
    .option("--json", "ett JSON-dokument på stdout")
    .option("--now <tid>", "tiden som kommandot hör till; bara i en hemkatalog för övning");
  for (const add of COMMANDS) add(program, frame);
  return usageInSwedish(program, frame.outside);
}
