import type { Command } from "commander";
import { pino } from "pino";
import { rememberNow } from "../config/home.js";
import { faultFields, type Log } from "../daemon/report.js";
import { everyFasterMinute, everyMinute, type Ticking } from "../daemon/ticking.js";
import { type DaemonConfiguration, type DaemonDeps, runDaemon } from "../daemon.js";
import type { CallQueue } from "../dispatch/bullmq.js";
import { formatFault, Refusal } from "../domain/refusal.js";
import type { Answer } from "./answer.js";
import { openStatus } from "./daemon-status.js";
import { matching, runDeps } from "./deps.js";
import { type Frame, inHouse } from "./frame.js";
import type { House } from "./house.js";
import { logLevel } from "./log-level.js";
import { withQueue } from "./queue.js";
import { tellDeps } from "./tell-deps.js";
import { underLease } from "./under-lease.js";

interface DaemonOptions {
  readonly speed?: string;
}

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
  const log = pino({ level: logLevel(house.variable("LOG_LEVEL")), base: null }, { write: frame.outside.stdout });
  const troubled = (what: string) => log.warn({ what }, "något står i vägen för kön");
  await withQueue(house.variable("REDIS_URL"), troubled, frame.outside.clock, (queue) =>
    workOff({ frame, house, log, queue, speed }),
  );
  return { json: undefined, text: "" };
}

interface DaemonParts {
  readonly frame: Frame;
  readonly house: House;
  readonly log: Log;
  readonly queue: CallQueue | null;
  readonly speed: number | null;
}

async function workOff(parts: DaemonParts): Promise<void> {
  const { frame, house, log, speed } = parts;
  // All or nothing: a file that is wrong ends the start here, before anything is taken or run.
  let configuration = configure(parts);
  const reload = () => {
    try {
      configuration = configure(parts);
      log.info({}, "inställningarna lästes om");
    } catch (error) {
      log.error(faultFields(error), "inställningarna är fel; de förra gäller");
    }
  };
  const { time, reached } = timeOf(frame, house, speed);
  await underLease(frame, house, async (lease) => {
    const stopReloading = frame.outside.onReload?.(reload);
    log.info(
      { home: house.home.folder, pid: process.pid, jobs: configuration.timetable.map(({ job }) => job) },
      "basvakt är igång",
    );
    const deps: DaemonDeps = {
      store: house.store,
      configuration: () => freshNames(configuration, house),
      time,
      reached,
      mayRun: lease.held,
      log,
      signal: frame.outside.signal,
    };
    const ticking = speed === null ? everyMinute(log) : everyFasterMinute(speed);
    try {
      await withStatus(frame, house, deps, ticking);
    } finally {
      stopReloading?.();
    }
    log.info({}, "basvakt är avslutad");
  });
}

/** Runs the daemon and tells of it on loopback meanwhile. */
async function withStatus({ outside }: Frame, house: House, deps: DaemonDeps, ticking: Ticking): Promise<void> {
  const { clock } = outside;
  const { time, mayRun, log } = deps;
  const startedAt = clock();
  let lastTick = startedAt;
  const status = await openStatus(house, { startedAt, lastTick: () => lastTick, mayRun, clock, time });
  if (status !== null) log.info({ port: status.port }, "tillståndet visas på 127.0.0.1");
  try {
    await runDaemon(deps, (beat) =>
      ticking(() => {
        lastTick = clock();
        beat();
      }),
    );
  } finally {
    await status?.close();
  }
}

/** Everything the home's files say. Throws Refusal when one of them is wrong; a wrong line of the timetable stops its job alone. */
function configure({ frame, house, log, queue }: DaemonParts): DaemonConfiguration {
  const { jobs, quarantined } = house.timetable();
  const run = {
    ...runDeps(frame, house, () => undefined, queue),
    warn: (source: string, warnings: readonly string[]) => {
      if (warnings.length > 0) log.warn({ source, warnings }, "något i en leverans lämnades");
    },
  };
  const tick = { run, digest: tellDeps(frame, house), groups: house.recipients() };
  for (const { job, faults } of quarantined) {
    log.error({ job, faults: faults.map(formatFault) }, "jobbet körs inte: raden i tidtabellen är fel");
  }
  return { tick, timetable: jobs };
}

/** Each run finds suppliers in the news by the register as it is then. */
function freshNames(configuration: DaemonConfiguration, house: House): DaemonConfiguration {
  const { tick } = configuration;
  return { ...configuration, tick: { ...tick, run: { ...tick.run, stories: { match: matching(house) } } } };
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
