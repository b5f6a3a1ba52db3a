import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { addDays, type Day, dayOf, readDay } from "../domain/day.js";
import { formatOrgNumber } from "../domain/org-number.js";
import { Refusal } from "../domain/refusal.js";
import { csv } from "../mail/csv.js";
import { readInstant } from "../schedule/stockholm.js";
import { type Coverage, coverageBetween, outcomesBetween } from "../store/coverage.js";
import type { Db } from "../store/open.js";
import { type JobTally, jobsBetween, slotsBetween } from "../store/slot-coverage.js";
import type { Answer } from "./answer.js";
import { type Frame, inHouse } from "./frame.js";
import { type House, instant } from "./house.js";
import { reasonText } from "./run-text.js";
import { table } from "./table.js";

interface CoverageOptions {
  readonly since?: string;
  readonly until?: string;
  readonly csv?: string;
}

/** `coverage`: what was due in a period and what became of it. Both days are included; it may begin within one. */
export function addCoverage(program: Command, frame: Frame): void {
  program
    .command("coverage")
    .description("visar vilka kontroller som skulle göras och vad det blev av dem")
    .option("--since <tid>", "från och med (förval: i dag); en dag (från midnatt) eller en tid")
    .option("--until <dag>", "till och med (förval: i dag)")
    .option("--csv <fil>", "skriver antalen i en fil, en rad per källa eller jobb, utfall och orsak")
    .action(inHouse<CoverageOptions>(frame, (house, { options }) => coverage(frame, house, options)));
}

function coverage({ outside }: Frame, { store, now }: House, options: CoverageOptions): Answer {
  const until = dayAsked(options.until, dayOf(now));
  const since = options.since ?? until;
  const period = [instant(since), endOf(until)] as const;
  if (period[0] > period[1]) throw new Refusal(`perioden börjar ${since}, efter att den slutar ${until}`);
  if (options.csv !== undefined) {
    const file = resolve(outside.workingFolder, options.csv);
    writeFileSync(file, csv(ledgerRows(store.db, ...period).map(asTexts)));
    return { json: { since, until, file }, text: `Täckningen ${since} till ${until} är skriven i ${file}.` };
  }
  const covered = coverageBetween(store.db, ...period);
  const jobs = jobsBetween(store.db, ...period);
  return { json: { since, until, ...covered, jobs }, text: `${since} till ${until}\n\n${describe(covered, jobs)}` };
}

function describe({ sources, gaps, ...sum }: Coverage, jobs: Readonly<Record<string, JobTally>>): string {
  const rows = Object.entries(sources).map(([id, { planned, done, failed, skipped }]) => {
    const open = planned - done - failed - skipped;
    return [id, planned, done, failed, skipped, "", open];
  });
  const total = ["Alla", sum.due, sum.done, sum.failed, sum.skipped, sum.missed, sum.open];
  const heading = ["Källa", "Skulle göras", "Gjorda", "Misslyckade", "Överhoppade", "Missade", "Kvar"];
  const jobRows = Object.entries(jobs).map(([job, { due, done, partly, missed, open, ...rest }]) => {
    return [job, due, done + partly, rest.failed + rest.skipped + missed, open, reasonsText(rest.reasons)];
  });
  const gapRows = gaps.map(({ on, source, subject, reason, detail }) => [
    on,
    source,
    /^\d{10}$/.test(subject) ? formatOrgNumber(subject) : subject,
    reasonText(reason),
    detail ?? "",
  ]);
  return [
    table(heading, [...rows, total].map(asTexts)),
    jobRows.length === 0
      ? ""
      : table(["Jobb", "Tidpunkter", "Körda", "Inte körda", "Pågår", "Varför"], jobRows.map(asTexts)),
    gapRows.length === 0 ? "" : `Luckor:\n${table(["Dag", "Källa", "Vem", "Varför", ""], gapRows)}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function reasonsText(reasons: JobTally["reasons"]): string {
  return Object.entries(reasons)
    .map(([reason, n]) => `${n} ${MISSED[reason] ?? reason}`)
    .join(", ");
}

const MISSED: Readonly<Record<string, string>> = {
  down: "medan ingen var igång",
  overlap: "medan jobbet pågick",
  superseded: "ersatta av nästa",
  late: "för sent",
};

function asTexts(row: readonly (string | number)[]): readonly string[] {
  return row.map(String);
}

function ledgerRows(db: Db, since: Date, until: Date): readonly (readonly (string | number)[])[] {
  return [
    ["slag", "namn", "utfall", "orsak", "antal"],
    ...outcomesBetween(db, since, until).map(({ source, outcome, reason, n }) => [
      ...["kontroll", source],
      ...[outcome ?? "open", reason ?? "", n],
    ]),
    ...slotsBetween(db, since, until).map(({ job, outcome, reason, n }) => ["tidpunkt", job, outcome, reason ?? "", n]),
  ];
}

function dayAsked(asked: string | undefined, fallback: Day): Day {
  const day = asked === undefined ? fallback : readDay(asked);
  if (day === null) throw new Refusal(`dagen ${asked} kan inte läsas; skriv den som 2026-11-23`);
  return day;
}

function endOf(day: Day): Date {
  return new Date(midnight(addDays(day, 1)).getTime() - 1);
}

function midnight(day: Day): Date {
  return readInstant(day) ?? new Date(Number.NaN);
}
