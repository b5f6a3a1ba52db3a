import type { Evidence } from "../domain/observation.js";
import type { Db } from "./open.js";
import { body, evidence, stopEvidence } from "./schema.js";
import { OURSELVES, sourceIdOf } from "./subject.js";

/** Keeps what a person attaches to a stop, beside what sources have answered. */
export function attachEvidence(db: Db, stopId: number, attached: readonly Evidence[]): void {
  for (const { digest, rawDigest, bytes, mediaType, origin, address, status, by, at, parser } of attached) {
    db.insert(body)
      .values({ sha256: digest, bytes: Buffer.from(bytes), mediaType, rawSha256: rawDigest, size: bytes.length })
      .onConflictDoNothing()
      .run();
    const kept = { bodySha256: digest, sourceId: sourceIdOf(db, OURSELVES), origin, address, status, parser };
    const { id } = db
      .insert(evidence)
      .values({ ...kept, byPerson: by, at: at.getTime() })
      .returning({ id: evidence.id })
      .get();
    db.insert(stopEvidence).values({ stopId, evidenceId: id }).run();
  }
}
