import { and, desc, eq, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "./open.js";
import { body, evidence, fact, observation, observationEvidence } from "./schema.js";

export type VersionStatements = ReturnType<typeof versionStatements>;

/** A fact is not made older by what is handed in late; that it was confirmed later than now is no longer believed. */
export function confirming(at: SQL, now: SQL): SQL {
  return sql`max(${at}, min(${fact.confirmedAt}, ${now}))`;
}

/** What storing versions of facts with their evidence takes, prepared: building a statement costs ten times running it. */
export function versionStatements(db: Db) {
  const p = sql.placeholder;
  const factId = p("factId");
  const at = { confirmedAt: p("at"), confirmedRun: p("runId") };
  // In the words of the partial indexes: with a parameter the planner cannot use them.
  const waiting = sql`${observation.state} IN ('new', 'held')`;
  const identity = { subjectId: p("subjectId"), sourceId: p("sourceId"), kind: p("kind"), key: p("key") };
  return {
    addFact: db
      .insert(fact)
      .values({ ...identity, ...at })
      .prepare(),
    /** Touches a fact that is known, and says as of when it now holds; no row: it is not known. */
    confirm: db
      .update(fact)
      .set({ confirmedAt: confirming(sql`${at.confirmedAt}`, sql`${p("now")}`), confirmedRun: sql`${at.confirmedRun}` })
      .where(
        and(
          eq(fact.subjectId, identity.subjectId),
          eq(fact.sourceId, identity.sourceId),
          eq(fact.kind, identity.kind),
          eq(fact.key, identity.key),
        ),
      )
      .returning({ id: fact.id, confirmedAt: fact.confirmedAt })
      .prepare(),
    newest: db
      .select({ digest: observation.digest })
      .from(observation)
      .where(and(eq(observation.factId, factId), ne(observation.state, "past")))
      .orderBy(desc(observation.seq))
      .limit(1)
      .prepare(),
    current: db
      .select({ asOf: observation.asOf })
      .from(observation)
      .where(and(eq(observation.factId, factId), sql`${observation.state} = 'current'`))
      .prepare(),
    same: db
      .select({ id: observation.id })
      .from(observation)
      .where(and(eq(observation.factId, factId), eq(observation.digest, p("digest")), eq(observation.asOf, p("asOf"))))
      .prepare(),
    retire: db
      .update(observation)
      .set({ state: "past" })
      .where(and(eq(observation.factId, factId), waiting))
      .prepare(),
    addVersion: db
      .insert(observation)
      .values({
        factId,
        seq: sql`(SELECT coalesce(max(seq), 0) + 1 FROM observation WHERE fact_id = ${factId})`,
        schema: p("schema"),
        facts: p("facts"),
        digest: p("digest"),
        asOf: p("asOf"),
        observedAt: p("at"),
        runId: p("runId"),
        state: p("state"),
      })
      .prepare(),
    link: db
      .insert(observationEvidence)
      .values({ observationId: p("observationId"), evidenceId: p("evidenceId") })
      .prepare(),
    addBody: db
      .insert(body)
      .values({
        sha256: p("digest"),
        bytes: p("bytes"),
        mediaType: p("mediaType"),
        rawSha256: p("rawDigest"),
        size: p("size"),
      })
      .onConflictDoNothing()
      .prepare(),
    addEvidence: db
      .insert(evidence)
      .values({
        bodySha256: p("digest"),
        sourceId: p("sourceId"),
        origin: p("origin"),
        address: p("address"),
        status: p("status"),
        byPerson: p("by"),
        at: p("at"),
        parser: p("parser"),
      })
      .prepare(),
  };
}
