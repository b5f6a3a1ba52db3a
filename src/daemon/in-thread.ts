import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { packageRoot } from "../asset.js";

/** A built file of this folder as a thread. */
export function startThread(name: "backup-thread" | "watchdog-thread", data: object): Worker {
  return new Worker(join(packageRoot(), "dist", "src", "daemon", `${name}.js`), { workerData: data });
}

/** What a thread that answers once had to say. Its error is the caller's. */
export function answerOf<T>(thread: Worker): Promise<T> {
  return new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) => reject(new Error(`the thread ended with ${code} and no answer`)));
  });
}
