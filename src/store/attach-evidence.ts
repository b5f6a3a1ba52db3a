import type { Evidence } from "../domain/observation.js";
import type { Db } from "./open.js";
import { body, evidence, stopEvidence } from "./schema.js";
import { OURSELVES, sourceIdOf } from "./subject.js";

/** Keeps what a person attaches to a stop, beside what sources have answered. */
export function attachEvidence(db: Db, stopId: number, attached: readonly Evidence[]): void {
  for (const one of attached) {
    db.insert(stopEvidence)
      .values({ stopId, evidenceId: keepEvidence(db, OURSELVES, one) })
      .run();
  }
}

/** Keeps a piece of evidence that no observation brings. Gives its number. */
export function keepEvidence(db: Db, source: string, kept: Evidence): number {
  const { digest, rawDigest, bytes, mediaType, origin, address, status, by, at, parser } = kept;
  db.insert(body)
    .values({ sha256: digest, bytes: Buffer.from(bytes), mediaType, rawSha256: rawDigest, size: bytes.length })
    .onConflictDoNothing()
    .run();
  const about = { bodySha256: digest, sourceId: sourceIdOf(db, source), origin, address, status, parser };
  return db
    .insert(evidence)
    .values({ ...about, byPerson: by, at: at.getTime() })
    .returning({ id: evidence.id })
    .get().id;
}
