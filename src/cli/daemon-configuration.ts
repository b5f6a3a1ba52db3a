import type { InTurn } from "../../jobs/in-turn.js";
import type { Log } from "../daemon/report.js";
import type { DaemonConfiguration } from "../daemon.js";
import type { CallQueue } from "../dispatch/bullmq.js";
import { formatFault } from "../domain/refusal.js";
import { matching, runDeps } from "./deps.js";
import type { Frame } from "./frame.js";
import type { House } from "./house.js";
import { otherJobs } from "./other-jobs.js";

/** What a daemon is made of, beside what its home's files say. */
export interface DaemonParts {
  readonly frame: Frame;
  readonly house: House;
  readonly log: Log;
  readonly queue: CallQueue | null;
  readonly inTurn: InTurn;
}

export interface Configured extends DaemonConfiguration {
  /** Jobs whose lines in the timetable are wrong. */
  readonly quarantined: readonly string[];
}

/**
 * Everything the home's files say. Throws Refusal when one of them is wrong; a wrong line of the timetable stops its job
 * alone. What takes turns does so across readings: a run that began with the last one may still be under way.
 */
export function configure({ frame, house, log, queue, inTurn }: DaemonParts): Configured {
  const { jobs, quarantined } = house.timetable();
  const run = {
    ...runDeps(frame, house, () => undefined, queue),
    inTurn,
    warn: (source: string, warnings: readonly string[]) => {
      if (warnings.length > 0) log.warn({ source, warnings }, "något i en leverans lämnades");
    },
  };
  for (const { job, faults } of quarantined) {
    log.error({ job, faults: faults.map(formatFault) }, "jobbet körs inte: raden i tidtabellen är fel");
  }
  return {
    tick: { run, others: otherJobs(frame, house, inTurn) },
    timetable: jobs,
    quarantined: quarantined.map(({ job }) => job),
  };
}

/** Each run finds suppliers in the news by the register as it is then. */
export function withFreshNames(configuration: DaemonConfiguration, house: House): DaemonConfiguration {
  const { tick } = configuration;
  return { ...configuration, tick: { ...tick, run: { ...tick.run, stories: matching(house) } } };
}
