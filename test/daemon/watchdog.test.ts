import { describe, expect, it } from "vitest";
import { STUCK_MS, watcher } from "../../src/daemon/watchdog.js";

const MINUTE = 60_000;
const QUIET = 30 * MINUTE;

/** Looks once a minute; the first minute at which something is said, and what. */
function heldToBeDead(
  quietMs: number | null,
  workAt: (minute: number) => { renewed: number | null; ended: number | null },
) {
  const verdict = watcher(quietMs);
  for (let minute = 0; minute < 120; minute += 1) {
    const why = verdict(workAt(minute), 7_000_000 + minute * MINUTE);
    if (why !== null) return [minute, why];
  }
  return null;
}

describe("the watchdog beside the work", () => {
  it("lets it be while the right is renewed and jobs come to their ends, whatever the clock says", () => {
    expect(heldToBeDead(QUIET, (minute) => ({ renewed: minute, ended: minute }))).toBeNull();
    expect(
      heldToBeDead(QUIET, (minute) => ({ renewed: minute < 60 ? minute : minute - 10_000, ended: minute })),
    ).toBeNull();
  });

  it("ends it when the right has not been renewed: the thread that works does not", () => {
    expect(heldToBeDead(QUIET, (minute) => ({ renewed: Math.min(minute, 10), ended: minute }))).toEqual([
      10 + STUCK_MS / MINUTE + 1,
      expect.stringContaining("förnyats"),
    ]);
  });

  it("ends it when nothing comes to an end though it should", () => {
    expect(heldToBeDead(QUIET, (minute) => ({ renewed: minute, ended: Math.min(minute, 5) }))).toEqual([
      5 + QUIET / MINUTE + 1,
      expect.stringContaining("inget jobb"),
    ]);
  });

  it("expects nothing without intervals, before the first job, and of who has lost the right", () => {
    expect(heldToBeDead(null, (minute) => ({ renewed: minute, ended: 1 }))).toBeNull();
    expect(heldToBeDead(QUIET, (minute) => ({ renewed: minute, ended: null }))).toBeNull();
    expect(heldToBeDead(QUIET, () => ({ renewed: null, ended: 1 }))).toBeNull();
  });
});
