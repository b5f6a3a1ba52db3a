import type { Matcher } from "../../src/matching/matcher.js";
import type { Corpus } from "./corpus.js";

/** Counts over (item, supplier) pairs. */
export interface Score {
  readonly expected: number;
  readonly found: number;
  readonly right: number;
  readonly severityRight: number;
  readonly grave: number;
  /** Grave pairs that were missed or made light of. */
  readonly dangerous: number;
}

const NOTHING: Score = { expected: 0, found: 0, right: 0, severityRight: 0, grave: 0, dangerous: 0 };

export function scoreOf(matcher: Matcher, { items, labels }: Corpus): Score {
  const count = { ...NOTHING } as { -readonly [Key in keyof Score]: number };
  for (const item of items) {
    const expected = labels.get(item.id) ?? new Map<string, string>();
    const found = new Map(matcher.match(item).map(({ orgNumber, severity }) => [orgNumber, severity]));
    count.expected += expected.size;
    count.found += found.size;
    for (const [orgNumber, severity] of expected) {
      const given = found.get(orgNumber);
      if (given !== undefined) count.right += 1;
      if (given === severity) count.severityRight += 1;
      if (isGrave(severity)) count.grave += 1;
      if (isGrave(severity) && !isGrave(given)) count.dangerous += 1;
    }
  }
  return count;
}

/** Matching F1, the share with the right severity, and the share of grave pairs that were missed or made light of. */
export function sum(scores: readonly Score[]): { f1: number; severity: number; dangerous: number } {
  const total = scores.reduce((a, b) => ({
    expected: a.expected + b.expected,
    found: a.found + b.found,
    right: a.right + b.right,
    severityRight: a.severityRight + b.severityRight,
    grave: a.grave + b.grave,
    dangerous: a.dangerous + b.dangerous,
  }));
  return {
    f1: (2 * total.right) / (total.expected + total.found),
    severity: total.severityRight / total.right,
    dangerous: total.dangerous / total.grave,
  };
}

function isGrave(severity: string | undefined): boolean {
  return severity === "critical" || severity === "serious";
}
