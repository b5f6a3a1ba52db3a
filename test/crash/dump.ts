import Database from "better-sqlite3";

/*
 * A store as its natural keys tell it: without row ids, attempts, leases, hashes over the real clock, and the bytes of
 * answers that differ every time they are given. Equal stores have equal dumps.
 */
const SUBJECT = (
  id: string,
) => `(SELECT coalesce(s.org_number, '') || coalesce(' ' || u.ivo_id, ' ' || u.name, '') || coalesce(j.key, '')
  FROM subject j LEFT JOIN supplier s ON s.id = coalesce(j.supplier_id, j.id) LEFT JOIN unit u ON u.id = j.id WHERE j.id = ${id})`;

const QUERIES: Readonly<Record<string, string>> = {
  runs: "SELECT job, slot, trigger, outcome, reason, due_checks, planned_at, ended_at, requested_by FROM run ORDER BY job, slot",
  checks: `SELECT r.slot, o.key, ${SUBJECT("c.subject_id")} AS subject, c.outcome, c.reason, c.unchanged, c.ended_s
    FROM "check" c JOIN run r ON r.id = c.run_id JOIN source o ON o.id = c.source_id ORDER BY 1, 2, 3`,
  gaps: `SELECT r.slot, o.key, ${SUBJECT("k.subject_id")} AS subject, k.kind, k.reason
    FROM check_kind k JOIN run r ON r.id = k.run_id JOIN source o ON o.id = k.source_id ORDER BY 1, 2, 3, 4`,
  bookmarks: `SELECT o.key, ${SUBJECT("b.subject_id")} AS subject, b.value FROM bookmark b JOIN source o ON o.id = b.source_id ORDER BY 1, 2`,
  // How often a killed process may have bought a report twice is its price, and differs.
  spend: `SELECT r.slot, o.key, ${SUBJECT("p.subject_id")} AS subject, p.day, p.state FROM spend p
    JOIN run r ON r.id = p.run_id JOIN source o ON o.id = p.source_id ORDER BY 1, 2, 3`,
  reports: `SELECT o.key, ${SUBJECT("p.subject_id")} AS subject, p.watched_since, p.happened_at, p.reported_at, p.complete
    FROM report p JOIN source o ON o.id = p.source_id ORDER BY 1, 2`,
  units:
    "SELECT s.org_number, u.name, u.ivo_id, u.service FROM unit u JOIN supplier s ON s.id = u.supplier_id ORDER BY 1, 2, 3",
  facts: `SELECT ${SUBJECT("f.subject_id")} AS subject, f.kind, o.key AS source, f.key, f.confirmed_at, r.slot
    FROM fact f JOIN source o ON o.id = f.source_id JOIN run r ON r.id = f.confirmed_run ORDER BY 1, 2, 3, 4`,
  observations: `SELECT ${SUBJECT("f.subject_id")} AS subject, f.kind, o.key AS source, f.key, v.seq, v.facts, v.digest, v.as_of,
      v.observed_at, v.state, (SELECT count(*) FROM observation_evidence e WHERE e.observation_id = v.id) AS evidence
    FROM observation v JOIN fact f ON f.id = v.fact_id JOIN source o ON o.id = f.source_id ORDER BY 1, 2, 3, 4, 5`,
  evidence: `SELECT o.key, e.origin, e.address, e.status, e.by_person, e.at, e.parser, b.media_type FROM evidence e
    JOIN source o ON o.id = e.source_id JOIN body b ON b.sha256 = e.body_sha256 ORDER BY 1, 3, 6, 8`,
  items:
    "SELECT i.address, i.title, j.key, i.seen_at, (SELECT min(k.address) FROM item k WHERE k.cluster_id = i.cluster_id) AS story FROM item i JOIN subject j ON j.id = i.feed_id ORDER BY 1",
  alerts: `SELECT ${SUBJECT("a.subject_id")} AS subject, a.rule, a.event_key, a.episode, a.severity, a.action, a.state, a.because, a.facts,
      a.observed, a.opened_at, a.last_seen_at, a.gone_at, a.version,
      (SELECT count(*) FROM alert_observation x WHERE x.alert_id = a.id) AS observations FROM alert a ORDER BY 1, 2, 3, 4`,
  stops: `SELECT ${SUBJECT("p.subject_id")} AS subject, a.rule, g.buyer, g.service, g.form, g.number, p.state, p.reason, p.started_at,
      p.started_by, p.confirm_by, p.version, (SELECT count(*) FROM stop_evidence e WHERE e.stop_id = p.id) AS evidence
    FROM stop p LEFT JOIN alert a ON a.id = p.alert_id JOIN agreement g ON g.id = p.agreement_id ORDER BY 1, 2, 3, 4, 5, 6`,
  incidents:
    "SELECT i.kind, o.key, i.cause, i.opened_at, i.closed_at, i.closed_how FROM incident i JOIN source o ON o.id = i.source_id ORDER BY 1, 2, 3, 4",
  trail: `SELECT t.seq, t.at, t.actor, t.verb, ${SUBJECT("t.subject_id")} AS subject, d.detail FROM trail t JOIN trail_detail d ON d.seq = t.seq ORDER BY t.seq`,
  notifications: `SELECT n.trail_seq, g.key, n.urgency, m.kind, m.slot FROM notification n
    JOIN recipient_group g ON g.id = n.group_id LEFT JOIN message m ON m.id = n.message_id ORDER BY 1, 2`,
  messages: "SELECT message_id, kind, group_key, slot, subject, text FROM message ORDER BY 1",
  deliveries:
    "SELECT m.message_id, d.channel, d.recipient, d.state FROM delivery d JOIN message m ON m.id = d.message_id ORDER BY 1, 2, 3",
};

export type Dump = Readonly<Record<string, readonly string[]>>;

export function dump(file: string): Dump {
  const db = new Database(file, { readonly: true });
  try {
    return Object.fromEntries(
      Object.entries(QUERIES).map(([name, query]) => [
        name,
        db
          .prepare(query)
          .raw()
          .all()
          .map((row) => masked(JSON.stringify(row))),
      ]),
    );
  } finally {
    db.close();
  }
}

/** The numbers of evidence and the head of the trail, which a digest prints, depend on the order of answers and the clock. */
function masked(row: string): string {
  return row.replace(/[0-9a-f]{64}/g, "<hash>").replace(/(underlag nr )[\d, och]+/gi, "$1<n>");
}

/** Rows that stand in one of the dumps only; none when the stores are equal. */
export function difference(wanted: Dump, found: Dump): readonly string[] {
  return Object.keys({ ...wanted, ...found }).flatMap((name) => {
    const before = wanted[name] ?? [];
    const after = found[name] ?? [];
    return [
      ...before.filter((row) => !after.includes(row)).map((row) => `- ${name} ${row.slice(0, 300)}`),
      ...after.filter((row) => !before.includes(row)).map((row) => `+ ${name} ${row.slice(0, 300)}`),
      ...(before.length === after.length ? [] : [`${name}: ${before.length} rows, then ${after.length}`]),
    ];
  });
}
