import { type Command, Option } from "commander";
import { inTurns } from "../../jobs/in-turn.js";
import { isAsking, type RunSummary } from "../../jobs/run.js";
import { takeTurn, toldOf } from "../../jobs/tick.js";
import type { Json } from "../domain/digest.js";
import { Refusal } from "../domain/refusal.js";
import { TIMED_JOBS } from "../schedule/timed-job.js";
import { suppliersDue } from "../store/due.js";
import { servingDaemon } from "../store/lease.js";
import { type Answer, EXIT } from "./answer.js";
import { runDeps } from "./deps.js";
import { digestAnswer } from "./digest.js";
import { followRun, type HandedOver } from "./follow.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { numberOf } from "./number.js";
import { otherJobs } from "./other-jobs.js";
import { type Progress, progressOn } from "./progress.js";
import { withQueue } from "./queue.js";
import { describeOther, describeRun } from "./run-text.js";
import { whyOff } from "./source-off.js";
import { tellAnswer } from "./tell.js";
import { underLease } from "./under-lease.js";

const JOBS: readonly string[] = TIMED_JOBS;

interface RunOptions {
  readonly source?: readonly string[];
  readonly supplier?: readonly string[];
  readonly by?: string;
}

/** `run JOB`: one job now. A daemon that works in the home runs it; else this process does, with the right to run jobs held meanwhile. */
export function addRun(program: Command, frame: Frame): void {
  const collect = (value: string, before: readonly string[]) => [...before, value];
  program
    .command("run")
    .description("kör ett jobb nu")
    .argument("<jobb>", JOBS.join(", "))
    .addOption(
      new Option("--source <källa>", "bara denna källa; kan anges flera gånger").argParser(collect).default([]),
    )
    .addOption(
      new Option("--supplier <orgnummer>", "bara denna leverantör; kan anges flera gånger")
        .argParser(collect)
        .default([]),
    )
    .option("--by <namn>", "vem som beställer")
    .action(inHouse<RunOptions>(frame, (house, { args, options }) => run(frame, house, args[0] ?? "", options)));
  program
    .command("housekeeping")
    .description(
      "kopierar databasen, gallrar vad som har blivit för gammalt och ger tillbaka plats; som run housekeeping",
    )
    .action(inHouse<RunOptions>(frame, (house) => run(frame, house, "housekeeping", {})));
}

async function run(frame: Frame, house: House, job: string, options: RunOptions): Promise<Answer> {
  if (!JOBS.includes(job)) throw new Refusal(`jobbet ${job} finns inte; det går att köra ${JOBS.join(", ")}`);
  const scope = {
    sources: knownSources(house, options.source ?? []),
    suppliers: knownSuppliers(house, options.supplier ?? []),
  };
  const by = options.by ?? house.variable("BASVAKT_USER") ?? "kommandoraden";
  const progress = progressOn(frame.outside);
  const told = await runOrFollow(frame, house, { job, scope, by }, progress);
  progress.end();
  if (isAsking(job)) return answerOf(house, told as unknown as RunSummary);
  if (job === "tell") return tellAnswer(told);
  return job === "digest" ? digestAnswer(told) : { json: told, text: describeOther(job, told) };
}

/** Where a daemon works, it is the one that runs jobs. */
async function runOrFollow(frame: Frame, house: House, order: HandedOver, progress: Progress): Promise<Json> {
  if (servingDaemon(house.store.db, frame.outside.clock()) !== null) return followRun(frame, house, order, progress);
  const { stderr, clock } = frame.outside;
  const troubled = (what: string) => stderr(`${what}\n`);
  const inTurn = inTurns();
  const others = otherJobs(frame, house, inTurn);
  return withQueue(house.variable("REDIS_URL"), troubled, clock, (queue) =>
    underLease(frame, house, async () => {
      const tick = { run: { ...runDeps(frame, house, progress.done, queue), inTurn }, others };
      const told = toldOf(await takeTurn(tick, { ...order, slot: null }, house.now));
      if (isAsking(order.job)) await others.tell(house.now, true, {});
      return told;
    }),
  );
}

function answerOf(house: House, summary: RunSummary): Answer {
  const { outcome, resumed, ...json } = summary;
  const notes = resumed ? ["Körningen hade avbrutits och gick vidare där den var."] : [];
  const text = describeRun(house.store.db, summary, sourcesOff(house));
  return { json, text, notes, exit: outcome === "done" ? EXIT.done : EXIT.partly };
}

function knownSuppliers(house: House, asked: readonly string[]): readonly string[] {
  const numbers = asked.map(numberOf);
  const found = suppliersDue(house.store.db, numbers).length;
  if (numbers.length > 0 && found < new Set(numbers).size) throw new Refusal("leverantören finns inte i registret");
  return numbers;
}

/** Sources that nothing was asked of because they have no settings; a worklist waits for a person. */
function sourcesOff(house: House): readonly string[] {
  return house
    .sources()
    .filter((source) => whyOff(house, source) !== null)
    .map(({ adapter }) => adapter.title);
}

function knownSources(house: House, asked: readonly string[]): readonly string[] {
  const sources = house.sources();
  for (const id of asked) {
    const found = sources.find(({ adapter }) => adapter.id === id);
    if (found === undefined)
      throw new Refusal(`källan ${id} finns inte; det finns ${sources.map(({ adapter }) => adapter.id).join(", ")}`);
    if (!found.configured) throw new Refusal(`källan ${id} är avstängd: ${found.missing.join(", ")} saknas i .env`);
  }
  return asked;
}
