import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const SCRIPTS = {
  serve: new URL("./serve.js", import.meta.url),
  prepare: new URL("./prepare.js", import.meta.url),
  pipeline: new URL("./pipeline.js", import.meta.url),
  lean: new URL("./lean.js", import.meta.url),
  digest: new URL("./digest.js", import.meta.url),
  soak: new URL("./soak-days.js", import.meta.url),
  scheduling: new URL("./scheduling.js", import.meta.url),
  instant: new URL("./instant.js", import.meta.url),
  day: new URL("./day.js", import.meta.url),
  sweep: new URL("./sweep.js", import.meta.url),
};

/** A script of this folder in a process of its own. It is over when it disconnects. */
export function startChild(script: keyof typeof SCRIPTS, args: readonly string[]): ChildProcess {
  const execArgv = script === "soak" ? ["--expose-gc"] : [];
  return fork(fileURLToPath(SCRIPTS[script]), args, { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv });
}

/** The first thing that a child says; throws when it ends without a word. */
export async function firstWord<T>(child: ChildProcess): Promise<T> {
  const heard = await Promise.race([once(child, "message"), once(child, "exit").then(() => null)]);
  if (heard === null) throw new Error(`The child process ended without an answer (${child.exitCode})`);
  return heard[0] as T;
}
