import { parentPort, workerData } from "node:worker_threads";
import { backUp } from "../store/backup.js";

/** A thread of its own: the copy is made and read through while the daemon goes on with its work. */
const { database, target } = workerData as { readonly database: string; readonly target: string };
parentPort?.postMessage(backUp(database, target));
