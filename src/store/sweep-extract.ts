import { sql } from "drizzle-orm";
import type { FactsOf } from "../domain/kind.js";
import type { Db } from "./open.js";

/** What the newest extract of IVO's register says of a unit. */
export interface Extracted {
  readonly subjectId: number;
  readonly asOf: number;
  readonly permit: FactsOf["permit"];
  /** The latest of its decisions; null: none is known. */
  readonly decision: FactsOf["supervision"] | null;
}

const REGISTER = "ivo-register";

/** Units of a sweep that an extract has told of since an instant, by the day that it speaks of. */
export function extractedSince(db: Db, sweepId: number, since: number): readonly Extracted[] {
  const rows = db.all<{ subjectId: number; asOf: number; permit: string; decision: string | null }>(sql`
    SELECT i.subject_id AS "subjectId", f.confirmed_at AS "asOf", o.facts AS permit,
      (SELECT d.facts FROM fact g JOIN observation d ON d.fact_id = g.id AND d.state = 'current'
        WHERE g.subject_id = i.subject_id AND g.kind = 'supervision' AND g.source_id = f.source_id
        ORDER BY d.facts ->> 'decidedOn' DESC, g.id DESC LIMIT 1) AS decision
    FROM sweep_item i
    JOIN fact f ON f.subject_id = i.subject_id AND f.kind = 'permit' AND f.key = ''
    JOIN source s ON s.id = f.source_id AND s.key = ${REGISTER}
    JOIN observation o ON o.fact_id = f.id AND o.state = 'current'
    WHERE i.sweep_id = ${sweepId} AND f.confirmed_at >= ${since}`);
  return rows.map(({ permit, decision, ...row }) => ({
    ...row,
    permit: JSON.parse(permit) as FactsOf["permit"],
    decision: decision === null ? null : (JSON.parse(decision) as FactsOf["supervision"]),
  }));
}

/** Something that calls for a person's own look: an alert on what IVO says, or IVO's own news. */
export interface Noticed {
  readonly itemId: number;
  readonly at: number;
  readonly text: string;
}

/** Open alerts on permits and supervision of a sweep's units, and IVO's news of their suppliers since an instant. */
export function noticed(db: Db, sweepId: number, since: number): readonly Noticed[] {
  return db.all<Noticed>(sql`
    SELECT i.id AS "itemId", a.opened_at AS at, a.title AS text FROM sweep_item i
    JOIN alert a ON a.subject_id IN (i.subject_id, i.supplier_id) AND a.state IN ('open', 'acknowledged')
    WHERE i.sweep_id = ${sweepId}
      AND (a.rule LIKE 'permit-%' OR a.rule LIKE 'supervision-%' OR a.rule LIKE 'unit-%' OR a.rule LIKE 'director-%')
    UNION ALL
    SELECT i.id, o.as_of, o.facts ->> 'title' FROM sweep_item i
    JOIN fact f ON f.subject_id = i.supplier_id AND f.kind = 'media'
    JOIN source s ON s.id = f.source_id AND s.key = 'ivo-news'
    JOIN observation o ON o.fact_id = f.id AND o.state = 'current' AND o.as_of >= ${since}
    WHERE i.sweep_id = ${sweepId} ORDER BY 1, 2`);
}

/** The item is answered by an extract, not by a person's look. */
export function byExtract(db: Db, itemId: number): void {
  db.run(sql`UPDATE sweep_item SET channel = 'extract' WHERE id = ${itemId}`);
}
