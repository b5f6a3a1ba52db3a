import { formatOrgNumber, type OrgNumber } from "../domain/org-number.js";

/** What a person's statement led to, to stand after the sentence that it is noted; empty when it led to nothing. */
export function judgedText(judged: { alertsOpened: number; stopsStarted: number }, orgNumber: OrgNumber): string {
  const { alertsOpened, stopsStarted } = judged;
  if (alertsOpened === 0) return "";
  return ` Det gav ${alertsOpened} larm och ${stopsStarted} stopp: basvakt suppliers show ${formatOrgNumber(orgNumber)}.`;
}
