import { type HeaderList, placeHeaders } from "../../src/tabular/place-headers.js";
import type { Table } from "../../src/tabular/table.js";
import type { Options } from "./schema.js";

/** Our own names; IVO publishes none, so each has the headings that extracts may use instead. */
const COLUMNS = {
  orgnr: ["organisationsnummer", "org.nr", "orgnummer"],
  juridiskt_namn: ["juridisk person", "huvudman", "bolagsnamn"],
  verksamhetsnamn: ["verksamhet", "verksamhetens namn", "enhetsnamn"],
  verksamhets_id: ["verksamhetsid", "ivo_id", "enhetsid"],
  lagrum: [],
  tillstandstyp: ["verksamhetstyp", "typ av verksamhet", "tillståndets typ"],
  malgrupp: ["målgrupper", "tillståndets målgrupp"],
  alder_fran: ["ålder från", "lägsta ålder"],
  alder_till: ["ålder till", "högsta ålder"],
  kon: [],
  antal_platser: ["platser", "högsta antal", "högsta antal platser", "högsta antal samtidigt"],
  kommun: ["belägenhetskommun"],
  lan: [],
  avdelning: ["regional avdelning"],
  status: ["registerstatus", "tillståndsstatus"],
  tillstand_dnr: ["tillståndets diarienummer", "tillstånd diarienummer"],
  tillstand_datum: ["tillståndsdatum", "tillståndets datum"],
  tillstand_villkor: ["villkor", "tillståndets villkor"],
  senaste_tillsyn_datum: ["senaste tillsyn"],
  senaste_tillsyn_typ: [],
  senaste_beslut_kod: ["senaste beslut", "beslut"],
  senaste_beslut_dnr: ["beslut dnr", "beslutets diarienummer"],
  senaste_beslut_datum: ["beslutsdatum", "datum för senaste beslut"],
  aterrapportering_senast: ["återrapportering senast", "redovisas senast"],
  vite_belopp: ["vite", "vitesbelopp"],
  laga_kraft: ["beslutet har vunnit laga kraft"],
  galler_omedelbart: ["omedelbar verkställighet"],
  inhibition: [],
  upphavd_av: ["upphävt av"],
  upphavd_datum: ["upphävt datum"],
  egen_begaran: ["på egen begäran"],
  giltigt_till: ["gäller till", "tillstånd till"],
  forestandare: ["verksamhetsansvarig", "godkänd föreståndare"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Column = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as [Column, ...Column[]];

const REQUIRED: readonly Column[] = ["orgnr", "verksamhetsnamn", "status"];

export type Places = ReadonlyMap<Column, number>;

/** Where each column stands in the delivery. */
export function placeColumns(table: Table, { headers, ignore }: Options): Places {
  const columns = COLUMN_NAMES.map((column) => [column, [...COLUMNS[column], ...(headers[column] ?? [])]] as const);
  return placeHeaders(table, {
    columns: Object.fromEntries(columns) as HeaderList<Column>["columns"],
    required: REQUIRED,
    ignore,
  });
}
