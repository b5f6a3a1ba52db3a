import { type Command, Option } from "commander";
import { itemUnderWay, recordItem } from "../../jobs/sweep-record.js";
import type { OrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import { readFields } from "../worklist/fields.js";
import type { Answer } from "./answer.js";
import { idOf, wholeNumber } from "./decision-options.js";
import { judgeDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { judgedText } from "./judged-text.js";
import { valuesOf } from "./set-option.js";
import { sweepReader } from "./sweep-reader.js";
import { ITEM_TEXT } from "./sweep-text.js";

interface RecordOptions {
  readonly set: readonly string[];
  readonly by?: string;
  readonly handler?: string;
  readonly notApplicable?: boolean;
  readonly reason?: string;
  readonly version?: string;
}

/** `sweep record ITEM`: one item without a worklist; also who is to do it, and what holds when two said different things. */
export function addSweepRecord(group: Command, frame: Frame): void {
  group
    .command("record <post>")
    .description("redovisar en post: vad som sågs, vem som handlägger, eller varför den inte är aktuell")
    .addOption(
      new Option("--set <fält=värde>", "vad som sågs; kan anges flera gånger")
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([]),
    )
    .option("--handler <namn>", "vem som handlägger posten")
    .option("--not-applicable", "posten ska inte redovisas; ange varför med --reason")
    .option("--reason <skäl>", "varför den inte är aktuell")
    .option("--version <n>", "vägra om någon har hunnit ändra sedan den versionen")
    .option("--by <namn>", "vem som noterar (annars BASVAKT_USER)")
    .action(inHouse<RecordOptions>(frame, (house, { args, options }) => record(frame, house, args[0] ?? "", options)));
}

async function record(frame: Frame, house: House, post: string, options: RecordOptions): Promise<Answer> {
  const deps = judgeDeps(frame, house);
  const id = idOf(post);
  const reader = sweepReader(house, itemUnderWay(deps, id).kind);
  const told = valuesOf(
    options.set,
    reader.fields.map(({ name }) => name),
  );
  const { values, faults } = readFields(reader.fields, told);
  if (faults.length > 0) throw new Refusal("uppgifterna godtas inte", faults);
  const order = {
    ...{ id, values, by: house.person(options.by), reason: reasonOf(options) },
    version: options.version === undefined ? null : wholeNumber(options.version, "--version"),
    handler: options.handler?.trim() || null,
  };
  const { change, judged } = await recordItem(deps, reader, order, house.now);
  const { alertsOpened, stopsStarted } = judged ?? { alertsOpened: 0, stopsStarted: 0 };
  const { state } = change.answered;
  const orgNumber = change.item.frozen.orgNumber as OrgNumber;
  return {
    json: { item: id, sweep: change.item.sweepId, state, version: change.item.version + 1, alertsOpened, stopsStarted },
    text: `Post ${id} är noterad: ${ITEM_TEXT[state]}.${judgedText({ alertsOpened, stopsStarted }, orgNumber)}`,
  };
}

function reasonOf({ notApplicable, reason }: RecordOptions): string | null {
  const text = reason?.trim() ?? "";
  if (notApplicable === true && text === "") throw new Refusal("ange varför posten inte är aktuell, med --reason");
  if (notApplicable !== true && text !== "") throw new Refusal("--reason hör till --not-applicable");
  return notApplicable === true ? text : null;
}
