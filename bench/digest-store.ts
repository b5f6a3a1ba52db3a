import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { RecipientGroup } from "../src/domain/recipient.js";
import { groupIdOf } from "../src/store/notify.js";
import { openStore, type Store } from "../src/store/open.js";

export const readers: RecipientGroup = {
  ...{ id: "kvalitet", title: "Kvalitet och kontroll", to: ["kvalitet@kommun.example"], kind: "operators" },
  ...{ buyers: [], owners: [], forms: [], services: [], digest: "07:00", immediate: true },
};

export const MORNING = new Date("2026-11-23T06:00:00Z");
const SUPPLIERS = 2_000;

export function openDigestStore(home: string): Store {
  return openStore(join(home, "basvakt.db"));
}

/** A store in which so many alerts are open, each with its evidence, and none of them has been told. */
export function fillDigestStore(home: string, alerts: number): void {
  const store = openDigestStore(home);
  const at = MORNING.getTime() - 3_600_000;
  const upTo = (count: number) =>
    sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  const key = (text: string) => sql.raw(`printf('%064d', ${text})`);
  store.write((db) => {
    const group = groupIdOf(db, readers);
    db.run(sql`INSERT INTO source (id, key) VALUES (1, 'scb')`);
    db.run(sql`INSERT INTO policy (id, sha256, yaml, since, set_by) VALUES (1, ${"a".repeat(64)}, '', 1, 'bench')`);
    db.run(sql`INSERT INTO run (id, job, slot, trigger, planned_at, ended_at, outcome, requested_by)
      VALUES (1, 'basuppfoljning', 'hand:1', 'hand', ${at}, ${at}, 'done', 'bench')`);
    db.run(
      sql`INSERT INTO judgement (id, run_id, source_id, part, at, policy_id, build, counted) VALUES (1, 1, 1, 1, ${at}, 1, 'bench', '{}')`,
    );
    db.run(sql`${upTo(SUPPLIERS)} INSERT INTO subject (id, kind) SELECT i, 'supplier' FROM n`);
    db.run(sql`${upTo(SUPPLIERS)} INSERT INTO supplier (id, org_number, name, entered_at)
      SELECT i, printf('559%07d', i), 'Provbolaget ' || i || ' Omsorg AB', 1 FROM n`);
    db.run(sql`${upTo(SUPPLIERS)} INSERT INTO agreement (supplier_id, buyer, owner, service, form, recorded_from)
      SELECT i, 'Exempelköping', 'Exempelköping', 'hvb_barn_unga', 'direktupphandling', 1 FROM n`);
    db.run(
      sql`INSERT INTO body (sha256, bytes, media_type, raw_sha256, size) VALUES (${"b".repeat(64)}, x'00', 'x', ${"b".repeat(64)}, 1)`,
    );
    db.run(sql`${upTo(SUPPLIERS)} INSERT INTO fact (id, subject_id, kind, source_id, confirmed_at, confirmed_run)
      SELECT i, i, 'tax', 1, ${at}, 1 FROM n`);
    db.run(sql`${upTo(SUPPLIERS)} INSERT INTO observation (id, fact_id, seq, schema, facts, digest, as_of, observed_at, run_id, state)
      SELECT i, i, 1, 1, '{}', ${"c".repeat(64)}, ${at}, ${at}, 1, 'current' FROM n`);
    db.run(sql`${upTo(SUPPLIERS)} INSERT INTO evidence (id, body_sha256, source_id, origin, at, parser)
      SELECT i, ${"b".repeat(64)}, 1, 'answer', ${at}, 'scb@1' FROM n`);
    db.run(sql`${upTo(SUPPLIERS)} INSERT INTO observation_evidence (observation_id, evidence_id) SELECT i, i FROM n`);
    db.run(sql`${upTo(alerts)} INSERT INTO alert (id, subject_id, rule, event_key, episode, severity, action, corroborated, ends,
        state, title, because, facts, observed, threshold, judgement_id, opened_at, last_seen_at)
      SELECT i, 1 + i % ${SUPPLIERS}, 'tax-fskatt-gone', 'e' || i, 1,
        CASE i % 7 WHEN 0 THEN 'critical' WHEN 1 THEN 'serious' ELSE 'notice' END, 'alert', 0, 'by-person', 'open',
        'Inte godkänd för F-skatt', 'Enligt Skatteverkets registreringsuppgifter 2026-11-23 är leverantören avregistrerad för F-skatt sedan dag ' || i || '.',
        '["fskatt:deregistered"]', 'avregistrerad', 'registrerad', 1, ${at}, ${at} FROM n`);
    db.run(
      sql`${upTo(alerts)} INSERT INTO alert_observation (alert_id, observation_id) SELECT i, 1 + i % ${SUPPLIERS} FROM n`,
    );
    db.run(sql`${upTo(alerts)} INSERT INTO trail (seq, at, clock_at, actor, verb, subject_id, alert_id, detail_sha256, previous, hash)
      SELECT i, ${at}, ${at}, 'basvakt', 'alert.opened', 1 + i % ${SUPPLIERS}, i, ${key("i")}, ${key("i - 1")}, ${key("i")} FROM n`);
    db.run(
      sql`${upTo(alerts)} INSERT INTO notification (trail_seq, group_id, urgency) SELECT i, ${group}, 'digest' FROM n`,
    );
  });
  store.close();
}
