import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfiguredSource } from "../src/dispatch/local.js";
import { sha256 } from "../src/domain/digest.js";
import { evidenceMaker } from "../src/evidence/evidence.js";
import { filesIn, move, refuseFile } from "./delivered-file.js";
import { readLetters } from "./inbox-letters.js";
import { type Delivered, recordDelivery } from "./record-delivery.js";
import type { JudgeDeps } from "./sitting.js";

export interface InboxDeps extends JudgeDeps {
  readonly sources: ReadonlyMap<string, ConfiguredSource>;
  /** One folder per adapter in it. */
  readonly inbox: string;
  /** What a delivery held that was left aside, in words that name no person. */
  readonly warn: (source: string, warnings: readonly string[]) => void;
}

export interface InboxSummary {
  readonly files: number;
  readonly refused: number;
  readonly changed: number;
}

/** Reads what has been delivered: each file is recorded, quarantined or refused as a whole, and then moved; decisions after extracts. */
export async function readInbox(deps: InboxDeps, runId: number, now: Date): Promise<InboxSummary> {
  let summary: InboxSummary = { files: 0, refused: 0, changed: 0 };
  for (const { adapter, options } of deps.sources.values()) {
    if (adapter.shape !== "file") continue;
    const folder = join(deps.inbox, adapter.id);
    for (const name of filesIn(folder, adapter.extensions)) {
      const read = await readFile(deps, { adapter, options, folder, name, runId }, now);
      summary = {
        files: summary.files + 1,
        refused: summary.refused + (read === null ? 1 : 0),
        changed: summary.changed + (read ?? 0),
      };
    }
    const refused = await readLetters(deps, { adapter, options, folder, runId }, now);
    summary = { ...summary, files: summary.files + refused, refused: summary.refused + refused };
  }
  return summary;
}

/** The number of new versions of facts; null when the file was refused or put in quarantine. */
async function readFile(deps: InboxDeps, delivered: Delivered, now: Date): Promise<number | null> {
  const { adapter, options, folder, name } = delivered;
  const bytes = readFileSync(join(folder, name));
  const { id: adapterId, version, redact } = adapter;
  const evidence = evidenceMaker({ adapterId, version, redact, now, origin: "delivery" });
  try {
    const delivery = await adapter.read({ name, bytes }, { options, now, evidence });
    deps.warn(adapter.id, delivery.warnings ?? []);
    const changed = deps.store.write((db) => recordDelivery(deps, db, delivered, delivery, sha256(bytes), now));
    if (changed === null)
      deps.warn(adapterId, [
        `${name} ligger i karantän: för mycket har försvunnit sedan förra leveransen; se basvakt incidents list`,
      ]);
    move(folder, changed === null ? "quarantine" : "done", name);
    return changed;
  } catch (error) {
    refuseFile(deps, delivered, error, now);
    return null;
  }
}
