/** What an inquiry may come to: a closed list that reports count by. */
export const INQUIRY_OUTCOMES = ["utan åtgärd", "åtgärdsplan", "pausad", "borttagen", "till avtalsägaren"] as const;
export type InquiryOutcome = (typeof INQUIRY_OUTCOMES)[number];

/** Whom a draft is written to. */
export const AUDIENCES = ["leverantören", "avtalsägaren", "Adda", "IVO"] as const;
export type Audience = (typeof AUDIENCES)[number];
