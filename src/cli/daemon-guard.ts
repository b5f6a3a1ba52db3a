import { spawn } from "node:child_process";
import type { Turn } from "../../jobs/tick.js";
import { startThread } from "../daemon/in-thread.js";
import { faultFields, type Log } from "../daemon/report.js";
import { Refusal } from "../domain/refusal.js";
import { isSecureAddress } from "../domain/secure-address.js";
import type { TimedJob } from "../schedule/timed-job.js";
import type { House } from "./house.js";
import type { Outside } from "./outside.js";

const LOOK_MS = 15_000;
const NOTIFY_MS = 30_000;
const MINUTE_MS = 60_000;

/** So long without anything coming to its end, beside three times the shortest of the timetable's intervals. */
const QUIET_MS = 30 * MINUTE_MS;

/**
 * Starts the thread that watches the work and ends the process when it has stopped. Gives what ends the watch. `holder`
 * is the name that this process has the right to run jobs under.
 */
export function startWatchdog({ home }: House, holder: string, timetable: readonly TimedJob[]): () => void {
  const data = { file: home.database, holder, everyMs: LOOK_MS, quietMs: quietMs(timetable) };
  const thread = startThread("watchdog-thread", data);
  thread.unref();
  return () => thread.postMessage("stop");
}

function quietMs(timetable: readonly TimedJob[]): number | null {
  const intervals = timetable.flatMap(({ when }) => ("everyMs" in when ? [when.everyMs] : []));
  return intervals.length === 0 ? null : QUIET_MS + 3 * Math.min(...intervals);
}

/** Tells systemd that the daemon is ready, and again and again that its loop goes round. Gives what ends that. */
export function tellServiceManager({ environment }: Outside, log: Log): () => void {
  if (environment.NOTIFY_SOCKET === undefined) return () => undefined;
  const notify = (...words: readonly string[]) => {
    // Node has no datagrams to a path; systemd's own word-bearer has.
    const child = spawn("systemd-notify", words, { stdio: "ignore" });
    child.on("error", (error) => log.warn(faultFields(error), "systemd-notify kunde inte startas"));
  };
  notify("--ready");
  const timer = setInterval(() => notify("WATCHDOG=1"), NOTIFY_MS);
  return () => {
    clearInterval(timer);
    notify("--stopping");
  };
}

/**
 * Pings an outside dead-man's switch when a basuppföljning is complete: silence there means that none has come to its
 * end, or that some source has told nothing at all. Single suppliers that failed do not silence it.
 */
export function heartbeat({ http }: Outside, house: House, log: Log): (turn: Turn) => void {
  const told = house.variable("HEARTBEAT_URL");
  if (told === null) return () => undefined;
  const url = URL.canParse(told) ? new URL(told) : null;
  if (url === null || !isSecureAddress(url))
    throw new Refusal("HEARTBEAT_URL ska vara en adress som börjar på https://");
  return ({ job, summary }) => {
    if (job !== "basuppfoljning" || summary === null || !isComplete(summary)) return;
    http({ url }).then(
      ({ status }) => {
        if (status >= 400) log.warn({ status }, "HEARTBEAT_URL nekade");
      },
      (error: unknown) => log.warn(faultFields(error), "HEARTBEAT_URL svarade inte"),
    );
  };
}

/** A source that was asked and answered nobody makes the run a partial one. */
function isComplete({ sources }: NonNullable<Turn["summary"]>): boolean {
  return Object.values(sources).every(({ planned, skipped, done }) => planned === skipped || done > 0);
}
