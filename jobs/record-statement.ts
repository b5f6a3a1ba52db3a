import type { Statement, Worklist } from "../src/adapter.js";
import type { FilledForm } from "../src/domain/form.js";
import { evidenceMaker } from "../src/evidence/evidence.js";
import type { Db } from "../src/store/open.js";
import { type JudgeSummary, judge } from "./judge.js";
import { recordStated } from "./record-stated.js";
import type { JudgeDeps } from "./sitting.js";

/** Who reads what a person states: a worklist, or the form of a source that answers when it is asked. */
export type Reader = Pick<Worklist, "id" | "version" | "redact" | "read">;

/**
 * What a person saw and states about one unit or supplier becomes observations like any other and is judged by the same rules, as
 * a run of its own. It is not held by the interlocks: it was seen one by one.
 */
export async function recordStatement(
  deps: JudgeDeps,
  reader: Reader,
  form: FilledForm,
  subjectId: number,
  now: Date,
): Promise<JudgeSummary> {
  const { id: adapterId, version, redact, id: source } = reader;
  const evidence = evidenceMaker({ adapterId, version, redact, now });
  const statement = await reader.read(form, { options: {}, now, evidence });
  const { runId, sourceId } = deps.store.write((db) =>
    write(deps, db, { source, statement, subjectId, by: form.by }, now),
  );
  return judge(deps, { runId, sourceId, source, interlock: false, stated: true }, now);
}

interface Stating {
  readonly source: string;
  readonly statement: Statement;
  readonly subjectId: number;
  readonly by: string;
}

function write(deps: JudgeDeps, db: Db, { source, statement, subjectId, by }: Stating, now: Date) {
  const stated = statement.outcome === "answered" ? [{ ...statement, subjectId }] : [];
  return recordStated(db, source, stated, by, { now, clock: deps.clock() });
}
