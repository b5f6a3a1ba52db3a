import type { Command } from "commander";
import { inTurns } from "../../jobs/in-turn.js";
import type { Turn } from "../../jobs/tick.js";
import { rememberNow } from "../config/home.js";
import { faultFields } from "../daemon/report.js";
import { everyFasterMinute, everyMinute, everySecond, type Ticking } from "../daemon/ticking.js";
import { type DaemonDeps, runDaemon } from "../daemon.js";
import { Conflict, Refusal } from "../domain/refusal.js";
import type { Metrics, RunFigures } from "../metrics/metrics.js";
import { slotInstant } from "../schedule/slots.js";
import { isSound } from "../store/backup.js";
import type { Lease } from "../store/lease.js";
import type { Answer } from "./answer.js";
import { configure, type DaemonParts, withFreshNames } from "./daemon-configuration.js";
import { heartbeat, startWatchdog, tellServiceManager } from "./daemon-guard.js";
import { openStatus, standing } from "./daemon-status.js";
import { type Frame, inHouse } from "./frame.js";
import { type House, howToRestore } from "./house.js";
import { openLog } from "./log.js";
import { withQueue } from "./queue.js";
import { underLease } from "./under-lease.js";

interface DaemonOptions {
  readonly speed?: string;
}

/** Between the jobs that begin when the daemon starts. */
const APART_MS = 2_000;

/** `daemon`: works off the timetable until it is told to stop. */
export function addDaemon(program: Command, frame: Frame): void {
  program
    .command("daemon")
    .description("kör jobben enligt tidtabellen tills den avslutas (SIGTERM); SIGHUP läser om inställningarna")
    .option("--speed <gånger>", "hur många gånger fortare tiden går; bara i en hemkatalog för övning")
    .action(inHouse<DaemonOptions>(frame, (house, { options }) => daemon(frame, house, options)));
}

async function daemon(frame: Frame, house: House, { speed: asked }: DaemonOptions): Promise<Answer> {
  const speed = speedOf(house, asked);
  const log = openLog(frame.outside, house.variable("LOG_LEVEL"));
  requireSound(house);
  const troubled = (what: string) => log.warn({ what }, "något står i vägen för kön");
  await withQueue(house.variable("REDIS_URL"), troubled, frame.outside.clock, (queue) =>
    workOff({ frame, house, log, queue, inTurn: inTurns() }, speed),
  );
  return { json: undefined, text: "" };
}

async function workOff(parts: DaemonParts, speed: number | null): Promise<void> {
  const { frame, house, log } = parts;
  // All or nothing: a file that is wrong ends the start here, before anything is taken or run.
  let configuration = configure(parts);
  const ping = heartbeat(frame.outside, house, log);
  const { createMetrics } = await import("../metrics/metrics.js");
  const metrics = createMetrics(() => standing(house));
  const reload = () => {
    try {
      configuration = configure(parts);
      log.info({}, "inställningarna lästes om");
    } catch (error) {
      log.error(faultFields(error), "inställningarna är fel; de förra gäller");
    }
  };
  const work = async (lease: Lease) => {
    const jobs = configuration.timetable.map(({ job }) => job);
    log.info({ home: house.home.folder, pid: process.pid, jobs }, "basvakt är igång");
    const deps: DaemonDeps = {
      store: house.store,
      configuration: () => withFreshNames(configuration, house),
      ...timeOf(frame, house, speed),
      clock: frame.outside.clock,
      completed: (turn) => {
        metrics.count(figuresOf(turn, deps.time()));
        ping(turn);
      },
      mayRun: lease.held,
      apartMs: APART_MS / (speed ?? 1),
      log,
      signal: frame.outside.signal,
    };
    const ends = [
      frame.outside.onReload?.(reload),
      startWatchdog(house, lease.holder, configuration.timetable),
      tellServiceManager(frame.outside, log),
    ];
    try {
      await withStatus(frame, house, deps, { speed, metrics, quarantined: () => configuration.quarantined });
    } finally {
      for (const end of ends) end?.();
    }
    log.info({}, "basvakt är avslutad");
  };
  await underLease(frame, house, work, true);
}

interface Shown {
  readonly speed: number | null;
  readonly metrics: Metrics;
  readonly quarantined: () => readonly string[];
}

/** Runs the daemon and tells of it on loopback meanwhile. */
async function withStatus({ outside }: Frame, house: House, deps: DaemonDeps, shown: Shown): Promise<void> {
  const { clock } = outside;
  const { time, mayRun, log } = deps;
  const { speed, ...rest } = shown;
  const startedAt = clock();
  let lastTick = startedAt;
  const status = await openStatus(house, { ...rest, startedAt, lastTick: () => lastTick, mayRun, clock, time });
  if (status !== null) log.info({ port: status.port }, "tillståndet visas på 127.0.0.1");
  const ticking = speed === null ? everyMinute(log) : everyFasterMinute(speed);
  const minutes: Ticking = (beat) =>
    ticking(() => {
      lastTick = clock();
      beat();
    });
  try {
    await runDaemon(deps, { minutes, requests: everySecond });
  } finally {
    await status?.close();
  }
}

/** What is damaged is not written in: that would make it worse. */
function requireSound({ store, home }: House): void {
  if (!isSound(store.db)) throw new Conflict(`databasen ${home.database} är skadad; ${howToRestore(home)}`);
}

function figuresOf({ job, slot, summary }: Turn, now: Date): RunFigures {
  const due = slotInstant(slot);
  const lateSeconds = due === null ? null : Math.max(0, (now.getTime() - due) / 1000);
  return { job, outcome: summary?.outcome ?? "done", lateSeconds, sources: summary?.sources ?? {} };
}

/** The clock; in a practice home a time that goes on from what it had come to, and is remembered there. */
function timeOf({ outside }: Frame, { home, now }: House, speed: number | null) {
  if (home.rehearsal === null) return { time: outside.clock, reached: () => undefined };
  const began = outside.clock().getTime();
  const time = () => new Date(now.getTime() + (outside.clock().getTime() - began) * (speed ?? 1));
  return { time, reached: (reached: Date) => rememberNow(home.folder, reached) };
}

function speedOf({ home }: House, asked: string | undefined): number | null {
  if (asked === undefined) return null;
  if (home.rehearsal === null) {
    throw new Refusal("--speed godtas bara i en hemkatalog som gjorts med: basvakt init --rehearsal");
  }
  const speed = Number(asked);
  if (!(speed >= 1 && speed <= 100_000)) throw new Refusal("--speed ska vara ett tal från 1 till 100000");
  return speed;
}
