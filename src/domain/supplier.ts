import type { Day } from "./day.js";
import type { UnitRef } from "./observation.js";
import type { OrgNumber } from "./org-number.js";

export const AGREEMENT_FORMS = ["ramavtal", "direktupphandling", "iop", "egen_regi"] as const;
export type AgreementForm = (typeof AGREEMENT_FORMS)[number];

/** Which controls hold for the legal person (design, section 6). */
export type LegalGroup = "company" | "association" | "municipal" | "unknown";

export interface Agreement {
  readonly buyer: string;
  /** Who may close it for new placements; the buyer when not told. */
  readonly owner: string;
  readonly service: string;
  readonly form: AgreementForm;
  readonly number: string;
  readonly starts: Day | null;
  readonly ends: Day | null;
}

export interface Unit {
  readonly name: string;
  readonly ivoId: string | null;
  readonly service: string;
  readonly municipality: string | null;
  readonly targetGroup: string | null;
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  readonly places: number | null;
  /** Staff that the supplier states for the unit, in full-time posts. */
  readonly statedStaff: number | null;
}

/** A unit as a delivery names it; the service is null when its type says nothing we know. */
export type DeliveredUnit = Omit<Unit, "service" | "statedStaff"> & { readonly service: string | null };

export interface Representative {
  readonly name: string;
  readonly role: string;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** A supplier as rules see it: the register on one day. */
export interface Supplier {
  readonly orgNumber: OrgNumber;
  readonly name: string;
  /** As the register or Bolagsverket says: AB, HB, KB, EK, ideell förening, …; null = nobody has said. */
  readonly legalForm: string | null;
  readonly legalGroup: LegalGroup;
  readonly enteredOn: Day;
  /** In force on the day. */
  readonly agreements: readonly Agreement[];
  readonly units: readonly Unit[];
  /** Its representatives who have their roles on the day, by the register's own numbers and never by name. */
  readonly inOffice: readonly string[];
}

/** The reference by which a unit is known outside: its IVO id when it has one. */
export function unitRef(unit: { readonly name: string; readonly ivoId: string | null }): UnitRef {
  return unit.ivoId === null ? { name: unit.name } : { ivoId: unit.ivoId };
}

const COMPANY_FORMS = new Set([
  "ab",
  "hb",
  "kb",
  "ek",
  "aktiebolag",
  "handelsbolag",
  "kommanditbolag",
  "ekonomisk förening",
]);
const ASSOCIATION_FORMS = new Set(["i", "s", "ideell förening", "stiftelse", "trossamfund"]);
const MUNICIPAL_FORMS = new Set(["kommun", "region"]);

/** Words of `juridisk_form` and Bolagsverket's codes; before anyone has told, the first digit where it decides. */
export function legalGroupOf(form: string | null, orgNumber: OrgNumber): LegalGroup {
  const word = form?.trim().toLowerCase() ?? "";
  if (COMPANY_FORMS.has(word)) return "company";
  if (ASSOCIATION_FORMS.has(word)) return "association";
  if (MUNICIPAL_FORMS.has(word)) return "municipal";
  if (word !== "") return "unknown";
  // The group number of a legal person: 5 limited companies, 7 economic associations, 9 partnerships.
  return ["5", "7", "9"].includes(orgNumber[0] ?? "") ? "company" : orgNumber[0] === "8" ? "association" : "unknown";
}
