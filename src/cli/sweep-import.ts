import type { Command } from "commander";
import { type Imported, importWorklist, type RowConflict } from "../../jobs/sweep-import.js";
import { requireOpen } from "../../jobs/sweep-record.js";
import { formatOrgNumber, type OrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import type { RowContent } from "../domain/sweep-merge.js";
import { plain } from "../mail/plain.js";
import { itemsText } from "../mail/section.js";
import type { StopItem } from "../store/list-stops.js";
import { sweepById } from "../store/sweep.js";
import { readWorklist, refuseFaulty } from "../worklist/read.js";
import { type Answer, EXIT } from "./answer.js";
import { idOf } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { inputFile } from "./input-file.js";
import { sweepReader } from "./sweep-reader.js";
import { table } from "./table.js";

interface ImportOptions {
  readonly by?: string;
  readonly confirmStops?: boolean;
}

/** `sweep import ID FILE`: a worklist that somebody has filled in, as often as needed and in any order. */
export function addSweepImport(group: Command, frame: Frame): void {
  group
    .command("import <id> <fil>")
    .description("läser in en ifylld arbetslista; allt i den ska vara rätt, annars läses ingenting in")
    .option("--confirm-stops", "starta de stopp som inläsningen har visat")
    .option("--by <namn>", "vem som har fyllt i listan (annars BASVAKT_USER)")
    .action(inHouse<ImportOptions>(frame, (house, { args, options }) => take(frame, house, args, options)));
}

async function take(frame: Frame, house: House, args: readonly string[], options: ImportOptions): Promise<Answer> {
  const id = idOf(args[0] ?? "");
  const sweep = sweepById(house.store.db, id);
  if (sweep === null) throw new Refusal(`svep ${id} finns inte; se basvakt sweep status --all`);
  requireOpen(id, sweep.state);
  const by = house.person(options.by);
  const file = inputFile(args[1] ?? "");
  const reader = sweepReader(house, sweep.kind);
  const filled = await readWorklist(file, sweep.kind, reader.fields);
  const order = { ...filled, by, confirmStops: options.confirmStops === true };
  const imported = await importWorklist(judgeDeps(frame, house), reader, sweep, order, house.now);
  if ("faults" in imported) return refuseFaulty(file.name, imported.faults);
  const json = jsonOf(id, imported);
  if (!imported.written) {
    const stops = imported.stops.map(stopLine).join("\n");
    throw new Refusal(
      `Ingenting är inläst. Filen skulle starta ${imported.stops.length} stopp:\n${stops}\nStämmer det, läs in den igen med --confirm-stops.`,
      [],
      json,
    );
  }
  const { conflicts } = imported;
  return { json, text: textOf(id, imported), exit: conflicts.length === 0 ? EXIT.done : EXIT.partly };
}

function stopLine({ orgNumber, name, scope, reason }: StopItem): string {
  const where = scope.unit === null ? "" : `, ${plain(scope.unit)}`;
  return `  ${formatOrgNumber(orgNumber as OrgNumber)} ${plain(name)}${where} (${scope.agreement.form}): ${plain(reason, 300)}`;
}

function jsonOf(sweep: number, { changed, unchanged, old, conflicts, stops, judged, written }: Imported) {
  return {
    ...{ sweep, written, changed, unchanged, old },
    conflicts: conflicts.map(({ line, item, mine, theirs }) => ({ line, item: item.id, mine, theirs })),
    stops: stops.map(({ orgNumber, scope, rule, reason }) => ({ orgNumber, scope, rule, reason })),
    alertsOpened: judged?.alertsOpened ?? 0,
    stopsStarted: judged?.stopsStarted ?? 0,
  };
}

function textOf(id: number, { changed, unchanged, old, conflicts, judged }: Imported): string {
  const { alertsOpened, stopsStarted } = judged ?? { alertsOpened: 0, stopsStarted: 0 };
  return [
    `${itemsText(changed)} ${changed === 1 ? "ändrad" : "ändrade"}, ${unchanged} som förut.`,
    ...(old === 0 ? [] : [`${old} av dem stod i en gammal kopia; det som har kommit in sedan dess står kvar.`]),
    ...(alertsOpened === 0 ? [] : [`Det gav ${alertsOpened} larm och ${stopsStarted} stopp: basvakt alerts list.`]),
    ...(conflicts.length === 0 ? [] : ["", ...conflictText(conflicts)]),
    `Hur det går: basvakt sweep status ${id}`,
  ].join("\n");
}

/** What the two have said, beside each other. */
function conflictText(conflicts: readonly RowConflict[]): readonly string[] {
  const rows = conflicts.flatMap(({ line, item, mine, theirs }) => {
    const names = [...new Set([...Object.keys(theirs.fields), ...Object.keys(mine.fields)])];
    const cells = (of: RowContent, name: string) => of.fields[name] ?? "";
    const differing = [
      ...names.map((name) => [name, cells(theirs, name), cells(mine, name)] as const),
      ["skäl", theirs.reason ?? "", mine.reason ?? ""] as const,
      ["handläggare", theirs.handler ?? "", mine.handler ?? ""] as const,
    ].filter(([, a, b]) => a !== b);
    return differing.map(([name, a, b]) => [`${line}`, `${item.id}`, name, `${theirs.by}: ${a}`, b]);
  });
  return [
    `${itemsText(conflicts.length)} har två personer fyllt i olika. Inget av det gäller förrän någon säger vad som är rätt: basvakt sweep record POST --set …`,
    table(["Rad", "Post", "Fält", "Noterat av", "Nu i filen"], rows, [6, 8, 24, 40, 30]),
    "",
  ];
}
