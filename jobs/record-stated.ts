import type { Answered } from "../src/domain/check.js";
import type { Moment } from "../src/domain/moment.js";
import type { Db } from "../src/store/open.js";
import { recordOutcomes } from "../src/store/record.js";
import { addToldChecks, endRun, planRun } from "../src/store/run.js";
import { sourceIdOf } from "../src/store/subject.js";

/** What people state about one subject. */
export interface Stated extends Pick<Answered, "saidAt" | "kinds" | "observations" | "evidence"> {
  readonly subjectId: number;
}

/** Writes what people state as a run of its own, in the caller's transaction. Gives what is then to be judged. */
export function recordStated(db: Db, source: string, stated: readonly Stated[], by: string, moment: Moment) {
  const sourceId = sourceIdOf(db, source);
  const { id: runId } = planRun(db, { job: "statement", slot: null, scope: {}, by }, [], moment);
  addToldChecks(db, runId, sourceId, [...new Set(stated.map(({ subjectId }) => subjectId))], moment.now);
  const outcomes = stated.map(({ subjectId, ...said }) => ({
    claim: { runId, sourceId, subjectId },
    result: {
      ...said,
      check: `${runId}.${sourceId}.${subjectId}`,
      attempt: 1,
      outcome: "answered" as const,
      ...{ items: [], bookmark: null, cost: 0, warnings: [] },
    },
    retryAt: null,
  }));
  recordOutcomes(db, outcomes, moment.now);
  endRun(db, runId, moment);
  return { runId, sourceId, source };
}
