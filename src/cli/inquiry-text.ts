import { formatOrgNumber } from "../domain/org-number.js";
import { plain } from "../mail/plain.js";
import type { InquiryItem, ShownInquiry } from "../store/list-inquiries.js";
import { localTime } from "./decision-options.js";
import { table } from "./table.js";

export function inquiryTable(items: readonly InquiryItem[]): string {
  const rows = items.map(({ id, name, reason, handler, dueDay, outcome }) => [
    `${id}`,
    name,
    reason,
    handler ?? "ingen",
    dueDay,
    outcome ?? "pågår",
  ]);
  const heading = ["Nr", "Leverantör", "Skäl", "Handläggare", "Klar senast", "Läge"];
  return `${table(heading, rows, [6, 26, 40, 16, 11, 16])}\n\n${counted(items.length)}.`;
}

function counted(n: number): string {
  return n === 1 ? "1 fördjupad kontroll" : `${n} fördjupade kontroller`;
}

const KIND: Readonly<Record<string, string>> = {
  asked: "leverantören tillfrågad",
  answered: "leverantören svarade",
  note: "anteckning",
};

/** One inquiry for a person at a terminal. */
export function describeInquiry(inquiry: ShownInquiry): string {
  const { id, name, orgNumber, reason, openedAt, openedBy, handler, dueDay, alerts, checklist, notes } = inquiry;
  return [
    `Fördjupad kontroll ${id}: ${inquiry.outcome ?? "pågår"}, version ${inquiry.version}`,
    `${plain(name)} (${formatOrgNumber(orgNumber)})`,
    "",
    plain(reason, 2000),
    `Öppnad ${localTime(openedAt)} av ${plain(openedBy)}; handläggare: ${plain(handler ?? "ingen")}; klar senast ${dueDay}`,
    ...alerts.map((alert) => `Larm ${alert}: basvakt alerts show ${alert}`),
    "",
    "Checklista",
    ...checklist.map(({ step, done }) => `  [${done === null ? " " : done ? "x" : "-"}] ${plain(step)}`),
    ...(notes.length === 0 ? [] : ["", "Anteckningar"]),
    ...notes.map(
      ({ at, by, kind, step, done, text }) =>
        `  ${localTime(at)} ${plain(by)}, ${step === null ? KIND[kind] : `${plain(step)}: ${done === true ? "ja" : "nej"}`}: ${plain(text, 2000)}`,
    ),
    ...ended(inquiry),
  ].join("\n");
}

function ended(inquiry: ShownInquiry): readonly string[] {
  const { id, outcome, closedAt, closedBy, closingReason, caseNumber, delegation } = inquiry;
  if (outcome === null) return ["", `Avsluta: basvakt inquiries close ${id} --outcome … --reason …`];
  const filed = [
    caseNumber === null ? "" : `dnr ${plain(caseNumber)}`,
    delegation === null ? "" : `delegation ${plain(delegation)}`,
  ].filter((word) => word !== "");
  const where = filed.length === 0 ? "" : ` (${filed.join(", ")})`;
  return [
    "",
    `Avslutad ${localTime(closedAt)} av ${plain(closedBy ?? "")}: ${plain(closingReason ?? "", 2000)}${where}`,
  ];
}
