import { digestData } from "../jobs/digest-data.js";
import { renderDigest } from "../src/mail/render-digest.js";
import { readServices } from "../src/services.js";
import { inSnapshot } from "../src/store/digest-snapshot.js";
import { readAndRender } from "./digest-lean.js";
import { fillDigestStore, MORNING, openDigestStore, readers } from "./digest-store.js";
import { peakMegabytes, startStopwatch } from "./stopwatch.js";

/** What one process measured of writing one letter. */
export interface MeasuredLetter {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

// What a letter costs that is chosen from so many open alerts: "fill" makes the store, "digest" and "lean" are measured.
const [home = "", alerts = "", what = ""] = process.argv.slice(2);
process.send?.(what === "fill" ? (fillDigestStore(home, Number(alerts)) ?? null) : measured());
process.disconnect?.();

function measured(): MeasuredLetter {
  const store = openDigestStore(home);
  const deps = { group: readers, services: readServices(), sources: [], titles: {}, asked: [], feeds: [] };
  const stop = startStopwatch();
  const bytes =
    what === "digest"
      ? renderDigest(inSnapshot(store, (db) => digestData(db, deps, MORNING))).html.length
      : readAndRender(store.db);
  const { cpuSeconds } = stop();
  store.close();
  if (bytes === 0) throw new Error("nothing was written");
  return { cpuSeconds, peakMegabytes: peakMegabytes() };
}
