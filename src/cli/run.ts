import { type Command, Option } from "commander";
import { type AskingJob, type RunSummary, runJob } from "../../jobs/run.js";
import { tell } from "../../jobs/tell.js";
import { Refusal } from "../domain/refusal.js";
import { suppliersDue } from "../store/due.js";
import { type Answer, EXIT } from "./answer.js";
import { runDeps } from "./deps.js";
import { sendDigests } from "./digest.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { numberOf } from "./number.js";
import { progressOn } from "./progress.js";
import { withQueue } from "./queue.js";
import { describeRun } from "./run-text.js";
import { whyOff } from "./source-off.js";
import { tellNow } from "./tell.js";
import { tellDeps } from "./tell-deps.js";
import { underLease } from "./under-lease.js";

const ASKING = ["basuppfoljning", "feeds", "inbox", "judge"] as const;
const JOBS = [...ASKING, "digest", "tell"] as const;

interface RunOptions {
  readonly source?: readonly string[];
  readonly supplier?: readonly string[];
  readonly by?: string;
}

/** `run JOB`: one job now, with the right to run jobs held meanwhile. */
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
}

async function run(frame: Frame, house: House, job: string, options: RunOptions): Promise<Answer> {
  if (job === "tell") return underLease(frame, house, () => tellNow(tellDeps(frame, house), house.now));
  if (job === "digest") {
    const deps = tellDeps(frame, house);
    return underLease(frame, house, () => sendDigests(deps, { groups: deps.groups, early: true }, house.now));
  }
  if (!isAsking(job)) throw new Refusal(`jobbet ${job} finns inte; det går att köra ${JOBS.join(", ")}`);
  const scope = {
    sources: knownSources(house, options.source ?? []),
    suppliers: knownSuppliers(house, options.supplier ?? []),
  };
  const by = options.by ?? house.variable("BASVAKT_USER") ?? "kommandoraden";
  const progress = progressOn(frame.outside);
  const { stderr, clock } = frame.outside;
  const troubled = (what: string) => stderr(`${what}\n`);
  const telling = tellDeps(frame, house);
  const summary = await withQueue(house.variable("REDIS_URL"), troubled, clock, (queue) => {
    const deps = runDeps(frame, house, progress.done, queue);
    return underLease(frame, house, async () => {
      const done = await runJob(deps, { job, slot: null, scope, by }, house.now);
      await tell(telling, house.now);
      return done;
    });
  });
  progress.end();
  return answerOf(summary, describeRun(house.store.db, summary, sourcesOff(house)));
}

function answerOf(summary: RunSummary, text: string): Answer {
  const { outcome, resumed, ...json } = summary;
  const notes = resumed ? ["Körningen hade avbrutits och gick vidare där den var."] : [];
  return { json, text, notes, exit: outcome === "done" ? EXIT.done : EXIT.partly };
}

function isAsking(job: string): job is AskingJob {
  return (ASKING as readonly string[]).includes(job);
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
