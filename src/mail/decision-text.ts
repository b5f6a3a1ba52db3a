import type { SUPERVISION_OUTCOMES } from "../domain/kind.js";

const DECISIONS: Readonly<Record<(typeof SUPERVISION_OUTCOMES)[number], string>> = {
  AVSLUTAS_UTAN_BRIST: "avslutat utan brist",
  AVSLUTAS_ATGARDAT: "avslutat, brister åtgärdade",
  BRIST_UTAN_REDOVISNING: "brist, ska inte redovisas",
  BRIST_ATERRAPPORTERING: "brist, åtgärder ska redovisas",
  KRITIK: "allvarlig kritik",
  FORELAGGANDE: "föreläggande",
  FORELAGGANDE_VITE: "föreläggande vid vite",
  UTDOMANDE_VITE: "utdömande av vite",
  ATERKALLELSE: "återkallelse",
  ATERKALLELSE_OMEDELBAR: "återkallelse med omedelbar verkan",
  FORBUD: "förbud",
  FORBUD_TILLFALLIGT: "tillfälligt förbud",
  FORBUD_REGISTERKONTROLL: "förbud, registerkontroll saknas",
  SANKTIONSAVGIFT: "sanktionsavgift",
  ANSOKAN_AVSLAG: "avslag på ansökan",
  AVVISAD: "ansökan avvisad",
  VILANDE_ATERKALLAD: "vilande tillstånd återkallat",
  OLOVLIG_VERKSAMHET: "olovlig verksamhet",
  INITIATIVARENDE: "egeninitierad tillsyn",
  FREKVENSTILLSYN: "frekvenstillsyn",
  KLAGOMAL_TIPS: "klagomål eller tips",
  LEX_SARAH: "lex Sarah",
};

/** IVO's decision as people read it; the code itself where it is none of theirs. */
export function decisionText(code: string): string {
  return (DECISIONS as Readonly<Record<string, string>>)[code] ?? code;
}
