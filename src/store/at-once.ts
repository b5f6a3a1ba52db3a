import { sql } from "drizzle-orm";
import { insertMessage, type Message, type MessageOrder } from "./message.js";
import type { Db } from "./open.js";

/** Something urgent that a group has not been told, neither at once nor in its digest. */
export interface Urgent {
  readonly seq: number;
  readonly verb: string;
  /** Of the alert it is about, or that the stop rests on; null for what people decide by themselves, and for incidents. */
  readonly rule: string | null;
  readonly orgNumber: string | null;
}

/** What a group is to be told now, in the order it happened. What may wait for office hours is not there before them. */
export function urgentFor(db: Db, groupKey: string, now: Date): readonly Urgent[] {
  return db.all<Urgent>(sql`
    SELECT DISTINCT t.seq, t.verb, a.rule, p.org_number AS orgNumber
    FROM notification n JOIN recipient_group g ON g.id = n.group_id JOIN trail t ON t.seq = n.trail_seq
    LEFT JOIN alert a ON a.id = t.alert_id LEFT JOIN subject j ON j.id = t.subject_id
    LEFT JOIN supplier p ON p.id = coalesce(j.supplier_id, j.id)
    WHERE n.urgency = 'now' AND n.at_once_id IS NULL AND n.message_id IS NULL AND g.key = ${groupKey}
      AND coalesce(n.not_before, 0) <= ${now.getTime()} AND p.removed_at IS NULL
    ORDER BY t.seq`);
}

/** Letters of their own that any of these recipients has been written after a time: the most that one of them got. */
export function writtenAtOnce(db: Db, recipients: readonly string[], after: Date): number {
  const row = db.get<{ most: number }>(sql`
    SELECT coalesce(max(n), 0) AS most FROM (
      SELECT count(*) AS n FROM delivery d JOIN message m ON m.id = d.message_id
      WHERE m.kind = 'now' AND d.channel <> 'webhook' AND m.created_at > ${after.getTime()}
        AND d.recipient IN ${[...recipients]} GROUP BY d.recipient)`);
  return row.most;
}

/** Writes a letter of its own and takes what it tells. The digest tells of it too. */
export function writeAtOnce(db: Db, order: MessageOrder, seqs: readonly number[], now: Date): Message {
  const written = insertMessage(db, order, now);
  db.run(sql`
    UPDATE notification SET at_once_id = ${written.id}
    WHERE at_once_id IS NULL AND trail_seq IN (SELECT value FROM json_each(${JSON.stringify(seqs)}))
      AND group_id IN (SELECT id FROM recipient_group WHERE key = ${order.groupKey})`);
  return written;
}
