import type { Command } from "commander";
import { type Replayed, replayPolicies } from "../../jobs/replay.js";
import { replayDocument } from "../../jobs/replay-document.js";
import { addDays, dayOf } from "../domain/day.js";
import { Refusal } from "../domain/refusal.js";
import { renderDocument } from "../mail/document.js";
import { plain } from "../mail/plain.js";
import { readPolicy } from "../policy/read-policy.js";
import { rules } from "../rules/index.js";
import { inSnapshot } from "../store/digest-snapshot.js";
import { dayFrom } from "./agreement-end.js";
import type { Answer } from "./answer.js";
import { writeNew } from "./evidence-file.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { inputFile } from "./input-file.js";
import { table } from "./table.js";

interface ReplayOptions {
  readonly from?: string;
  readonly to?: string;
  readonly out?: string;
}

const YEAR = 365;

/** `policy replay FILE`. */
export function addPolicyReplay(group: Command, frame: Frame): void {
  group
    .command("replay <fil>")
    .description("vad hade en annan policy lett till? prövas mot lagrade uppgifter; ingenting ändras")
    .option("--from <dag>", "första dagen (annars ett år tillbaka)")
    .option("--to <dag>", "sista dagen (annars i dag)")
    .option("--out <fil>", "skriver jämförelsen som HTML med diagram och tabell")
    .action(inHouse<ReplayOptions>(frame, (house, { args, options }) => replayed(house, args[0] ?? "", options)));
}

function replayed(house: House, path: string, { from, to, out }: ReplayOptions): Answer {
  const { name, bytes } = inputFile(path);
  const after = readPolicy(new TextDecoder("utf-8").decode(bytes), name);
  const last = to === undefined ? dayOf(house.now) : dayFrom(to, "--to");
  const first = from === undefined ? addDays(last, -YEAR) : dayFrom(from, "--from");
  if (last < first) throw new Refusal(`sista dagen ${last} ligger före första dagen ${first}`);
  const order = { rules, before: house.policy(), after, from: first, to: last };
  const made = inSnapshot(house.store, (db) => replayPolicies(db, order, house.now));
  if (out !== undefined) writeNew(out, renderDocument(replayDocument(made, name)));
  return { json: made, text: `${describe(made)}${out === undefined ? "" : `\n\nSkriven: ${plain(out)}`}` };
}

function describe({ from, to, suppliers, counts, differences }: Replayed): string {
  const changed = counts.filter(({ before, after }) => before !== after);
  const sums = changed.map(({ what, rule, before, after }) => [what, rule, `${before}`, `${after}`]);
  const rows = differences.map(({ change, before, after, outcome }) => [
    outcome.what,
    change,
    outcome.unit === null ? outcome.name : `${outcome.name}, ${outcome.unit}`,
    outcome.rule,
    before ?? "",
    after ?? "",
  ]);
  return [
    `${from} – ${to}, ${suppliers} leverantörer. Registret som det är i dag; utan spärrar och människors beslut.`,
    "",
    ...(sums.length === 0 ? ["Antalen blir desamma."] : [table(["Vad", "Regel", "Nu", "Prövad"], sums)]),
    ...(rows.length === 0
      ? []
      : ["", table(["Vad", "Ändring", "Leverantör", "Regel", "Nu", "Prövad"], rows, [8, 12, 34, 26, 10, 10])]),
  ].join("\n");
}
