import type { Db } from "../src/store/open.js";
import { sweepById } from "../src/store/sweep.js";
import { populationNow, sweepDigest, sweepInTrail } from "../src/store/sweep-digest.js";
import { verifyTrail } from "../src/store/trail.js";

export interface SweepVerdict {
  readonly sweep: number;
  readonly ok: boolean;
  /** Whether the population is who it was when it was frozen. */
  readonly population: boolean;
  /** Whether every row is as it was at the closing, and at the countersignature; null: it is not closed. */
  readonly rows: boolean | null;
  /** Whether the trail holds that says so. */
  readonly trail: boolean;
  /** Whether the file is a report that was written out from here; null: none was asked about. */
  readonly file: boolean | null;
  /** The digest of the sweep as it stands now. */
  readonly sha256: string;
}

/** Whether a sweep is still what it was, by what the trail has of it. Null when there is no such sweep. */
export function verifySweep(db: Db, id: number, fileSha256: string | null): SweepVerdict | null {
  const sweep = sweepById(db, id);
  if (sweep === null) return null;
  const now = { population: populationNow(db, id), sha256: sweepDigest(db, id) };
  const begun = sweepInTrail(db, id, "sweep.started").at(-1)?.population;
  const closed = [...sweepInTrail(db, id, "sweep.closed"), ...sweepInTrail(db, id, "sweep.countersigned")];
  const population = now.population === sweep.populationSha256 && now.population === begun;
  const rows =
    sweep.state === "closed" ? closed.length > 0 && closed.every(({ sha256 }) => sha256 === now.sha256) : null;
  const reported = sweepInTrail(db, id, "sweep.reported").map(({ sha256 }) => sha256);
  const file = fileSha256 === null ? null : reported.includes(fileSha256);
  const { ok: trail } = verifyTrail(db);
  const ok = population && rows !== false && trail && file !== false;
  return { sweep: id, ok, population, rows, trail, file, sha256: now.sha256 };
}
