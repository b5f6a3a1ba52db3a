import type { Kind } from "./kind.js";
import type { LegalGroup } from "./supplier.js";

export const ADMISSION_OUTCOMES = ["godkänd", "inte godkänd"] as const;
export type AdmissionOutcome = (typeof ADMISSION_OUTCOMES)[number];

/** Why somebody is not admitted: a closed list that reports count by. */
export const REFUSALS = [
  "IVO-brist",
  "ekonomi",
  "skatt/avgifter",
  "revisionsanmärkning",
  "saknar godkänd föreståndare",
  "rättsdatabas",
  "tillstånd saknas",
  "annat",
] as const;
export type RefusalReason = (typeof REFUSALS)[number];

export const VERDICTS = ["ej gjord", "utan anmärkning", "brist", "ej tillämpligt"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A control before admission: who it is made of, and what a live source can say of it. */
export interface Control {
  readonly title: string;
  readonly groups: readonly LegalGroup[];
  /** Only for services that need a permit. */
  readonly permit: boolean;
  /** What answers it; null: a person does. */
  readonly answered: { readonly kind: Kind; readonly rules: readonly string[] } | null;
}

const COMPANIES: readonly LegalGroup[] = ["company", "unknown"];
const ASSOCIATIONS: readonly LegalGroup[] = ["association", "unknown"];
const BOUGHT: readonly LegalGroup[] = ["company", "association", "unknown"];
const ALL: readonly LegalGroup[] = [...BOUGHT, "municipal"];

const CREDIT = ["credit-low", "credit-remarks", "credit-unrated", "credit-withheld"];
const STATE = ["company-bankruptcy", "company-liquidation", "company-reconstruction", "company-struck-off"];

const CONTROLS: readonly Control[] = [
  asked("kreditvärdighet", COMPANIES, "credit", CREDIT),
  asked("företagsuppgifter", COMPANIES, "company", STATE),
  asked("arbetsgivare och F-skatt", COMPANIES, "tax", ["tax-employer-gone", "tax-fskatt-gone"]),
  byPerson("styrelse", COMPANIES, false),
  byPerson("skatteregistrering", ASSOCIATIONS, false),
  byPerson("Kronofogden", ASSOCIATIONS, false),
  byPerson("styrelse och firmatecknare", ASSOCIATIONS, false),
  byPerson("anmärkning i revisionsberättelsen", BOUGHT, false),
  byPerson("rättsdatabas", BOUGHT, false),
  byPerson("tillstånd", BOUGHT, true),
  byPerson("öppen tillsyn", ALL, true),
  byPerson("godkänd föreståndare", BOUGHT, true),
];

function asked(title: string, groups: readonly LegalGroup[], kind: Kind, rules: readonly string[]): Control {
  return { title, groups, permit: false, answered: { kind, rules } };
}

function byPerson(title: string, groups: readonly LegalGroup[], permit: boolean): Control {
  return { title, groups, permit, answered: null };
}

/** The controls of a legal person for a service. An unknown form meets those of companies and of associations. */
export function controlsOf(group: LegalGroup, needsPermit: boolean): readonly Control[] {
  return CONTROLS.filter(({ groups, permit }) => groups.includes(group) && (!permit || needsPermit));
}
