import { z } from "zod";
import { type PERMIT_STATUSES, SUPERVISION_OUTCOMES } from "../../src/domain/kind.js";
import { headerKey } from "../../src/tabular/table.js";
import { COLUMN_NAMES } from "./columns.js";

export type PermitStatus = (typeof PERMIT_STATUSES)[number];
export type Outcome = (typeof SUPERVISION_OUTCOMES)[number];

/** What is given here is added to what is built in. */
export const options = z.strictObject({
  /** Headings of a delivery, by our column. */
  headers: z.partialRecord(z.enum(COLUMN_NAMES), z.array(z.string())).default({}),
  /** Headings to leave aside. */
  ignore: z.array(z.string()).default([]),
  /** The delivery's word for a type of permit → our service code. */
  permitTypes: z.record(z.string(), z.string()).default({}),
  /** The delivery's word for a decision → IVO's decision code. */
  decisions: z.record(z.string(), z.enum(SUPERVISION_OUTCOMES)).default({}),
  /** Keep a director's name in the evidence. No fact holds it either way. */
  keepNames: z.boolean().default(false),
  /** The day the delivery speaks of, when its name does not tell. */
  deliveredOn: z.iso.date().nullable().default(null),
  /** Where a sweep's request for an extract goes. */
  requestTo: z.email().nullable().default("registerfragor@ivo.se"),
});

export type Options = z.infer<typeof options>;

const STATUSES: Readonly<Record<string, PermitStatus>> = {
  Aktiv: "active",
  "Ej startad": "not-started",
  Vilande: "dormant",
  Nedlagd: "closed",
  Återkallad: "revoked",
  Ansökt: "applied",
  Saknas: "missing",
};

/** Code and Swedish words → our service; null where a type covers several. */
const PERMIT_TYPES: readonly (readonly [code: string, service: string | null, ...words: string[]])[] = [
  ["HVB", "hvb", "hem för vård eller boende"],
  ["STODBOENDE", "stodboende"],
  ["SKYDDAT_BOENDE", "skyddat_boende", "skyddade boenden"],
  ["KONSULENTSTOD", "konsulentstod", "konsulentstödd familjehemsverksamhet", "konsulentstödd familjehemsvård"],
  ["OPPENVARD", "oppenvard", "öppen verksamhet", "hem eller öppen verksamhet dagtid"],
  ["SARSKILT_BOENDE", "bmss", "BmSS", "bostad med särskild service"],
  ["KORTTIDSBOENDE", "korttidsboende"],
  ["KORTTIDSVISTELSE", "korttidsvistelse"],
  ["HVAH", null, "hem för viss annan heldygnsvård"],
  ["HEMTJANST", null],
  ["LSS", null],
  ["SIS", null, "särskilt ungdomshem", "LVM-hem"],
];

const DECISIONS: Readonly<Partial<Record<Outcome, readonly string[]>>> = {
  AVSLUTAS_UTAN_BRIST: ["inga brister", "avslutas", "avslutas utan åtgärd", "avslutas utan kritik", "ärendet avslutas"],
  AVSLUTAS_ATGARDAT: ["brister åtgärdade", "avslutas efter återrapportering"],
  BRIST_UTAN_REDOVISNING: ["brister utan krav på redovisning"],
  BRIST_ATERRAPPORTERING: ["krav på åtgärder", "redovisa åtgärder", "återrapportering"],
  KRITIK: ["allvarlig kritik"],
  FORELAGGANDE: ["föreläggande"],
  FORELAGGANDE_VITE: ["föreläggande vid vite", "föreläggande med vite", "vitesföreläggande"],
  UTDOMANDE_VITE: ["ansökan om utdömande av vite", "utdömt vite"],
  ATERKALLELSE: ["återkallelse", "återkallar tillståndet", "återkallat tillstånd", "indraget tillstånd"],
  ATERKALLELSE_OMEDELBAR: ["omedelbar återkallelse", "återkallelse med omedelbar verkan"],
  FORBUD: ["förbud", "förbud mot fortsatt verksamhet"],
  FORBUD_TILLFALLIGT: ["tillfälligt förbud", "förbud tills vidare"],
  FORBUD_REGISTERKONTROLL: ["förbud, underlåten registerkontroll"],
  SANKTIONSAVGIFT: [],
  ANSOKAN_AVSLAG: ["ansökan avslås", "avslag", "avslås"],
  AVVISAD: ["avvisas", "ansökan avvisas"],
  VILANDE_ATERKALLAD: ["vilande tillstånd återkallas"],
  OLOVLIG_VERKSAMHET: ["olovlig verksamhet", "bedriver verksamhet utan tillstånd"],
  INITIATIVARENDE: ["egeninitierad tillsyn", "initiativärende"],
  FREKVENSTILLSYN: [],
  KLAGOMAL_TIPS: ["klagomål", "upplysning", "tips"],
  LEX_SARAH: ["lex Sarah-anmälan"],
};

/** Null: a word we do not know. */
export function statusOf(word: string): PermitStatus | null {
  const found = Object.entries(STATUSES).find(([known]) => headerKey(known) === headerKey(word));
  return found?.[1] ?? null;
}

/** Null: a word we do not know. */
export function outcomeOf(word: string, { decisions }: Options): Outcome | null {
  const key = headerKey(word);
  const own = Object.entries(decisions).find(([known]) => headerKey(known) === key);
  if (own !== undefined) return own[1];
  const isMeant = (code: Outcome) => [code, ...(DECISIONS[code] ?? [])].some((known) => headerKey(known) === key);
  return SUPERVISION_OUTCOMES.find(isMeant) ?? null;
}

/** The type as its code where we know it, and the service it is a permit for. */
export function permitTypeOf(
  word: string,
  { permitTypes }: Options,
): { readonly type: string | null; readonly service: string | null } {
  if (word === "") return { type: null, service: null };
  const key = headerKey(word);
  const [code, service] = PERMIT_TYPES.find(([name, , ...words]) =>
    [name, ...words].some((known) => headerKey(known) === key),
  ) ?? [word, null];
  const own = Object.entries(permitTypes).find(([known]) => headerKey(known) === key);
  return { type: code, service: own?.[1] ?? service };
}
