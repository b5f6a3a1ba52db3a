import type { Portfolio } from "./creditsafe-monitoring.js";
import { companyId } from "./creditsafe-report.js";
import type { Answering } from "./reply.js";
import type { CompanyState } from "./state.js";

interface Happening {
  readonly ruleCode: number;
  readonly ruleName: string;
  /** What of the company the rule looks at. */
  readonly looksAt: (state: CompanyState) => unknown;
}

/** Codes below 1000 are the bureau's own; its Swedish ones are not public, and these are invented. */
const HAPPENINGS: readonly Happening[] = [
  { ruleCode: 101, ruleName: "International Rating", looksAt: ({ credit }) => credit?.score },
  { ruleCode: 9001, ruleName: "Payment remarks", looksAt: ({ credit }) => credit?.remarks },
  { ruleCode: 9002, ruleName: "Owners", looksAt: ({ owners }) => owners },
  { ruleCode: 9003, ruleName: "Board", looksAt: ({ board, auditor }) => [board, auditor] },
  // A report that cannot be made whole is news too: somebody must look and be told that a part is missing.
  { ruleCode: 9004, ruleName: "Report updated", looksAt: ({ credit }) => credit?.failedSections },
];

/** What has happened to a portfolio's companies since each was added; nothing while no rule is on. */
export function eventsOf(portfolio: Portfolio, query: URLSearchParams, answering: Answering): readonly object[] {
  if (!portfolio.ruled) return [];
  const from = query.get("startDate") ?? "";
  return [...portfolio.companies.values()]
    .flatMap(({ number, since }) => historyOf(number, since, answering))
    .filter(({ eventDate }) => eventDate >= from)
    .toSorted((a, b) => a.notificationEventId - b.notificationEventId);
}

function historyOf(number: string, since: number, { day, stateOn, dateOf }: Answering) {
  const days = Array.from({ length: Math.max(0, day - since) }, (_, index) => since + 1 + index);
  return days.flatMap((on) => {
    const [before, after] = [stateOn(number, on - 1), stateOn(number, on)];
    if (before === null || after === null) return [];
    return HAPPENINGS.filter(({ looksAt }) => JSON.stringify(looksAt(before)) !== JSON.stringify(looksAt(after))).map(
      ({ ruleCode, ruleName }) => ({
        company: { id: companyId(after), countryCode: "SE" },
        notificationEventId: on * 1e11 + Number(number.slice(3)) * 1e4 + ruleCode,
        eventDate: `${dateOf(on)} 00:00:00`,
        ruleCode,
        ruleName,
        isProcessed: false,
      }),
    );
  });
}
