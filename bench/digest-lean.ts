import { sql } from "drizzle-orm";
import { csv } from "../src/mail/csv.js";
import { ROWS_ATTACHED } from "../src/mail/section-csv.js";
import { timeText } from "../src/mail/swedish-time.js";
import type { Db } from "../src/store/open.js";

interface Row {
  readonly [column: string]: string | number;
}

/** The yardstick: one question for all rows, each written as the letter's file writes it. Nothing is chosen or counted. */
export function readAndRender(db: Db): number {
  const rows = db.all<Row>(sql`
    SELECT a.id, a.severity, a.title, a.because, a.observed, a.threshold, a.rule, a.opened_at AS opened,
      p.org_number AS number, p.name, s.key AS source, group_concat(oe.evidence_id, ', ') AS evidence
    FROM alert a JOIN supplier p ON p.id = a.subject_id JOIN alert_observation ao ON ao.alert_id = a.id
    JOIN observation o ON o.id = ao.observation_id JOIN fact f ON f.id = o.fact_id JOIN source s ON s.id = f.source_id
    JOIN observation_evidence oe ON oe.observation_id = o.id
    WHERE a.state = 'open' GROUP BY a.id ORDER BY a.severity, p.org_number LIMIT ${ROWS_ATTACHED}`);
  return csv(rows.map(cells)).length;
}

function cells({
  id,
  severity,
  title,
  because,
  observed,
  threshold,
  rule,
  opened,
  number,
  name,
  source,
  evidence,
}: Row) {
  return [
    ...[`${number}`, `${name}`, "", `${id}`, `${severity}`, `${title}`, `${because}`, `${observed}`, `${threshold}`],
    ...[`${rule}`, `${evidence}`, `${source}`, "", timeText(new Date(Number(opened))), `basvakt alerts show ${id}`],
  ];
}
