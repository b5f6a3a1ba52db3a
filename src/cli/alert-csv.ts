import { formatOrgNumber, type OrgNumber } from "../domain/org-number.js";
import { SEVERITY_TEXT } from "../domain/severity.js";
import { csv } from "../mail/csv.js";
import type { listAlerts } from "../store/list-alerts.js";
import { ALERT_STATE_TEXT } from "./alert-text.js";
import { localTime } from "./decision-options.js";

const HEADING = [
  ...["nr", "organisationsnummer", "leverantör", "verksamhet", "grad", "läge", "regel", "larm", "varför"],
  ...["underlag nr", "öppnat", "senast sett"],
];

/** Alerts as a file for a spreadsheet. */
export function alertsCsv(found: ReturnType<typeof listAlerts>): string {
  const rows = found.map(({ item, name }) => [
    ...[`${item.id}`, formatOrgNumber(item.orgNumber as OrgNumber), name, item.unit ?? ""],
    ...[SEVERITY_TEXT[item.severity], ALERT_STATE_TEXT[item.state], item.rule, item.title, item.because],
    ...[item.evidence.join(", "), localTime(item.openedAt), localTime(item.lastSeenAt)],
  ]);
  return csv([HEADING, ...rows]);
}
