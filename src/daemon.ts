import { setTimeout } from "node:timers/promises";
import { cutOff, owedNow, recordMisses, resume, runSlot, type TickDeps, type Turn } from "../jobs/tick.js";
import { lanes } from "./daemon/lanes.js";
import { faultFields, type Log, missedFields, turnFields } from "./daemon/report.js";
import { runRequested } from "./daemon/requests.js";
import type { Ticking } from "./daemon/ticking.js";
import { Conflict } from "./domain/refusal.js";
import { TIMED_JOBS, type TimedJob } from "./schedule/timed-job.js";
import type { Store } from "./store/open.js";
import { waitingRequests } from "./store/run-request.js";

/** As the home's files were read last. */
export interface DaemonConfiguration {
  readonly tick: TickDeps;
  readonly timetable: readonly TimedJob[];
}

export interface DaemonDeps {
  readonly store: Store;
  /** Asked for before each job: what is under way ends with what it began with. */
  readonly configuration: () => DaemonConfiguration;
  /** The time that slots are held against; in a rehearsal it may run faster than the clock. */
  readonly time: () => Date;
  readonly clock: () => Date;
  /** Told after each tick what time it has come to. */
  readonly reached: (now: Date) => void;
  /** Told of each job that was run to its end. */
  readonly completed: (turn: Turn) => void;
  /** Whether this process still has the right to run jobs. */
  readonly mayRun: () => boolean;
  /** How long after another the jobs begin when the daemon starts, so that not everything starts at once. */
  readonly apartMs: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** When the daemon looks: at the timetable, and for what others have asked it to run. */
export interface Looking {
  readonly minutes: Ticking;
  readonly requests: Ticking;
}

interface Span {
  readonly from: number;
  readonly until: number;
}

/** What the daemon knows beside the store: since when it is up, and when it was at work on what. */
interface Presence {
  readonly upSince: number;
  readonly busy: Map<string, Span>;
}

/** Jobs by hand alone, beside those of the timetable. */
const JOBS: readonly string[] = [...TIMED_JOBS, "check"];

/**
 * Works off the timetable until it is told to stop: at once for what is owed from before, then every minute. Jobs go on
 * beside each other; one that is still under way when its minute comes is let be, and the next tick finds what it would
 * have found. Throws Conflict when another process has got the right to run jobs.
 */
export async function runDaemon(deps: DaemonDeps, { minutes, requests }: Looking): Promise<void> {
  const presence: Presence = { upSince: deps.time().getTime(), busy: new Map() };
  const lost = new AbortController();
  const all = lanes();
  const beat = async (first: boolean) => {
    if (lost.signal.aborted) return;
    if (!deps.mayRun()) return lost.abort(new Conflict("en annan basvakt har tagit över jobben i hemkatalogen"));
    const turns: Promise<void>[] = [];
    for (const [place, job] of JOBS.entries()) {
      const before = first ? startTurn(deps, job, place, [...turns]) : Promise.resolve();
      // Who asks for the job meanwhile need not wait for it to begin by itself.
      turns.push(before.then(() => all.enter(job, () => takeTurns(deps, presence, job)) ?? undefined));
    }
    await Promise.all(turns);
    if (!deps.signal.aborted) deps.reached(deps.time());
  };
  const look = async () => {
    if (lost.signal.aborted) return;
    const asked = new Set(waitingRequests(deps.store.db, deps.clock()).map(({ job }) => job));
    await Promise.all([...asked].map((job) => all.enter(job, () => takeTurns(deps, presence, job))));
  };
  const stops = [
    minutes(() => void guarded(deps, {}, () => beat(false))),
    requests(() => void guarded(deps, {}, look)),
  ];
  void guarded(deps, {}, () => beat(true));
  await stopped(AbortSignal.any([deps.signal, lost.signal]));
  for (const stop of stops) stop();
  await all.idle();
  lost.signal.throwIfAborted();
  deps.reached(deps.time());
}

/** The digest tells of what the others catch up with, but not however late. */
const DIGEST_WAITS_MS = 30 * 60_000;

/** At the start the jobs begin one some time after another, and the digest when those before it have had their turn. */
async function startTurn(
  { apartMs, signal }: DaemonDeps,
  job: string,
  place: number,
  before: readonly Promise<void>[],
) {
  await pause(place * apartMs, signal);
  if (job === "digest") await Promise.race([Promise.all(before), pause(DIGEST_WAITS_MS, signal)]);
}

/** To be stopped is no failure of waiting. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}

/** One job's turns: what was cut off, what somebody has asked for, and what the timetable owes. */
async function takeTurns(deps: DaemonDeps, presence: Presence, job: string): Promise<void> {
  await guarded(deps, { job }, async () => {
    const asked = waitingRequests(deps.store.db, deps.clock());
    for (const request of asked.filter((one) => one.job === job)) {
      await atWork(deps, presence, job, (now) => runRequested(deps, request, now));
    }
    const open = cutOff(deps.store.db, job);
    if (open !== null) await atWork(deps, presence, job, (now) => resume(deps.configuration().tick, open, now));
    const timed = deps.configuration().timetable.find((one) => one.job === job);
    if (timed !== undefined) await takeOwed(deps, presence, timed);
  });
}

/** The missed slots get their rows, then the one that is owed is run. */
async function takeOwed(deps: DaemonDeps, presence: Presence, timed: TimedJob): Promise<void> {
  const { job } = timed;
  const { upSince, busy } = presence;
  const now = deps.time();
  const owed = owedNow(deps.store.db, timed, { now: now.getTime(), upSince, busy: busy.get(job) ?? null });
  const { checks } = recordMisses(deps.configuration().tick, job, owed, now);
  if (owed.missed.length > 0) deps.log.warn({ job, ...missedFields(owed.missed), checks }, "tidpunkter missades");
  const { run } = owed;
  if (run !== null) await atWork(deps, presence, job, (at) => runSlot(deps.configuration().tick, job, run.name, at));
}

/** Does a job's work and says how it went. What fails stays unfinished and is taken up at the next tick. */
async function atWork(
  deps: DaemonDeps,
  { busy }: Presence,
  job: string,
  act: (now: Date) => Promise<Turn | null>,
): Promise<void> {
  await guarded(deps, { job }, async () => {
    const from = deps.time();
    deps.log.debug({ job }, "jobbet börjar");
    try {
      const turn = await act(from);
      if (turn === null) return;
      deps.log[QUIET.includes(job) ? "debug" : "info"](turnFields(turn, from), "jobbet kördes");
      deps.completed(turn);
    } finally {
      busy.set(job, { from: from.getTime(), until: deps.time().getTime() });
    }
  });
}

/** Every minute, and nearly always nothing: what they did is told of where it was done. */
const QUIET: readonly string[] = ["tell", "watch"];

/** No fault of one job keeps the others from their turn; to be stopped is none. */
async function guarded({ log, signal }: DaemonDeps, fields: object, act: () => Promise<void>): Promise<void> {
  if (signal.aborted) return;
  try {
    await act();
  } catch (error) {
    if (signal.aborted && error === signal.reason) log.info(fields, "jobbet avbröts och tas upp vid nästa start");
    else log.error({ ...fields, ...faultFields(error) }, "jobbet misslyckades och tas upp igen");
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
