import { sql } from "drizzle-orm";
import type { Day } from "../domain/day.js";
import type { Json } from "../domain/digest.js";
import type { Kind } from "../domain/kind.js";
import type { Db } from "./open.js";

/** One version of a fact, with the supplier that it is about. */
export interface FactRow {
  readonly supplierId: number;
  readonly id: number;
  readonly factId: number;
  readonly subjectId: number;
  readonly kind: string;
  readonly key: string;
  readonly source: string;
  readonly facts: Json;
  readonly schema: number;
  readonly asOf: number;
  readonly observedAt: number;
  readonly confirmedAt: number;
  readonly state: string;
}

/** The versions that count or wait, and past ones since a day, of these suppliers and their units. */
export function factRows(db: Db, ids: readonly number[], since: Day): readonly FactRow[] {
  const cutoff = Date.parse(`${since}T00:00:00Z`);
  const mine = sql`(j.id IN ${[...ids]} OR j.supplier_id IN ${[...ids]})`;
  // As plain rows: all that is known of every supplier passes here, and to map it column by column takes as long as to read it.
  return db
    .all<Omit<FactRow, "facts"> & { readonly facts: string }>(sql`
      SELECT coalesce(j.supplier_id, j.id) AS supplierId, o.id, f.id AS factId, f.subject_id AS subjectId, f.kind, f.key,
        s.key AS source, o.facts, o.schema, o.as_of AS asOf, o.observed_at AS observedAt, f.confirmed_at AS confirmedAt, o.state
      FROM fact f JOIN subject j ON j.id = f.subject_id AND ${mine}
      JOIN source s ON s.id = f.source_id
      JOIN observation o ON o.fact_id = f.id
      WHERE o.state IN ('new', 'current') OR (o.state = 'past' AND o.observed_at >= ${cutoff})
      ORDER BY o.id`)
    .map((row) => ({ ...row, facts: JSON.parse(row.facts) as Json }));
}

export function storedFact(row: FactRow) {
  const { id, factId, key, source: from, schema, state } = row;
  return {
    id,
    factId,
    kind: row.kind as Kind,
    key,
    source: from,
    schema,
    facts: row.facts,
    asOf: new Date(row.asOf),
    observedAt: new Date(row.observedAt),
    confirmedAt: new Date(row.confirmedAt),
    state,
    evidence: [],
  };
}
