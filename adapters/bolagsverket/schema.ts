import { z } from "zod";
import type { FactsOf } from "../../src/domain/kind.js";
import type { Silence } from "../../src/domain/silence.js";

type ProceedingKind = FactsOf["company"]["proceedings"][number]["kind"];

export const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().nullish() });

export const organisationsAnswer = z.object({
  organisationer: z.array(z.record(z.string(), z.unknown())),
  dokument: z.unknown().optional(),
});

const text = z.string().nullable();

/** Only annual reports that were filed digitally; an empty list is common. */
export const documentsAnswer = z.object({
  dokument: z.array(z.object({ rapporteringsperiodTom: text.optional() })),
});

/** RFC 7807, as Bolagsverket fills it in; its gateway has a form and codes of its own. */
export const problem = z.object({ instance: z.string().nullish(), code: z.union([z.string(), z.number()]).nullish() });

/** Words of errors, ours beside them where there is something to do. */
export const PROBLEMS: Readonly<Record<string, string>> = {
  "not.found": "not.found",
  "server.error": "server.error",
  "auth.error": "auth.error",
  "validation.client": "validation.client",
  "client.error": "client.error",
  "network.timeout": "network.timeout",
  "network.error": "network.error",
  "900908": "900908, kontot prenumererar inte på gränssnittet",
  "900802": "900802, fler frågor än kontot får ställa",
  "900901": "900901, ogiltig åtkomsttoken",
};

/** A producer that fails leaves its blocks' values null and says why here, inside HTTP 200. */
export const faultyBlock = z.object({ fel: z.object({ typ: z.string() }) });

/** Null: nothing is registered. A block that is missing altogether is no statement but another shape. */
function block<S extends z.ZodRawShape>(shape: S) {
  return z.object(shape).nullable();
}

export const companyBlocks = z.object({
  organisationsidentitet: block({ identitetsbeteckning: text }),
  namnskyddslopnummer: z.number().nullish(),
  organisationsnamn: block({
    organisationsnamnLista: z
      .array(z.object({ namn: z.string(), organisationsnamntyp: z.object({ kod: text }).nullable() }))
      .nullable(),
  }),
  organisationsform: block({ kod: text }),
  avregistreradOrganisation: block({ avregistreringsdatum: text }),
  avregistreringsorsak: block({ kod: text }),
  pagaendeAvvecklingsEllerOmstruktureringsforfarande: block({
    pagaendeAvvecklingsEllerOmstruktureringsforfarandeLista: z
      .array(z.object({ kod: z.string(), fromDatum: text.optional() }))
      .nullable(),
  }),
  verksamhetsbeskrivning: block({ beskrivning: text }),
});

export const activityBlocks = z.object({
  verksamOrganisation: block({ kod: text }),
  postadressOrganisation: block({
    postadress: z.object({ utdelningsadress: text, postnummer: text, postort: text }).nullable(),
  }),
  naringsgrenOrganisation: block({
    // The specification's own examples also show one code as plain text.
    sni: z.union([z.array(z.object({ kod: z.string() })), z.string().regex(/^\d{2,5}$/)]).nullable(),
  }),
});

export type CompanyBlocks = z.infer<typeof companyBlocks>;
export type ActivityBlocks = z.infer<typeof activityBlocks>;

/** Blocks that we know and leave aside. */
const UNUSED_BLOCKS = ["registreringsland", "juridiskForm", "organisationsdatum", "reklamsparr"];

export const KNOWN_BLOCKS: ReadonlySet<string> = new Set([
  ...Object.keys(companyBlocks.shape),
  ...Object.keys(activityBlocks.shape),
  ...UNUSED_BLOCKS,
]);

export const FAULTS: Readonly<Record<string, Silence>> = {
  OTILLGANGLIG_UPPGIFTSKALLA: "unreachable",
  TIMEOUT: "unreachable",
  OGILTIG_BEGARAN: "malformed",
  // Associations need not be at Bolagsverket: not found is unknown, never struck off.
  ORGANISATION_FINNS_EJ: "empty",
};

export const PROCEEDINGS: Readonly<Record<string, ProceedingKind>> = {
  KK: "bankruptcy",
  LI: "liquidation",
  RES: "liquidation",
  FR: "reconstruction",
  AC: "reconstruction",
  FUOL: "change",
  FUOT: "change",
  DEOL: "change",
  DEOT: "change",
  OM: "change",
  GROM: "change",
};

export const DEREGISTRATION_REASONS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...["KKAV", "LIAV", "FUAV", "DELAV", "OMAV", "GROMAV", "ARSEED", "AKEJH", "VDSAK", "OVERK", "VERKUPP", "DOM"],
    ...["NYINN", "UTLKKLI", "AVREG", "BABAKEJH", "OMBAB"],
  ].map((code) => [code, code]),
);

export const ACTIVE: Readonly<Record<string, boolean>> = { JA: true, NEJ: false };

/** Names of the organisation itself; the others are its special and foreign ones. */
export const MAIN_NAMES: ReadonlySet<string> = new Set(["FORETAGSNAMN", "NAMN"]);
