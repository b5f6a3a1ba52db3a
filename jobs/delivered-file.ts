import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { formatFault, Refusal } from "../src/domain/refusal.js";
import type { InboxDeps } from "./inbox.js";
import { type Delivered, reportDelivery } from "./record-delivery.js";

/** In the order of their names: a delivery with a date in its name comes after the one before it. */
export function filesIn(folder: string, extensions: readonly string[]): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((name) => extensions.includes(extname(name).toLowerCase()) && statSync(join(folder, name)).isFile())
    .sort();
}

/** A file that cannot be read as a whole is laid aside with a text that names every fault. Other errors are thrown on. */
export function refuseFile(deps: InboxDeps, delivered: Delivered, error: unknown, now: Date): void {
  if (!(error instanceof Refusal)) throw error;
  const { adapter, folder, name } = delivered;
  deps.store.write((db) => reportDelivery(deps, db, delivered, "refused", { faults: error.faults.length }, now));
  deps.warn(adapter.id, [
    `${name} togs inte emot: ${error.faults.length} fel, de står i ${join(folder, "refused", `${name}.fel.txt`)}`,
  ]);
  const faults = [error.message, ...error.faults.map(formatFault)].join("\n");
  move(folder, "refused", name);
  writeFileSync(join(folder, "refused", `${name}.fel.txt`), `${faults}\n`);
}

export function move(folder: string, to: "done" | "refused" | "quarantine", name: string): void {
  mkdirSync(join(folder, to), { recursive: true });
  renameSync(join(folder, name), join(folder, to, name));
}
