import { resolve } from "node:path";
import type { Command } from "commander";
import { Refusal } from "../domain/refusal.js";
import { backUp, type Copy, checkCopy } from "../store/backup.js";
import type { Answer } from "./answer.js";
import { localTime } from "./decision-options.js";
import { type Frame, inHouse, outsideHouse } from "./frame.js";

/** `backup FILE` and `restore --check FILE`: a copy of the database while others work in it, and whether one is whole. */
export function addBackup(program: Command, frame: Frame): void {
  program
    .command("backup <fil>")
    .description("kopierar databasen medan andra arbetar i den, och prövar kopian")
    .action(
      inHouse(frame, ({ home }, { args }) => {
        const copy = backUp(home.database, resolve(frame.outside.workingFolder, args[0] ?? ""));
        return { ...answerOf(copy), text: `Databasen är kopierad till ${copy.file}.\n\n${describe(copy)}` };
      }),
    );
  program
    .command("restore <fil>")
    .description("prövar en kopia: går den att läsa, är den hel, vad innehåller den")
    .option("--check", "pröva kopian")
    .action(
      outsideHouse<{ readonly check?: boolean }>(frame, ({ args, options }) => {
        if (options.check !== true) throw new Refusal(BY_HAND);
        const copy = checkCopy(resolve(frame.outside.workingFolder, args[0] ?? ""));
        return { ...answerOf(copy), text: `Kopian är hel.\n\n${describe(copy)}` };
      }),
    );
}

/** Nobody's stops are put back in time by one wrong word on a command line. */
const BY_HAND =
  "återställning görs för hand, med basvakt avslutad: pröva kopian med restore --check, ta bort basvakt.db-wal och basvakt.db-shm, och kopiera filen till basvakt.db";

function answerOf(copy: Copy): Pick<Answer, "json"> {
  return { json: copy };
}

function describe({ bytes, suppliers, observations, alerts, stops, trail }: Copy): string {
  const last = trail.last === null ? "aldrig" : localTime(trail.last);
  return [
    `${(bytes / 1_048_576).toFixed(1).replace(".", ",")} MB, ${suppliers} leverantörer, ${observations} uppgifter, ${alerts} larm, ${stops} stopp.`,
    `Loggen är hel: ${trail.rows} rader, den sista ${last}, kedjans huvud ${trail.head}.`,
  ].join("\n");
}
