import { sql } from "drizzle-orm";
import type { Evidence } from "../domain/observation.js";
import type { Db } from "./open.js";
import { body, evidence, observationEvidence } from "./schema.js";

export interface KeptLetter {
  readonly sourceId: number;
  readonly caseNumber: string;
  readonly evidence: Evidence;
}

/** What the source's current facts say was decided in the case; empty when they do not know it. */
export function outcomesOfCase(db: Db, sourceId: number, caseNumber: string): readonly (string | null)[] {
  return observationsOf(db, sourceId, caseNumber).map(({ outcome }) => outcome);
}

/** Lays a decision beside everything that the source says of its case. Safe to call twice. */
export function attachLetter(db: Db, { sourceId, caseNumber, evidence: kept }: KeptLetter): void {
  const { digest, rawDigest, bytes, mediaType, origin, address, status, by, at, parser } = kept;
  const known = db.get<{ id: number }>(sql`
    SELECT e.id FROM evidence e WHERE e.body_sha256 = ${digest} AND e.source_id = ${sourceId}`);
  db.insert(body)
    .values({ sha256: digest, bytes: Buffer.from(bytes), mediaType, rawSha256: rawDigest, size: bytes.length })
    .onConflictDoNothing()
    .run();
  const row = { bodySha256: digest, sourceId, origin, address, status, byPerson: by, at: at.getTime(), parser };
  const { id } = known ?? db.insert(evidence).values(row).returning({ id: evidence.id }).get();
  for (const { observationId } of observationsOf(db, sourceId, caseNumber)) {
    db.insert(observationEvidence).values({ observationId, evidenceId: id }).onConflictDoNothing().run();
  }
}

function observationsOf(db: Db, sourceId: number, caseNumber: string) {
  return db.all<{ observationId: number; outcome: string | null }>(sql`
    SELECT o.id AS "observationId", o.facts ->> 'outcome' AS outcome
    FROM fact f JOIN observation o ON o.fact_id = f.id AND o.state IN ('new', 'current')
    WHERE f.source_id = ${sourceId} AND (
      (f.kind = 'supervision' AND f.key = ${caseNumber})
      OR (f.kind = 'permit' AND o.facts ->> 'caseNumber' = ${caseNumber}))`);
}
