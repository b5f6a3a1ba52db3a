import type { Kind } from "../domain/kind.js";

/** Kinds of fact, as people read them. */
export const KIND_TEXT: Readonly<Record<Kind, string>> = {
  company: "bolaget",
  activity: "verksam eller vilande",
  filing: "inlämnad årsredovisning",
  tax: "skatt och arbetsgivare",
  contributions: "beslutade arbetsgivaravgifter",
  debt: "skulder hos Kronofogden",
  elsewhere: "stopp hos andra",
  credit: "kreditvärdighet",
  ownership: "ägare och styrelse",
  financials: "bokslut",
  permit: "tillstånd",
  supervision: "tillsyn",
  complaint: "synpunkter",
  conduct: "lämplighetsintyg",
  media: "nyheter",
};
