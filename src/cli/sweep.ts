import { type Command, Option } from "commander";
import { dayOf } from "../domain/day.js";
import { Refusal } from "../domain/refusal.js";
import { ITEM_STATES } from "../domain/sweep.js";
import { type ItemRow, listItems, listSweeps, sweepStatus } from "../store/list-sweeps.js";
import type { Answer } from "./answer.js";
import { idOf } from "./decision-options.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { addSweepDecisions } from "./sweep-decide.js";
import { addSweepImport } from "./sweep-import.js";
import { addSweepLetters } from "./sweep-letters.js";
import { addSweepRecord } from "./sweep-record.js";
import { addSweepReport } from "./sweep-report.js";
import { addSweepRequest } from "./sweep-request.js";
import { addSweepStart } from "./sweep-start.js";
import { describeSweep, itemTable, sweepTable } from "./sweep-text.js";
import { addSweepWorklist } from "./sweep-worklist.js";

interface ItemsOptions {
  readonly state?: string;
  readonly handler?: string;
}

/** `sweep start|status|items|record|worklist|import|pause|resume|cancel|close|countersign`: campaigns that account for everybody. */
export function addSweep(program: Command, frame: Frame): void {
  const group = program.command("sweep").description("svep: kontroller där alla ska redovisas, två gånger om året");
  addSweepStart(group, frame);
  group
    .command("status [id]")
    .description("visar hur långt ett svep har kommit; utan id alla som pågår")
    .option("--all", "även avslutade och avbrutna")
    .action(
      inHouse<{ all?: boolean }>(frame, (house, { args, options }) =>
        args[0] === undefined ? overview(house, options.all === true) : shown(house, frame, idOf(args[0])),
      ),
    );
  group
    .command("items <id>")
    .description("visar svepets poster, en rad för var och en som ska redovisas")
    .addOption(new Option("--state <läge>", "bara de i detta läge").choices(ITEM_STATES))
    .option("--handler <namn>", "bara denna handläggares")
    .action(inHouse<ItemsOptions>(frame, (house, { args, options }) => items(house, idOf(args[0] ?? ""), options)));
  addSweepRecord(group, frame);
  addSweepWorklist(group, frame);
  addSweepImport(group, frame);
  addSweepRequest(group, frame);
  addSweepDecisions(group, frame);
  addSweepLetters(group, frame);
  addSweepReport(group, frame);
}

function overview({ store, now }: House, all: boolean): Answer {
  const sweeps = listSweeps(store.db, all ? "all" : "under way", dayOf(now));
  return { json: sweeps, text: sweeps.length === 0 ? "Inget svep pågår." : sweepTable(sweeps) };
}

function shown({ store, now }: House, frame: Frame, id: number): Answer {
  const status = sweepStatus(store.db, id, dayOf(now));
  if (status === null) throw noSuch(id);
  return { json: status, text: describeSweep(status, frame.outside.terminal) };
}

function items({ store, now }: House, id: number, { state, handler }: ItemsOptions): Answer {
  const status = sweepStatus(store.db, id, dayOf(now));
  if (status === null) throw noSuch(id);
  const isLate = status.due < dayOf(now) && status.state !== "closed";
  const stateOf = (item: ItemRow) => (isLate && item.state === "waiting" ? "overdue" : item.state);
  const rows = listItems(store.db, id)
    .map((item) => ({ ...item, state: stateOf(item) }))
    .filter(
      (item) => (state === undefined || item.state === state) && (handler === undefined || item.handler === handler),
    );
  return { json: rows, text: rows.length === 0 ? "Inga poster." : itemTable(rows) };
}

function noSuch(id: number): Refusal {
  return new Refusal(`svep ${id} finns inte; se basvakt sweep status --all`);
}
