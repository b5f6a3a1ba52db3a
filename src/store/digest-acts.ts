import { sql } from "drizzle-orm";
import { type AboutRow, about, untaken } from "./digest-told.js";
import type { Db } from "./open.js";

/** What a person did about a supplier, beside alerts and stops, and that the group has not been told. */
export interface ToldAct extends AboutRow {
  readonly verb: string;
  readonly at: number;
  readonly by: string;
  /** Null once the detail has been erased. */
  readonly reason: string | null;
  /** How an agreement ended, or an inquiry did. */
  readonly how: string | null;
}

/** Such acts in the order they happened, also about who has left the register. */
export function toldActs(db: Db, groupKey: string, verbs: readonly string[]): readonly ToldAct[] {
  return db.all<ToldAct>(sql`
    SELECT t.verb, t.at, t.actor AS by, d.detail ->> 'reason' AS reason, d.detail ->> 'how' AS how,
      p.id AS supplierId, p.org_number AS orgNumber, p.name, u.name AS unit, u.service AS unitService
    FROM ${untaken(groupKey)} ${about(sql`t.subject_id`)} LEFT JOIN trail_detail d ON d.seq = t.seq
    WHERE t.verb IN (SELECT value FROM json_each(${JSON.stringify(verbs)})) ORDER BY t.seq`);
}
