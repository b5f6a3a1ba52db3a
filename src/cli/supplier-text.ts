import type { Kind } from "../domain/kind.js";
import { formatOrgNumber } from "../domain/org-number.js";
import { SEVERITY_TEXT } from "../domain/severity.js";
import type { AgreementForm } from "../domain/supplier.js";
import type { StopState } from "../domain/supplier-case.js";
import { KIND_TEXT } from "../mail/kind-text.js";
import { plain } from "../mail/plain.js";
import { dayOrTimeText } from "../mail/swedish-time.js";
import { localMinute } from "../schedule/stockholm.js";
import { readServices, type Service, serviceTitle } from "../services.js";
import type { AlertItem } from "../store/list-alerts.js";
import type { ShownSupplier } from "../store/supplier-show.js";
import { ALERT_STATE_TEXT } from "./alert-text.js";
import { FORM_TEXT, STOP_STATE_TEXT } from "./stop-text.js";
import { table } from "./table.js";

/** `stops show` has the whole of it. */
const LONGEST_REASON = 40;

const STATUS = { active: "aktiv", paused: "pausad", removed: "borttagen" } as const;

/** One supplier for a person at a terminal. */
export function describeSupplier(shown: ShownSupplier, alerts: readonly AlertItem[]): string {
  const services = readServices();
  return [
    head(shown),
    stopRows(shown, services),
    alertRows(alerts),
    agreementRows(shown, services),
    ...rest(shown, services),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function head({ orgNumber, name, status, legalForm, places, names, removed }: ShownSupplier): string {
  const called = (wanted: string) => names.filter(({ use }) => use === wanted).map(({ form }) => form);
  return [
    `${plain(name)} (${formatOrgNumber(orgNumber)})`,
    `Status: ${STATUS[status]}${removed === null ? "" : `, ${plain(removed.reason ?? "")}`}`,
    line("Juridisk form", legalForm),
    line("Orter", places.join(", ")),
    line("Kallas också", called("alias").join(", ")),
    line("Namn som inte avser leverantören", called("forbidden").join(", ")),
  ]
    .filter((text) => text !== "")
    .join("\n");
}

type Services = ReadonlyMap<string, Service>;

function stopRows({ stops }: ShownSupplier, services: Services): string {
  return section(
    "Stopp",
    ["Nr", "Läge", "Verksamhet", "Insats", "Köpare", "Avtalsform", "Skäl"],
    stops.map(({ id, state, unit, service, agreement, reason }) => [
      `${id}`,
      STOP_STATE_TEXT[state as StopState] ?? state,
      unit ?? "hela leverantören",
      serviceTitle(services, service),
      agreement.buyer,
      FORM_TEXT[agreement.form as AgreementForm] ?? agreement.form,
      plain(reason, LONGEST_REASON),
    ]),
  );
}

function alertRows(alerts: readonly AlertItem[]): string {
  return section(
    "Larm som inte är avgjorda",
    ["Nr", "Grad", "Läge", "Larm", "Öppnat"],
    alerts.map(({ id, severity, state, title, openedAt }) => [
      `${id}`,
      SEVERITY_TEXT[severity],
      ALERT_STATE_TEXT[state],
      title,
      localTime(openedAt),
    ]),
  );
}

function agreementRows({ agreements }: ShownSupplier, services: Services): string {
  return section(
    "Avtal",
    ["Form", "Insats", "Köpare", "Avtalsägare", "Nummer", "Till"],
    agreements.map((a) => [
      FORM_TEXT[a.form],
      serviceTitle(services, a.service),
      a.buyer,
      a.owner,
      a.number,
      a.ends ?? "",
    ]),
  );
}

function rest({ units, facts }: ShownSupplier, services: Services): readonly string[] {
  return [
    section(
      "Verksamheter",
      ["Namn", "Insats", "Kommun", "IVO-id"],
      units.map((u) => [u.name, serviceTitle(services, u.service), u.municipality ?? "", u.ivoId ?? ""]),
    ),
    section(
      "Senast bekräftat",
      ["Uppgift", "Verksamhet", "Källa", "När"],
      facts.map(({ kind, unit, source, confirmedAt }) => [
        KIND_TEXT[kind as Kind] ?? kind,
        unit ?? "",
        source,
        dayOrTimeText(new Date(confirmedAt)),
      ]),
    ),
  ];
}

function localTime(iso: string): string {
  return localMinute(new Date(iso)).replace("T", " ");
}

function line(title: string, text: string | null): string {
  return text === null || text === "" ? "" : `${title}: ${plain(text)}`;
}

function section(title: string, heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? "" : `${title}\n${table(heading, rows)}`;
}
