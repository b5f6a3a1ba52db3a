/*
 * What may be known of a representative's suitability: that somebody attested it, how, when, and with what outcome. Never an
 * extract, an offence or an identity number (law 10): a municipality has no ground to hold them.
 */

export const CONDUCT_METHODS = [
  "sanningsförsäkran",
  "leverantörens intyg enligt 2007:171",
  "IVO:s tillståndsbevis",
  "manuell upplysning",
  "utdrag uppvisat i original",
] as const;
export type ConductMethod = (typeof CONDUCT_METHODS)[number];

/** Only where a named legal decision lets the installation look at originals. */
export const ORIGINAL_SHOWN: ConductMethod = "utdrag uppvisat i original";

/** What somebody may record. */
export const CONDUCT_OUTCOMES = ["utan anmärkning", "avvikelse", "ej inkommit", "vägrar"] as const;
/** And what is known of somebody new, whom nobody has asked yet. */
export const NOT_ASKED = "ej begärt" as const;

/** Months that a document may be old when it is shown. */
export const DOCUMENT_MONTHS = 6;
