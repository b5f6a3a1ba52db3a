import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { ask } from "../../jobs/ask.js";
import type { Driver } from "../../src/dispatch/driver.js";
import { planRun } from "../../src/store/run.js";
import { settled } from "../store/new-store.js";

const NOW = new Date("2026-11-23T04:00:00Z");
const UNKNOWN = "scb: okänt fält nytt";

/** Answers every question with nothing but a field that nobody knows. */
const driver: Driver = {
  ask: async ({ questions, begun }) => {
    begun();
    await setTimeout(0);
    return questions.map(({ check, attempt }) => ({
      ...{ outcome: "answered" as const, check, attempt, kinds: {}, observations: [], items: [], evidence: [] },
      ...{ bookmark: null, cost: 0, warnings: [UNKNOWN] },
    }));
  },
};

it("tells once a run what a source's answers hold that the adapter does not know (R23)", async () => {
  const { store, raw } = settled();
  raw.exec(`INSERT INTO subject (id, kind) VALUES (2, 'supplier');
    INSERT INTO supplier (id, org_number, name, entered_at) VALUES (2, '5599123469', 'Exempelbacken AB', 1);`);
  const checks = [1, 2].map((subjectId) => ({ sourceId: 1, subjectId, skip: null }));
  const order = { job: "check", slot: null, scope: {}, by: "Anna" };
  const run = store.write((db) => planRun(db, order, checks, { now: NOW, clock: NOW }));
  const heard: (readonly string[])[] = [];
  const deps = {
    ...{
      store,
      driver,
      clock: () => new Date(),
      signal: new AbortController().signal,
      stories: { match: () => [], names: () => "" },
    },
    ...{
      progress: () => undefined,
      costs: () => false,
      feeds: [],
      warn: (_: string, words: readonly string[]) => heard.push(words),
    },
  };
  const limits = { perMinute: 60_000, concurrency: 1, batch: 1, retryMs: 1 };

  await ask(deps, { runId: run.id, sourceId: 1, source: "scb", limits }, NOW);

  expect(heard).toEqual([[UNKNOWN]]);
});
