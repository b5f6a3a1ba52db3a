import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { CheckResult } from "../domain/check.js";
import { SILENCES, type Silence } from "../domain/silence.js";
import type { Claim } from "./claim.js";
import type { Db } from "./open.js";
import { confirmedAt, observer } from "./record-observations.js";
import { bookmark, check, checkKind, fact } from "./schema.js";
import { confirming } from "./version-statements.js";

export { type Asked, recordObservations } from "./record-observations.js";

/** What became of one claimed check. A failure that will be asked again has `retryAt` (real clock). */
export interface Outcome {
  readonly claim: Pick<Claim, "runId" | "sourceId" | "subjectId"> & Partial<Pick<Claim, "ref">>;
  readonly result: CheckResult;
  readonly retryAt: Date | null;
}

export interface Recorded {
  /** New versions of facts. */
  readonly changed: number;
  /** The outcomes that ended their check now: not the late ones, nor those that will be asked again. */
  readonly closed: readonly Outcome[];
}

/** Writes outcomes down: ledger, facts, evidence. Short, and safe to call twice: a late or double result changes nothing. */
export type Recorder = (outcomes: readonly Outcome[], now: Date) => Recorded;

/** A recorder with its statements prepared: made once, used for a whole run, inside the store's transactions. */
export function recorder(db: Db): Recorder {
  const write = outcomeWriter(db);
  return (outcomes, now) => {
    const closed: Outcome[] = [];
    let changed = 0;
    for (const outcome of outcomes) {
      const versions = write(outcome, now);
      if (versions === null) continue;
      changed += versions;
      closed.push(outcome);
    }
    return { changed, closed };
  };
}

/** The same for once. */
export function recordOutcomes(db: Db, outcomes: readonly Outcome[], now: Date): Recorded {
  return recorder(db)(outcomes, now);
}

/** Ends every open check of a run and source with one failure: the source is out, or will not let us in. */
export function failRest(
  db: Db,
  runId: number,
  sourceId: number,
  { reason, detail }: { readonly reason: Silence; readonly detail: string },
  now: Date,
): void {
  db.update(check)
    .set({ outcome: "failed", reason, detail, endedS: secondsOf(now), nextAt: null, leaseUntil: null })
    .where(and(eq(check.runId, runId), eq(check.sourceId, sourceId), isNull(check.outcome)))
    .run();
}

/** New versions of facts; null when nothing was ended: the result came late, or the question will be asked again. */
function outcomeWriter(db: Db): (outcome: Outcome, now: Date) => number | null {
  const statements = prepare(db);
  const observe = observer(db);
  return ({ claim, result, retryAt }, now) => {
    const { runId, sourceId, subjectId } = claim;
    const asked = { runId, sourceId, subjectId };
    const verdict = verdictOf(result);
    if (verdict.outcome === "failed" && retryAt !== null) {
      statements.postpone.run({ ...asked, at: retryAt.getTime() });
      return null;
    }
    if (statements.close.run({ ...asked, ...verdict, endedS: secondsOf(now) }).changes === 0) return null;
    if (result.outcome === "failed") return 0;
    if (result.bookmark !== null) statements.remember.run({ sourceId, subjectId, value: result.bookmark });
    if (result.outcome === "unchanged") {
      statements.confirmAll.run({ ...asked, at: now.getTime() });
      return 0;
    }
    if (result.bookmark === null) statements.forget.run({ sourceId, subjectId });
    const holds = { at: confirmedAt(result, now), now: now.getTime() };
    for (const [kind, said] of Object.entries(result.kinds)) {
      if (isSilence(said)) statements.noteGap.run({ ...asked, kind, reason: said });
      if (said === "none") statements.confirmNothing.run({ ...asked, kind, key: NOTHING, ...holds });
    }
    return observe(claim, result, now);
  };
}

/** Key of the fact that a source proved there is nothing of a kind: it has no versions, only the time it was confirmed. */
const NOTHING = "nothing";

interface Verdict {
  readonly outcome: "done" | "failed";
  readonly reason: string | null;
  readonly detail: string | null;
  readonly unchanged: 0 | 1;
}

/** A check with all its kinds unknown has failed; with some it is done with gaps. */
function verdictOf(result: CheckResult): Verdict {
  if (result.outcome === "failed") {
    return { outcome: "failed", reason: result.reason, detail: result.detail, unchanged: 0 };
  }
  if (result.outcome === "unchanged") return { outcome: "done", reason: null, detail: null, unchanged: 1 };
  const said = Object.values(result.kinds);
  const silent = said.filter(isSilence);
  if (silent.length > 0 && silent.length === said.length) {
    return { outcome: "failed", reason: silent[0] ?? "empty", detail: null, unchanged: 0 };
  }
  return { outcome: "done", reason: null, detail: null, unchanged: 0 };
}

function isSilence(said: string): said is Silence {
  return (SILENCES as readonly string[]).includes(said);
}

function secondsOf(now: Date): number {
  return Math.floor(now.getTime() / 1000);
}

function prepare(db: Db) {
  const p = sql.placeholder;
  const given = (name: string) => sql`${p(name)}`;
  const key = { runId: p("runId"), sourceId: p("sourceId"), subjectId: p("subjectId") };
  const open = and(
    eq(check.runId, key.runId),
    eq(check.sourceId, key.sourceId),
    eq(check.subjectId, key.subjectId),
    isNull(check.outcome),
  );
  const [outcome, reason, detail] = [given("outcome"), given("reason"), given("detail")];
  const closed = { outcome, reason, detail, unchanged: given("unchanged"), endedS: given("endedS") };
  const confirmed = { confirmedAt: given("at"), confirmedRun: given("runId") };
  return {
    postpone: db
      .update(check)
      .set({ nextAt: given("at"), leaseUntil: null })
      .where(open)
      .prepare(),
    close: db
      .update(check)
      .set({ ...closed, nextAt: null, leaseUntil: null })
      .where(open)
      .prepare(),
    confirmNothing: db
      .insert(fact)
      .values({
        subjectId: p("subjectId"),
        sourceId: p("sourceId"),
        kind: sql`${p("kind")}`,
        key: sql`${p("key")}`,
        confirmedAt: sql`${p("at")}`,
        confirmedRun: p("runId"),
      })
      .onConflictDoUpdate({
        target: [fact.subjectId, fact.sourceId, fact.kind, fact.key],
        set: {
          confirmedAt: confirming(sql`excluded.confirmed_at`, given("now")),
          confirmedRun: sql`excluded.confirmed_run`,
        },
      })
      .prepare(),
    noteGap: db
      .insert(checkKind)
      .values({ ...key, kind: p("kind"), reason: p("reason") })
      .onConflictDoNothing()
      .prepare(),
    confirmAll: db
      .update(fact)
      .set(confirmed)
      .where(and(eq(fact.subjectId, key.subjectId), eq(fact.sourceId, key.sourceId)))
      .prepare(),
    // The same bookmark again is not written: most answers are the same again.
    remember: db
      .insert(bookmark)
      .values({ sourceId: key.sourceId, subjectId: key.subjectId, value: p("value") })
      .onConflictDoUpdate({
        target: [bookmark.sourceId, bookmark.subjectId],
        set: { value: sql`excluded.value` },
        setWhere: ne(bookmark.value, sql`excluded.value`),
      })
      .prepare(),
    forget: db
      .delete(bookmark)
      .where(and(eq(bookmark.sourceId, key.sourceId), eq(bookmark.subjectId, key.subjectId)))
      .prepare(),
  };
}
