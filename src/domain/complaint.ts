/** What a complaint is about: three of one kind call for an inquiry. */
export const COMPLAINT_KINDS = [
  "bemötande",
  "bemanning",
  "kompetens",
  "säkerhet",
  "hot eller våld",
  "vårdens innehåll",
  "dokumentation",
  "samverkan",
  "lokaler",
  "fakturering",
  "annat",
] as const;
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number];

/** What became of it. One that was registered by mistake counts no longer. */
export const COMPLAINT_CLOSINGS = [
  "kommunicerat och dokumenterat",
  "fördjupad kontroll",
  "åtgärdat av leverantören",
  "till avtalsägaren",
  "utan åtgärd",
  "felregistrerad",
] as const;
export type ComplaintClosing = (typeof COMPLAINT_CLOSINGS)[number];

/** Kept short: what happened, no persons. */
export const LONGEST_COMPLAINT = 1_000;
