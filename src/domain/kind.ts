import { z } from "zod";
import { complaintFacts, conductFacts } from "./kind-by-people.js";
import { contributionsFacts, debtFacts, elsewhereFacts } from "./kind-on-request.js";

/*
 * The kinds of fact, shared by all sources: a second credit bureau gives `credit` too, and no rule changes.
 * The member `schema` of an observation is the version here; a change of meaning takes the next number.
 */

const day = z.iso.date();

/** Bolagsverket's own blocks. One state per supplier (key ""). */
export const companyFacts = z.object({
  name: z.string(),
  /** Bolagsverket's code of organisationsform: AB, HB, KB, EK, I, S … */
  form: z.string().nullable(),
  struckOff: z.object({ on: day, reason: z.string().nullable() }).nullable(),
  proceedings: z.array(
    z.object({
      kind: z.enum(["bankruptcy", "liquidation", "reconstruction", "change"]),
      code: z.string(),
      since: day.nullable(),
    }),
  ),
  business: z.string().nullable(),
});

/** What SCB adds to a company: where it is and whether it is active. One state per supplier. */
export const activityFacts = z.object({
  active: z.boolean().nullable(),
  address: z.string().nullable(),
  industries: z.array(z.string()),
});

/** End of the latest period with a digital annual report; null: none was ever filed so. One state per supplier. */
export const filingFacts = z.object({ latest: day.nullable() });

const registration = z.enum(["never", "registered", "deregistered"]);

/** Registrations with Skatteverket. One state per supplier. */
export const taxFacts = z.object({
  fskatt: registration,
  employer: registration,
  vat: registration,
  /** SCB's size class by number of employees, as text ("1-4 anställda"); null when not told. */
  sizeClass: z.string().nullable(),
});

/** One state per supplier. Money in whole kronor. */
export const creditFacts = z.object({
  /** 0-100, higher is better; null = not scored. */
  score: z.number().min(0).max(100).nullable(),
  /** The bureau's class A-E (E = not rated); null = not told. */
  class: z.string().nullable(),
  previous: z.object({ score: z.number().nullable(), class: z.string().nullable() }).nullable(),
  changedOn: day.nullable(),
  limit: z.number().nullable(),
  /** Payment remarks; null = the bureau's answer does not tell (never "none"). */
  remarks: z.object({ count: z.number().int().min(0), amount: z.number().min(0), latest: day.nullable() }).nullable(),
  /** True when the bureau may only say that something changed (sole traders, partnerships). */
  withheld: z.boolean(),
});

/** Owners, board and auditor. One state per supplier. Names are for comparison; they reach no log. */
export const ownershipFacts = z.object({
  owners: z.array(z.object({ name: z.string(), share: z.number().nullable() })),
  parent: z.object({ orgNumber: z.string().nullable(), name: z.string() }).nullable(),
  board: z.array(z.object({ name: z.string(), role: z.string(), since: day.nullable() })),
  auditor: z.string().nullable(),
});

/** One state per supplier and closed year (key "2025"). Money in whole kronor. */
export const financialsFacts = z.object({
  yearEnd: day,
  turnover: z.number().nullable(),
  employees: z.number().nullable(),
  pay: z.number().nullable(),
  equity: z.number().nullable(),
});

export const PERMIT_STATUSES = [
  "active",
  "not-started",
  "dormant",
  "closed",
  "revoked",
  "prohibited",
  "applied",
  "missing",
] as const;

/** One state per unit. */
export const permitFacts = z.object({
  unitName: z.string(),
  type: z.string().nullable(),
  status: z.enum(PERMIT_STATUSES),
  caseNumber: z.string().nullable(),
  decidedOn: day.nullable(),
  /** False while the decision does not yet apply. */
  inForce: z.boolean(),
  onOwnRequest: z.boolean(),
  /** Inhibition: a court has stayed the decision. */
  stayed: z.boolean(),
  overturned: z.object({ by: z.string().nullable(), on: day.nullable() }).nullable(),
  validTo: day.nullable(),
  targetGroup: z.string().nullable(),
  ageFrom: z.number().int().nullable(),
  ageTo: z.number().int().nullable(),
  places: z.number().int().nullable(),
  /** An approved director (föreståndare) is registered; null = not told. */
  director: z.boolean().nullable(),
});

/** IVO's decision codes, section 1.6 of the sources page. */
export const SUPERVISION_OUTCOMES = [
  "AVSLUTAS_UTAN_BRIST",
  "AVSLUTAS_ATGARDAT",
  "BRIST_UTAN_REDOVISNING",
  "BRIST_ATERRAPPORTERING",
  "KRITIK",
  "FORELAGGANDE",
  "FORELAGGANDE_VITE",
  "UTDOMANDE_VITE",
  "ATERKALLELSE",
  "ATERKALLELSE_OMEDELBAR",
  "FORBUD",
  "FORBUD_TILLFALLIGT",
  "FORBUD_REGISTERKONTROLL",
  "SANKTIONSAVGIFT",
  "ANSOKAN_AVSLAG",
  "AVVISAD",
  "VILANDE_ATERKALLAD",
  "OLOVLIG_VERKSAMHET",
  "INITIATIVARENDE",
  "FREKVENSTILLSYN",
  "KLAGOMAL_TIPS",
  "LEX_SARAH",
] as const;

/** One event per unit and case (key = the case number without its document number). */
export const supervisionFacts = z.object({
  unitName: z.string(),
  caseNumber: z.string(),
  outcome: z.enum(SUPERVISION_OUTCOMES),
  decidedOn: day.nullable(),
  /** Report back no later than. */
  reportBy: day.nullable(),
  /** Fine in kronor. */
  fine: z.number().nullable(),
  stayed: z.boolean(),
  overturned: z.object({ by: z.string().nullable(), on: day.nullable() }).nullable(),
});

export const MEDIA_SEVERITIES = ["critical", "serious", "notice", "neutral"] as const;

/** One event per supplier and story (key = the story's cluster). Never an article's body. */
export const mediaFacts = z.object({
  title: z.string(),
  address: z.string(),
  feed: z.string(),
  publishedAt: z.iso.datetime({ offset: true }).nullable(),
  severity: z.enum(MEDIA_SEVERITIES),
  category: z.string(),
  because: z.string(),
  /** Addresses of the same story in other feeds, this one left out. */
  also: z.array(z.string()),
  /** A later telling of the story that no longer holds anything against the supplier: an acquittal, a reversal. */
  later: z.object({ title: z.string(), address: z.string() }).nullable(),
});

export const KINDS = {
  company: companyFacts,
  activity: activityFacts,
  filing: filingFacts,
  tax: taxFacts,
  contributions: contributionsFacts,
  debt: debtFacts,
  elsewhere: elsewhereFacts,
  credit: creditFacts,
  ownership: ownershipFacts,
  financials: financialsFacts,
  permit: permitFacts,
  supervision: supervisionFacts,
  media: mediaFacts,
  complaint: complaintFacts,
  conduct: conductFacts,
} as const;

export type Kind = keyof typeof KINDS;
export type FactsOf = { readonly [K in Kind]: z.infer<(typeof KINDS)[K]> };

/** The version of each kind's meaning, stored with every observation. */
export const SCHEMA_VERSION = 1;

export const kindNames = Object.keys(KINDS) as readonly Kind[];
