import type { Day } from "../../src/domain/day.js";
import { orgNumber } from "../../src/domain/org-number.js";
import type { Section } from "../../src/mail/digest-data.js";
import type { AlertRow, HeldStop, ProvisionalStop, StoppedAgreement, Subject } from "../../src/mail/digest-row.js";

/* Invented suppliers, cases and figures. */

export function section<R>(command: string, rows: readonly R[] = [], total = rows.length): Section<R> {
  return { rows, total, command };
}

export function stopSection<R extends { readonly stops: readonly object[] }>(command: string, rows: readonly R[] = []) {
  return { ...section(command, rows), stops: rows.reduce((sum, row) => sum + row.stops.length, 0) };
}

export const ekbacken: Subject = {
  orgNumber: orgNumber("5599870010"),
  name: "Ekbackens Omsorg AB",
  unit: "Ekbacken HVB",
};
export const fyren: Subject = { orgNumber: orgNumber("5599870028"), name: "Fyrens Stödboende AB", unit: null };
export const lyktan: Subject = {
  orgNumber: orgNumber("7696990014"),
  name: "Lyktans vård ekonomisk förening",
  unit: null,
};
export const havren: Subject = {
  orgNumber: orgNumber("5599870036"),
  name: "Havrens Familjehem AB",
  unit: "Havren Öst",
};

export const frame: StoppedAgreement = {
  stop: 12,
  term: "avropsstopp",
  form: "ramavtal",
  service: "HVB för barn och unga",
  buyer: "Exempelköping",
  owner: "Exempelköping",
};

export const direct: StoppedAgreement = { ...frame, stop: 13, term: "rekommendationsstopp", form: "direktupphandling" };

export const revoked: ProvisionalStop = {
  isNew: null,
  alertId: null,
  subject: ekbacken,
  stops: [frame],
  reason: "tillstånd återkallat",
  because: "IVO har återkallat tillståndet för Ekbacken HVB (3.2.2-01234/2026), beslut den 20 november 2026.",
  rule: "permit-revoked",
  policy: "3fa9c1d2",
  observed: "tillstånd återkallat, gäller genast",
  threshold: "gällande återkallelse",
  evidence: [31, 32],
  source: { title: "IVO, register över verksamheter", address: "https://register.example/beslut/3.2.2-01234-2026" },
  started: new Date("2026-11-23T04:12:00Z"),
  startedBy: "basvakt",
  confirmBy: "2026-11-27" as Day,
  role: "avtalsansvarig",
  endsWhen: "beslutet upphävs, beviljas inhibition eller nytt tillstånd ges",
  asksAboutPlacements: true,
  command: "basvakt stops show 12",
};

export const bankrupt: ProvisionalStop = {
  ...revoked,
  subject: fyren,
  stops: [
    { ...frame, stop: 14, service: "Stödboende för unga" },
    { ...direct, stop: 15, service: "Stödboende för unga", buyer: "Provtorp" },
  ],
  reason: "ekonomi",
  because: "Bolagsverket har registrerat konkurs för Fyrens Stödboende AB den 19 november 2026.",
  rule: "company-bankruptcy",
  observed: "konkurs inledd 2026-11-19 (KK)",
  threshold: null,
  evidence: [40],
  source: { title: "Bolagsverket, värdefulla datamängder", address: null },
  confirmBy: "2026-11-20" as Day,
  endsWhen: "konkursen upphävs",
  asksAboutPlacements: false,
  command: "basvakt stops show 14",
};

export const heldStop: HeldStop = {
  ...bankrupt,
  subject: havren,
  stops: [{ ...direct, stop: 16 }],
  because: "Kreditvärdigheten är 22 av 100, under gränsen 30.",
  rule: "credit-low",
  observed: "22 av 100",
  threshold: "30 av 100",
  confirmBy: "2026-11-27" as Day,
  endsWhen: "kreditvärdigheten är minst 30",
  incident: { id: 3, cause: "Creditsafe ändrade 31 av 78 leverantörer på en gång" },
  command: "basvakt stops show 16",
};

export const remark: AlertRow = {
  id: 41,
  subject: lyktan,
  severity: "serious",
  title: "Skulder hos Kronofogden",
  because: "Lyktans vård har skatteskulder på 128 000 kronor hos Kronofogden den 22 november 2026.",
  rule: "debt-public",
  observed: "128 000 kronor i A-mål",
  threshold: "100 000 kronor",
  evidence: [51],
  source: { title: "Creditsafe", address: "https://kredit.example/rapport" },
  opened: new Date("2026-11-23T04:12:00Z"),
  ledTo: "föreslaget avropsstopp",
  command: "basvakt alerts show 41",
};

export const media: AlertRow = {
  ...remark,
  id: 42,
  subject: ekbacken,
  severity: "critical",
  title: "Polisanmälan mot boende i Exempelköping",
  because: "Exempelposten skriver den 21 november 2026 om en polisanmälan; Ekbacken HVB nämns vid namn.",
  rule: "media-item",
  observed: "1 artikel, 2 källor",
  threshold: null,
  source: { title: "Exempelposten", address: "https://nyheter.example/artikel/polisanmalan-mot-boende" },
  ledTo: null,
  command: "basvakt alerts show 42",
};
