import type { LegalGroup } from "../domain/supplier.js";
import { annualReportLate } from "./annual-report-late.js";
import { auditorLeft } from "./auditor-left.js";
import { boardChanged } from "./board-changed.js";
import { companyBankruptcy } from "./company-bankruptcy.js";
import { companyChanged } from "./company-changed.js";
import { companyLiquidation } from "./company-liquidation.js";
import { companyReconstruction } from "./company-reconstruction.js";
import { companyStruckOff } from "./company-struck-off.js";
import { complaintSerious } from "./complaint-serious.js";
import { complaintsRepeated } from "./complaints-repeated.js";
import { conductDeviating } from "./conduct-deviating.js";
import { conductMissing } from "./conduct-missing.js";
import { conductOld } from "./conduct-old.js";
import { conductRefused } from "./conduct-refused.js";
import { creditFallen } from "./credit-fallen.js";
import { creditLow } from "./credit-low.js";
import { creditRemarks } from "./credit-remarks.js";
import { creditUnrated } from "./credit-unrated.js";
import { creditWatch } from "./credit-watch.js";
import { creditWithheld } from "./credit-withheld.js";
import { debtPrivate } from "./debt-private.js";
import { debtPublic } from "./debt-public.js";
import { directorMissing } from "./director-missing.js";
import { ivoReportReceived } from "./ivo-report-received.js";
import { legalFormUnknown } from "./legal-form-unknown.js";
import { mediaItem } from "./media-item.js";
import { ownershipChanged } from "./ownership-changed.js";
import { permitExpired } from "./permit-expired.js";
import { permitMissing } from "./permit-missing.js";
import { permitProhibited } from "./permit-prohibited.js";
import { permitRevoked } from "./permit-revoked.js";
import { permitScope } from "./permit-scope.js";
import { permitTransferred } from "./permit-transferred.js";
import type { AnyRule } from "./rule.js";
import { stoppedElsewhere } from "./stopped-elsewhere.js";
import { supervisionDeficiency } from "./supervision-deficiency.js";
import { supervisionOrder } from "./supervision-order.js";
import { supervisionOverdue } from "./supervision-overdue.js";
import { taxContributionsLow } from "./tax-contributions-low.js";
import { taxContributionsMissing } from "./tax-contributions-missing.js";
import { taxEmployerGone } from "./tax-employer-gone.js";
import { taxFskattGone } from "./tax-fskatt-gone.js";
import { turnoverOutOfRange } from "./turnover-out-of-range.js";
import { unitClosed } from "./unit-closed.js";
import { unitDormant } from "./unit-dormant.js";

/** All rules that judge observations, by id. */
export const rules: readonly AnyRule[] = [
  annualReportLate,
  auditorLeft,
  boardChanged,
  companyBankruptcy,
  companyChanged,
  companyLiquidation,
  companyReconstruction,
  companyStruckOff,
  complaintSerious,
  complaintsRepeated,
  conductDeviating,
  conductMissing,
  conductOld,
  conductRefused,
  creditFallen,
  creditLow,
  creditRemarks,
  creditUnrated,
  creditWatch,
  creditWithheld,
  debtPrivate,
  debtPublic,
  directorMissing,
  ivoReportReceived,
  legalFormUnknown,
  mediaItem,
  ownershipChanged,
  permitExpired,
  permitMissing,
  permitProhibited,
  permitRevoked,
  permitScope,
  permitTransferred,
  stoppedElsewhere,
  supervisionDeficiency,
  supervisionOrder,
  supervisionOverdue,
  taxContributionsLow,
  taxContributionsMissing,
  taxEmployerGone,
  taxFskattGone,
  turnoverOutOfRange,
  unitClosed,
  unitDormant,
];

export function ruleById(id: string): AnyRule | null {
  return rules.find((rule) => rule.id === id) ?? null;
}

/** An unknown legal form meets only the rules that hold for all. */
export function holdsFor(rule: Pick<AnyRule, "forms">, group: LegalGroup): boolean {
  return rule.forms === "all" || rule.forms.includes(group);
}
