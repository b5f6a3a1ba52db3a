import type { Command } from "commander";
import { report } from "../../jobs/report.js";
import { figureRows, reportDocument } from "../../jobs/report-document.js";
import { addDays, type Day, dayOf } from "../domain/day.js";
import { Refusal } from "../domain/refusal.js";
import { csv } from "../mail/csv.js";
import { renderDocument } from "../mail/document.js";
import { plain } from "../mail/plain.js";
import { readInstant } from "../schedule/stockholm.js";
import { inSnapshot } from "../store/digest-snapshot.js";
import { dayFrom } from "./agreement-end.js";
import type { Answer } from "./answer.js";
import { writeNew } from "./evidence-file.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";

interface ReportOptions {
  readonly year?: string;
  readonly from?: string;
  readonly to?: string;
  readonly out?: string;
  readonly csv?: string;
}

/** `report --year Y | --from D --to D`. */
export function addReport(program: Command, frame: Frame): void {
  program
    .command("report")
    .description("vad en tid kom till, efter avtalsområde och form; för en nämnd")
    .option("--year <år>", "ett helt år")
    .option("--from <dag>", "första dagen")
    .option("--to <dag>", "sista dagen (annars i dag)")
    .option("--out <fil>", "skriver rapporten som HTML med diagram")
    .option("--csv <fil>", "skriver siffrorna som CSV")
    .action(inHouse<ReportOptions>(frame, (house, { options }) => give(house, options)));
}

function give(house: House, options: ReportOptions): Answer {
  const { first, last } = periodOf(options, dayOf(house.now));
  const from = midnight(first);
  const before = midnight(addDays(last, 1));
  const made = inSnapshot(house.store, (db) => report(db, from, before));
  if (options.out !== undefined) writeNew(options.out, renderDocument(reportDocument(made)));
  if (options.csv !== undefined) writeNew(options.csv, csv(figureRows(made)));
  const written = [options.out, options.csv].flatMap((file) => (file === undefined ? [] : [`Skriven: ${plain(file)}`]));
  const title = `Basuppföljning ${made.from} – ${made.to}`;
  return {
    json: made,
    text: [title, "", ...made.sentences, ...(written.length === 0 ? [] : ["", ...written])].join("\n"),
  };
}

function periodOf({ year, from, to }: ReportOptions, today: Day): { readonly first: Day; readonly last: Day } {
  if ((year === undefined) === (from === undefined)) throw new Refusal("ange --year, eller --from och --to");
  if (year !== undefined) {
    if (to !== undefined) throw new Refusal("--to hör ihop med --from");
    if (!/^20\d\d$/.test(year)) throw new Refusal("--year ska vara ett år, som 2026");
    return upTo(today, dayFrom(`${year}-01-01`, "--year"), dayFrom(`${year}-12-31`, "--year"));
  }
  const first = dayFrom(from ?? "", "--from");
  const last = to === undefined ? today : dayFrom(to, "--to");
  if (last < first) throw new Refusal(`sista dagen ${last} ligger före första dagen ${first}`);
  return upTo(today, first, last);
}

/** A report tells of what has been: a period that is not over is reported up to today. */
function upTo(today: Day, first: Day, last: Day): { readonly first: Day; readonly last: Day } {
  if (first > today) throw new Refusal(`${first} har inte varit än`);
  return { first, last: last > today ? today : last };
}

function midnight(day: Day): Date {
  const instant = readInstant(day);
  if (instant === null) throw new Error(`No such day: ${day}`);
  return instant;
}
