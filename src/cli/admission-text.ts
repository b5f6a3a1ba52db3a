import { formatOrgNumber } from "../domain/org-number.js";
import { plain } from "../mail/plain.js";
import { readServices, serviceTitle } from "../services.js";
import type { listAdmissions, ShownAdmission } from "../store/admission.js";
import { localTime } from "./decision-options.js";
import { table } from "./table.js";

export function admissionTable(items: ReturnType<typeof listAdmissions>): string {
  const services = readServices();
  const rows = items.map(({ id, orgNumber, name, service, outcome, refusal }) => [
    `${id}`,
    formatOrgNumber(orgNumber),
    name,
    serviceTitle(services, service),
    `${outcome ?? "pågår"}${refusal === null ? "" : `: ${refusal}`}`,
  ]);
  const counted = items.length === 1 ? "1 prövning" : `${items.length} prövningar`;
  return `${table(["Nr", "Orgnummer", "Namn", "Insats", "Läge"], rows)}\n\n${counted}.`;
}

/** One admission for a person at a terminal. */
export function describeAdmission(shown: ShownAdmission): string {
  const { id, orgNumber, name, service, openedAt, openedBy, controls, outcome, refusal } = shown;
  const rows = controls.map(({ control, verdict, note, by, evidence }) => [
    control,
    verdict,
    by ?? "",
    `${note}${evidence === null ? "" : ` (underlag ${evidence})`}`,
  ]);
  const decided =
    outcome === null
      ? [
          ...(controls.some(({ verdict }) => verdict === "ej gjord")
            ? [`Anteckna det som inte är gjort: basvakt admit record ${id} --control <kontroll> --verdict <utfall>`]
            : []),
          `Avgör: basvakt admit decide ${id} --approve, eller --refuse <skäl>`,
        ]
      : [
          `${outcome}${refusal === null ? "" : ` (${refusal})`}, ${localTime(shown.decidedAt)} av ${plain(shown.decidedBy ?? "")}: ${plain(shown.reason ?? "", 2000)}`,
        ];
  return [
    `Prövning ${id}: ${name === "" ? "" : `${plain(name)} `}(${formatOrgNumber(orgNumber)}), ${serviceTitle(readServices(), service)}`,
    `Öppnad ${localTime(openedAt)} av ${plain(openedBy)}`,
    "",
    table(["Kontroll", "Utfall", "Av", "Anteckning"], rows, [34, 16, 16, 60]),
    "",
    ...decided,
  ].join("\n");
}
