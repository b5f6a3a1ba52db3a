import type { SourceLimits } from "../src/dispatch/dispatch.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import { suppliersToJudge } from "../src/store/case.js";
import { openSources, releaseClaims, sourcesOfRun, tallyOf } from "../src/store/check.js";
import { partsOf } from "../src/store/judgement.js";
import { endRun, type Run } from "../src/store/run.js";
import { countLost } from "../src/store/spend.js";
import { OURSELVES, sourceIdOf } from "../src/store/subject.js";
import { type AskDeps, ask } from "./ask.js";
import { isDoubted, noteChanges } from "./assertions.js";
import type { InTurn } from "./in-turn.js";
import { type InboxDeps, readInbox } from "./inbox.js";
import { type JudgeOrder, judge } from "./judge.js";
import { noteSource } from "./note-source.js";
import { askedAbout, type PlanDeps, type PlanOrder, plan } from "./plan.js";
import { finishReleases } from "./release.js";
import { rematch } from "./rematch.js";
import { type RunSummary, summaryOf } from "./run-summary.js";
import type { HealthDeps } from "./source-health.js";
import { tendSweeps } from "./sweep-automatic.js";
import { takeIn } from "./take-in.js";
import { type TriageDeps, triage } from "./triage.js";

export type { RunSummary } from "./run-summary.js";

export type RunDeps = AskDeps &
  InboxDeps &
  TriageDeps &
  PlanDeps & {
    readonly limitsOf: (source: string) => SourceLimits;
    readonly expectOf: HealthDeps["expectOf"];
    /** The order in which sources are judged: permits first, since a day's cap goes to the gravest. */
    readonly judgeOrder: readonly string[];
    /** Jobs under way at the same time: one source is asked, one inbox read and one thing judged at a time. */
    readonly inTurn: InTurn;
  };

export interface RunOrder extends Omit<PlanOrder, "shapes"> {
  readonly job: AskingJob;
}

export type AskingJob = keyof typeof JOBS;

export function isAsking(job: string): job is AskingJob {
  return Object.hasOwn(JOBS, job);
}

/** Which shapes of source a job asks. */
export function shapesOf(job: AskingJob): PlanOrder["shapes"] {
  return JOBS[job].shapes;
}

const JOBS = {
  basuppfoljning: { shapes: ["lookup", "feed"], inbox: true, everybody: true },
  feeds: { shapes: ["feed"], inbox: false, everybody: false },
  inbox: { shapes: [], inbox: true, everybody: false },
  judge: { shapes: [], inbox: false, everybody: true },
  check: { shapes: ["lookup"], inbox: false, everybody: false },
} as const;

/** Runs a job: plan, read the inbox, ask, record, judge. Killed anywhere, it goes on from where it was. */
export async function runJob(deps: RunDeps, order: RunOrder, now: Date): Promise<RunSummary> {
  const { shapes, inbox, everybody } = JOBS[order.job];
  const { store } = deps;
  const moment = { now, clock: deps.clock() };
  const { run, resumed } = store.write((db) => plan(deps, db, { ...order, shapes }, moment));
  if (run.outcome !== null)
    return summaryOf(deps, run, { outcome: run.outcome === "done" ? "done" : "partly", resumed });
  if (resumed) {
    store.write((db) => {
      countLost(db, run.id);
      releaseClaims(db, run.id);
    });
  }
  if (inbox && !isNarrow(run)) await deps.inTurn("inbox", () => readInbox(filesWanted(deps, run), run.id, now));
  await deps.inTurn(JUDGING, () => finishReleases(deps, now));
  const asksFeeds = shapes.some((shape) => shape === "feed") && !isNarrow(run);
  if (asksFeeds) await deps.inTurn(JUDGING, async () => rematch(deps.stories, store, run.id, now));
  // No other run judges what this one has got so far: the interlock is to see all that a source said (law 7).
  if (shapes.some((shape) => shape === "lookup")) await deps.inTurn("lookups", () => askAndJudge(deps, run, now));
  else await askAndJudge(deps, run, now);
  if (asksFeeds) await judgeStories(deps, run, now);
  if (everybody) {
    await deps.inTurn(JUDGING, () => tendSweeps(deps, now));
    await judgeEverybody(deps, run, now);
  }
  const outcome = store.write((db) => endRun(db, run.id, moment));
  return summaryOf(deps, run, { outcome, resumed });
}

const JUDGING = "judging";

/** Some suppliers only: it tells nothing of a source as a whole. */
function isNarrow({ scope }: Run): boolean {
  return (scope.suppliers ?? []).length > 0;
}

function filesWanted(deps: RunDeps, { scope }: Run): RunDeps {
  const wanted = scope.sources ?? [];
  if (wanted.length === 0) return deps;
  return { ...deps, sources: new Map([...deps.sources].filter(([id]) => wanted.includes(id))) };
}

/**
 * All sources are asked at once. Each is judged when its checks are closed, in a fixed order, so that the same answers
 * always give the same outcome.
 */
async function askAndJudge(deps: RunDeps, run: Run, now: Date): Promise<void> {
  const { store } = deps;
  const asked = new Map(
    openSources(store.db, run.id).map(({ id, key }) => {
      const order = { runId: run.id, sourceId: id, source: key, limits: deps.limitsOf(key) };
      const asking = () => triage(deps, order, registerFor(deps, run, key), now).then(() => ask(deps, order, now));
      return [key, deps.inTurn(`source ${key}`, asking)] as const;
    }),
  );
  // A failure is met where the source is awaited; until then it must not end the process.
  const ended = Promise.allSettled(asked.values());
  try {
    await judgeInOrder(deps, run, asked, now);
  } finally {
    // Stopped or failed, a source that is still answering has its answers recorded before anybody closes the store.
    await ended;
  }
}

/** All whom a source may be asked about; null in a run that is about some suppliers only. */
function registerFor(deps: RunDeps, run: Run, key: string): readonly OrgNumber[] | null {
  const source = deps.sources.get(key);
  return source === undefined || isNarrow(run) ? null : askedAbout(deps.store.db, source);
}

type Asking = ReadonlyMap<string, Promise<unknown>>;

async function judgeInOrder(deps: RunDeps, run: Run, asking: Asking, now: Date): Promise<void> {
  const { store } = deps;
  for (const { id, key } of inOrder(sourcesOfRun(store.db, run.id), deps.judgeOrder)) {
    await asking.get(key);
    const tally = tallyOf(store.db, run.id)[key];
    const asked = tally === undefined || isNarrow(run) ? null : { runId: run.id, sourceId: id, source: key, tally };
    if (asked !== null) store.write((db) => noteSource(deps, db, asked, now));
    const mayTakeIn = JOBS[run.job as AskingJob].everybody && !isDoubted(store.db, id);
    if (mayTakeIn && (await deps.inTurn(JUDGING, async () => takeIn(deps, id)))) continue;
    await judgeNew(deps, { runId: run.id, sourceId: id, source: key, interlock: true }, now);
    if (asked !== null) store.write((db) => noteChanges(deps, db, asked, now));
  }
}

/** Stories that another source has told anew, or that the register's new names are in, are their first teller's. */
async function judgeStories(deps: RunDeps, run: Run, now: Date): Promise<void> {
  for (const source of deps.judgeOrder.filter((id) => deps.sources.get(id)?.adapter.shape === "feed")) {
    const sourceId = deps.store.write((db) => sourceIdOf(db, source));
    await judgeNew(deps, { runId: run.id, sourceId, source, interlock: true }, now);
  }
}

async function judgeNew(deps: RunDeps, order: JudgeOrder, now: Date): Promise<void> {
  await deps.inTurn(JUDGING, async () => {
    const { db } = deps.store;
    if (isDoubted(db, order.sourceId) || suppliersToJudge(db, order.sourceId).length === 0) return;
    await judge(deps, order, now);
  });
}

async function judgeEverybody(deps: RunDeps, run: Run, now: Date): Promise<void> {
  const sourceId = deps.store.write((db) => sourceIdOf(db, OURSELVES));
  if (partsOf(deps.store.db, run.id, sourceId) > 0) return;
  const everybody = { runId: run.id, sourceId, source: null, interlock: false };
  await deps.inTurn(JUDGING, () => judge(deps, everybody, now));
}

function inOrder<S extends { readonly key: string }>(sources: readonly S[], order: readonly string[]): readonly S[] {
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return sources.toSorted((a, b) => place(a.key) - place(b.key) || (a.key < b.key ? -1 : 1));
}
