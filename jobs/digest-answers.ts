import { daysBetween } from "../src/domain/day.js";
import type { WaitingRow } from "../src/mail/digest-row.js";
import { type AskedSource, type Case, casesOf } from "./cases.js";
import type { DigestFrame } from "./digest-frame.js";

/** Answers that people have asked for and that have not come, and those that have grown too old to judge by. */
export function answersWaiting(frame: DigestFrame): readonly WaitingRow[] {
  const concerned = new Set(frame.suppliers.map(({ id }) => id));
  return frame.deps.asked.flatMap((source) => {
    const cases = casesOf(frame.db, source, frame.day).filter(({ supplierId }) => concerned.has(supplierId));
    const list = `basvakt sources cases ${source.id}`;
    const requested = cases.filter(({ state }) => state === "requested");
    const old = cases.filter(({ state }) => state === "too-old");
    return [
      ...caseRow(source, requested, {
        words: ["begärt svar har inte kommit", "begärda svar har inte kommit"],
        days: ({ waiting }) => waiting ?? 0,
        command: `${list} --state requested`,
      }),
      ...caseRow(source, old, {
        words: ["svar är för gammalt: begär ett nytt", "svar är för gamla: begär nya"],
        days: ({ validTo }) => (validTo === null ? 0 : daysBetween(validTo, frame.day)),
        command: `${list} --state too-old`,
      }),
    ];
  });
}

interface CaseWords {
  readonly words: readonly [one: string, many: string];
  readonly days: (one: Case) => number;
  readonly command: string;
}

function caseRow(
  { title }: AskedSource,
  cases: readonly Case[],
  { words: [one, many], days, command }: CaseWords,
): readonly WaitingRow[] {
  if (cases.length === 0) return [];
  const what = cases.length === 1 ? one : many;
  const overdue = cases.some((waiting) => waiting.overdue);
  return [{ who: title, what, count: cases.length, days: Math.max(...cases.map(days)), overdue, command }];
}
