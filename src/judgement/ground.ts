import type { Ground, Origin } from "../domain/ground.js";

const BY_RULE: Readonly<Record<string, Ground>> = {
  "permit-revoked": "tillstånd återkallat",
  "permit-prohibited": "tillstånd återkallat",
  "permit-missing": "tillstånd saknas eller ej sökt",
  "permit-expired": "tillstånd saknas eller ej sökt",
  "supervision-order": "föreläggande",
  "supervision-deficiency": "IVO-brist, återrapportering",
  "supervision-overdue": "IVO-brist, återrapportering",
  "director-missing": "IVO-brist, återrapportering",
  "unit-dormant": "vilande",
  "unit-closed": "avvecklad",
  "tax-fskatt-gone": "arbetsgivaravgifter/skatt",
  "tax-employer-gone": "arbetsgivaravgifter/skatt",
  "tax-contributions-missing": "arbetsgivaravgifter/skatt",
  "tax-contributions-low": "arbetsgivaravgifter/skatt",
  "debt-public": "arbetsgivaravgifter/skatt",
  "conduct-deviating": "personlig lämplighet",
  "media-item": "media/uppgift från annan",
  "complaints-repeated": "synpunkter",
  "complaint-serious": "synpunkter",
  "stopped-elsewhere": "media/uppgift från annan",
};

/** The ground of a rule's stops; what is not about permits, tax or conduct is about the economy. */
export function groundOf(rule: string): Ground {
  return BY_RULE[rule] ?? "ekonomi";
}

/** Who found it: IVO's decisions are IVO's, the rest is this installation's own inquiry. */
export function originOf(rule: string): Origin {
  return /^(permit|supervision|unit|director)-/.test(rule) ? "IVO" : "egen utredning";
}
