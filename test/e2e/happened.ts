import { sql } from "drizzle-orm";
import type { Db } from "../../src/store/open.js";

type Told = readonly (string | null)[];

/** What a run or a person did, in the words of expected.yaml, in a fixed order. */
export interface Happened {
  readonly opened: readonly Told[];
  readonly raised: readonly Told[];
  readonly resolved: readonly Told[];
  readonly stops: readonly Told[];
  readonly incidentsOpened: readonly Told[];
  readonly incidentsClosed: readonly Told[];
}

/** Reads what happened from the trail: every act of the machine and of people stands there. */
export const happened = {
  position: (db: Db): number => db.get<{ seq: number }>(sql`SELECT coalesce(max(seq), 0) AS seq FROM trail`)?.seq ?? 0,

  since(db: Db, seq: number): Happened {
    return happened.sorted({
      opened: alerts(db, seq, ["alert.opened"]),
      raised: alerts(db, seq, ["alert.raised", "alert.reopened"]),
      resolved: alerts(db, seq, ["alert.resolved"]),
      stops: stops(db, seq),
      incidentsOpened: incidents(db, seq, ["incident.opened"]),
      incidentsClosed: incidents(db, seq, ["incident.closed", "incident.released", "incident.rejected"]),
    });
  },

  sorted: (all: Happened): Happened => ({
    opened: inOrder(all.opened),
    raised: inOrder(all.raised),
    resolved: inOrder(all.resolved),
    stops: inOrder(all.stops),
    incidentsOpened: inOrder(all.incidentsOpened),
    incidentsClosed: inOrder(all.incidentsClosed),
  }),
};

function inOrder(told: readonly Told[]): readonly Told[] {
  return told.map((row) => [...row]).toSorted((a, b) => (a.join("|") < b.join("|") ? -1 : 1));
}

function alerts(db: Db, seq: number, verbs: readonly string[]): readonly Told[] {
  return db
    .all<Record<string, string | null>>(sql`
      SELECT s.org_number AS org, coalesce(u.ivo_id, u.name) AS unit, a.rule, a.severity FROM trail t
      JOIN alert a ON a.id = t.alert_id JOIN subject j ON j.id = a.subject_id
      JOIN supplier s ON s.id = coalesce(j.supplier_id, j.id) LEFT JOIN unit u ON u.id = a.subject_id
      WHERE t.seq > ${seq} AND t.verb IN ${[...verbs]}`)
    .map(({ org, unit, rule, severity }) => [org ?? "", unit ?? null, rule ?? "", severity ?? ""]);
}

function stops(db: Db, seq: number): readonly Told[] {
  return db
    .all<Record<string, string | null>>(sql`
      SELECT DISTINCT s.org_number AS org, coalesce(u.ivo_id, u.name) AS unit, a.rule, p.state,
        g.buyer, g.service, g.form, g.number FROM trail t
      JOIN stop p ON p.id = t.stop_id JOIN alert a ON a.id = p.alert_id JOIN subject j ON j.id = p.subject_id
      JOIN agreement g ON g.id = p.agreement_id
      JOIN supplier s ON s.id = coalesce(j.supplier_id, j.id) LEFT JOIN unit u ON u.id = p.subject_id
      WHERE t.seq > ${seq} AND t.verb LIKE 'stop.%' AND t.verb <> 'stop.overdue'`)
    .map(({ org, unit, rule, state, buyer, service, form, number }) => [
      org ?? "",
      unit ?? null,
      rule ?? "",
      state ?? "",
      buyer ?? "",
      service ?? "",
      form ?? "",
      number ?? "",
    ]);
}

function incidents(db: Db, seq: number, verbs: readonly string[]): readonly Told[] {
  return db
    .all<{ kind: string; key: string }>(sql`
      SELECT i.kind, s.key FROM trail t JOIN incident i ON i.id = t.incident_id JOIN source s ON s.id = i.source_id
      WHERE t.seq > ${seq} AND t.verb IN ${[...verbs]}`)
    .map(({ kind, key }) => [kind, key === "basvakt" ? null : key]);
}
