import { formatOrgNumber } from "../domain/org-number.js";
import { csv } from "../mail/csv.js";
import type { SupplierItem } from "../store/supplier-list.js";

const HEADING = [
  "organisationsnummer",
  "namn",
  "status",
  "insats",
  "kopare",
  "avtalsform",
  "avtalsnummer",
  "verksamhet",
];

/** One row for each agreement and unit where new placements may be made; a supplier without any has one row all the same. */
export function suppliersCsv(items: readonly SupplierItem[]): string {
  return csv([HEADING, ...items.flatMap(rowsOf)]);
}

function rowsOf({ orgNumber, name, status, available }: SupplierItem): readonly (readonly string[])[] {
  const whom = [formatOrgNumber(orgNumber), name, status];
  if (available.length === 0) return [[...whom, "", "", "", "", ""]];
  return available.flatMap(({ service, buyer, form, number, units }) =>
    (units ?? [""]).map((unit) => [...whom, service, buyer, form, number, unit]),
  );
}
