import { eq, sql } from "drizzle-orm";
import { canonicalJson, type Json } from "../domain/digest.js";
import type { Db } from "./open.js";
import { policy } from "./schema.js";

/** A fact that an alert rests on, as it was when it was judged. */
export interface FrozenFact {
  readonly kind: string;
  readonly source: string;
  readonly key: string;
  readonly asOf: number;
  readonly observedAt: number;
  readonly digest: string;
  readonly facts: Json;
  readonly evidence: readonly number[];
}

export function factsBehind(db: Db, alertId: number): readonly FrozenFact[] {
  return db
    .all<Omit<FrozenFact, "facts" | "evidence"> & { facts: string; evidence: string }>(sql`
      SELECT f.kind, s.key AS source, f.key, o.as_of AS asOf, o.observed_at AS observedAt, o.digest, o.facts,
        (SELECT json_group_array(e.evidence_id) FROM observation_evidence e WHERE e.observation_id = o.id) AS evidence
      FROM alert_observation a JOIN observation o ON o.id = a.observation_id JOIN fact f ON f.id = o.fact_id
      JOIN source s ON s.id = f.source_id WHERE a.alert_id = ${alertId} ORDER BY o.id`)
    .map(({ facts, evidence, ...row }) => ({ ...row, facts: JSON.parse(facts), evidence: JSON.parse(evidence) }));
}

/** A link of the trail about an alert or a stop. */
export interface FileLink {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly verb: string;
  readonly hash: string;
}

interface Concerned {
  readonly alertId: number | null;
  readonly stopIds: readonly number[];
}

export function linksAbout(db: Db, concerned: Concerned): readonly FileLink[] {
  return db.all<FileLink>(sql`
    SELECT t.seq, t.at, t.actor, t.verb, t.hash FROM trail t WHERE ${about(concerned)} ORDER BY t.seq`);
}

/** A letter that told of it, and what became of it at one recipient. */
export interface FileTelling {
  readonly at: number;
  readonly subject: string;
  readonly recipient: string;
  readonly state: string;
}

export function lettersAbout(db: Db, concerned: Concerned): readonly FileTelling[] {
  return db.all<FileTelling>(sql`
    SELECT DISTINCT m.created_at AS at, m.subject, d.recipient, d.state FROM trail t
    JOIN notification n ON n.trail_seq = t.seq JOIN message m ON m.id = n.message_id OR m.id = n.at_once_id
    JOIN delivery d ON d.message_id = m.id WHERE ${about(concerned)} ORDER BY m.created_at, d.recipient`);
}

function about({ alertId, stopIds }: Concerned) {
  const stops = sql`t.stop_id IN (SELECT value FROM json_each(${canonicalJson(stopIds)}))`;
  return alertId === null ? stops : sql`(t.alert_id = ${alertId} OR ${stops})`;
}

/** What was asked of the supplier and answered, in inquiries that the alert is part of. */
export interface FileNote {
  readonly inquiry: number;
  readonly kind: string;
  readonly step: string | null;
  readonly text: string;
  readonly by: string;
  readonly at: number;
}

export function inquiryNotesOf(db: Db, alertId: number): readonly FileNote[] {
  return db.all<FileNote>(sql`
    SELECT n.inquiry_id AS inquiry, n.kind, n.step, n.text, n.by_person AS by, n.at FROM inquiry_alert a
    JOIN inquiry_note n ON n.inquiry_id = a.inquiry_id WHERE a.alert_id = ${alertId} ORDER BY n.id`);
}

/** The policy an alert was judged under. */
export function policyOfAlert(db: Db, alertId: number): string | null {
  const row = db.get<{ sha256: string }>(sql`
    SELECT y.sha256 FROM alert a JOIN judgement j ON j.id = a.judgement_id JOIN policy y ON y.id = j.policy_id
    WHERE a.id = ${alertId}`);
  return row?.sha256 ?? null;
}

/** A policy's text by its digest. */
export function policyText(db: Db, sha256: string): string | null {
  return db.select().from(policy).where(eq(policy.sha256, sha256)).get()?.yaml ?? null;
}
