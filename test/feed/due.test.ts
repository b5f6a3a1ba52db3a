import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { media } from "../../adapters/media/adapter.js";
import { type PlanOrder, plan } from "../../jobs/plan.js";
import type { AnyAdapter } from "../../src/adapter.js";
import { keepFeed } from "../../src/store/feed.js";
import type { Db } from "../../src/store/open.js";
import { endRun } from "../../src/store/run.js";
import { keyedSubject, sourceIdOf } from "../../src/store/subject.js";
import { newStore } from "../store/new-store.js";

const source = { adapter: media as unknown as AnyAdapter, settings: {}, options: {} };
const feeds = [15, 30, 60].map((everyMinutes) => ({ id: `var-${everyMinutes}`, source: "media", everyMinutes }));
const deps = { sources: new Map([["media", source]]), feeds };

/** How many feeds the job asks in each slot of a quarter of an hour, and then by hand. */
function askedAt(job: string, slots: readonly string[]): readonly number[] {
  const { store } = newStore();
  return slots.map((time) => {
    const now = new Date(`2026-11-23T${time}:04Z`);
    const order: PlanOrder = { job, slot: `2026-11-23T${time}Z`, scope: {}, by: "b", shapes: ["feed"] };
    return store.write((db) => {
      const { run } = plan(deps, db, order, { now, clock: now });
      const sourceId = sourceIdOf(db, "media");
      for (const { id } of feeds) {
        const subjectId = keyedSubject(db, "feed", id);
        if (isIn(db, run.id, subjectId)) keepFeed(db, row(subjectId, sourceId, now));
      }
      settle(db, run.id);
      endRun(db, run.id, { now, clock: now });
      return run.dueChecks;
    });
  });
}

/** As if all had answered. */
function settle(db: Db, runId: number): void {
  db.run(sql`UPDATE "check" SET outcome = 'done', ended_s = 0 WHERE run_id = ${runId}`);
}

function isIn(db: Db, runId: number, subjectId: number): boolean {
  return db.get(sql`SELECT 1 FROM "check" WHERE run_id = ${runId} AND subject_id = ${subjectId}`) !== undefined;
}

function row(subjectId: number, sourceId: number, now: Date) {
  const at = now.getTime();
  return {
    subjectId,
    sourceId,
    askedAt: at,
    answeredAt: at,
    newestAt: null,
    failures: 0,
    reason: null,
    turnovers: 0,
    warning: null,
  };
}

describe("the job feeds", () => {
  it("asks each feed as often as its own line says", () => {
    expect(askedAt("feeds", ["06:00", "06:15", "06:30", "06:45", "07:00"])).toEqual([3, 1, 2, 1, 3]);
  });

  it("makes up for the slots it lost, once", () => {
    expect(askedAt("feeds", ["06:00", "09:15", "09:20"])).toEqual([3, 3, 0]);
  });

  it("leaves the feeds' own times aside in the day's basuppföljning", () => {
    expect(askedAt("basuppfoljning", ["06:00", "06:15"])).toEqual([3, 3]);
  });
});
