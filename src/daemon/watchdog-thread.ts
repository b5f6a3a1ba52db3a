import { writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { openWork } from "../store/work.js";
import { watcher } from "./watchdog.js";

/*
 * Watches the work from beside it, with a connection of its own that only reads: whatever has stopped the other thread
 * (an endless loop, a lock, a dead timer) does not stop this one. It ends the process by force, since nobody else may
 * be there to end it in order; the service manager starts it again, and the store says what to go on with.
 */
const { file, holder, everyMs, quietMs } = workerData as {
  readonly file: string;
  readonly holder: string;
  readonly everyMs: number;
  readonly quietMs: number | null;
};
const work = openWork(file, holder);
const verdict = watcher(quietMs);

const timer = setInterval(() => {
  const why = verdict(work.look(), performance.now());
  if (why === null) return;
  // Straight to the file: a stream's words would go through the thread that does not answer.
  writeSync(2, `arbetet har stannat (${why}); processen avslutas och ska startas igen\n`);
  process.kill(process.pid, "SIGKILL");
}, everyMs);

parentPort?.once("message", () => {
  clearInterval(timer);
  work.close();
});
