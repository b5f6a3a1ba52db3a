import type { RunResult } from "better-sqlite3";
import type { Answered } from "../domain/check.js";
import { dayOf } from "../domain/day.js";
import { canonicalJson, type Json, type Sha256, sha256 } from "../domain/digest.js";
import type { Evidence, Observation } from "../domain/observation.js";
import { subjectKey } from "../domain/subject-key.js";
import type { Claim } from "./claim.js";
import type { Db } from "./open.js";
import { subjectIdOf } from "./subject.js";
import { type VersionStatements, versionStatements } from "./version-statements.js";

/** Which source said it, in which run. */
export type Asked = Pick<Claim, "runId" | "sourceId">;

/** The same with whom was asked about: who has claimed a check need not be looked up. */
export type AskedAbout = Asked & Partial<Pick<Claim, "subjectId" | "ref">>;

type Said = Pick<Answered, "saidAt" | "observations" | "evidence">;

/** Stores what was said as versions of facts, with the evidence of the new ones. Gives the number of new versions. */
export function recordObservations(db: Db, asked: Asked, said: Said, now: Date): number {
  return observer(db)(asked, said, now);
}

/** The same with its statements prepared: made once, used for many answers. */
export function observer(db: Db): (asked: AskedAbout, said: Said, now: Date) => number {
  const statements = versionStatements(db);
  return ({ runId, sourceId, subjectId, ref }, answer, now) => {
    const { observations, evidence: found } = answer;
    const holds = { at: confirmedAt(answer, now), now: now.getTime() };
    const asked = { runId, sourceId };
    const subjects = new Map(subjectId && ref ? [[subjectKey(ref), subjectId]] : []);
    const subjectOf = remembering(subjects, subjectKey, (of: Observation["subject"]) => subjectIdOf(db, of));
    const evidenceOf = remembering(
      new Map(),
      (digest: Sha256) => digest,
      (digest) =>
        storeEvidence(
          statements,
          sourceId,
          found.find((one) => one.digest === digest),
        ),
    );
    let changed = 0;
    for (const said of observations) {
      const subject = subjectOf(said.subject);
      const version = subject === null ? null : recordVersion(statements, asked, subject, said, holds);
      if (version === null) continue;
      changed += 1;
      for (const digest of new Set(said.evidence)) {
        const evidenceId = evidenceOf(digest);
        if (evidenceId !== null) statements.link.run({ observationId: version, evidenceId });
      }
    }
    return changed;
  };
}

/**
 * As of when an answer holds, in milliseconds. What was asked for holds now; what was handed in holds as of the day that it
 * speaks of: an old extract that is read in today confirms nothing of today.
 */
export function confirmedAt({ saidAt }: Pick<Answered, "saidAt">, now: Date): number {
  return saidAt === undefined || dayOf(saidAt) >= dayOf(now) ? now.getTime() : saidAt.getTime();
}

/** As of when what was said holds, and when it was recorded. */
interface Holds {
  readonly at: number;
  readonly now: number;
}

/** The new version's row, or null when the source said the same as last time. */
function recordVersion(
  statements: VersionStatements,
  asked: Asked,
  subjectId: number,
  said: Observation,
  holds: Holds,
): number | null {
  const digest = sha256(canonicalJson({ schema: said.schema, facts: said.facts }));
  const observed = { digest, asOf: said.asOf.getTime(), at: holds.now };
  const version = { schema: said.schema, facts: said.facts as Json, ...observed, ...asked };
  const identity = { ...asked, subjectId, kind: said.kind, key: said.key, ...holds };
  const known = statements.confirm.get(identity);
  if (known === undefined) {
    const factId = rowOf(statements.addFact.run(identity));
    return rowOf(statements.addVersion.run({ ...version, factId, state: "new" }));
  }
  const factId = known.id;
  if (statements.newest.get({ factId })?.digest === digest) return null;
  const isOvertaken = isDayBefore(holds.at, known.confirmedAt);
  const late = isLate(statements, factId, { ...observed, isOvertaken });
  if (late === "known") return null;
  if (late === "no") statements.retire.run({ factId });
  return rowOf(statements.addVersion.run({ ...version, factId, state: late === "no" ? "new" : "past" }));
}

/** The row that a statement inserted. */
function rowOf({ lastInsertRowid }: RunResult): number {
  return Number(lastInsertRowid);
}

function isDayBefore(instant: number, other: number): boolean {
  return instant < other && dayOf(new Date(instant)) < dayOf(new Date(other));
}

interface Differing {
  readonly asOf: number;
  readonly digest: string;
  /** What is current has been said again of a later day. */
  readonly isOvertaken: boolean;
}

/** A statement older than the current one is history at once; the same history twice is not kept. */
function isLate(statements: VersionStatements, factId: number, said: Differing): "no" | "yes" | "known" {
  const { asOf, digest, isOvertaken } = said;
  const current = statements.current.get({ factId });
  if (current === undefined || (asOf >= current.asOf && !isOvertaken)) return "no";
  return statements.same.get({ factId, digest, asOf }) === undefined ? "yes" : "known";
}

function storeEvidence(statements: VersionStatements, sourceId: number, found: Evidence | undefined): number | null {
  if (found === undefined) return null;
  const { digest, bytes, mediaType, rawDigest, origin, address, status, by, at, parser } = found;
  statements.addBody.run({ digest, bytes: Buffer.from(bytes), mediaType, rawDigest, size: bytes.length });
  return rowOf(statements.addEvidence.run({ digest, sourceId, origin, address, status, by, at: at.getTime(), parser }));
}

/** Looks each thing up once; what is known already is not looked up at all. */
function remembering<T, R>(found: Map<string, R>, keyOf: (thing: T) => string, find: (thing: T) => R): (thing: T) => R {
  return (thing) => {
    const key = keyOf(thing);
    const known = found.get(key);
    if (known !== undefined) return known;
    const result = find(thing);
    found.set(key, result);
    return result;
  };
}
