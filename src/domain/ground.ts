/** Why a stop stands, a contract ended or a supplier left: the closed list that reports count by. */
export const GROUNDS = [
  "tillstånd återkallat",
  "tillstånd saknas eller ej sökt",
  "IVO-brist, återrapportering",
  "föreläggande",
  "ekonomi",
  "arbetsgivaravgifter/skatt",
  "personlig lämplighet",
  "synpunkter",
  "media/uppgift från annan",
  "vilande",
  "avvecklad",
  "administrativ",
] as const;
export type Ground = (typeof GROUNDS)[number];

/** Who found it. */
export const ORIGINS = ["egen utredning", "IVO", "avtalsägare", "leverantören"] as const;
export type Origin = (typeof ORIGINS)[number];

/** How a contract ended. */
export const ENDED_HOW = ["uppsagt", "hävt", "överenskommelse", "utlöpt"] as const;
export type EndedHow = (typeof ENDED_HOW)[number];

/** What a decision is filed under, and the point of the delegation that lets its maker make it. */
export interface Formal {
  readonly caseNumber: string | null;
  readonly delegation: string | null;
}

export const INFORMAL: Formal = { caseNumber: null, delegation: null };
