import type { Urgent } from "../src/store/at-once.js";

/**
 * Urgent news by what they have in common: a rule that met several suppliers is one cause (R36), the rest are told
 * supplier by supplier. Over the number of letters that may still be written, the last of them gathers what remains.
 */
export function byCause(news: readonly Urgent[], letters: number): readonly (readonly Urgent[])[] {
  if (letters <= 0 || news.length === 0) return [];
  const suppliersOf = new Map<string, Set<string>>();
  for (const { rule, orgNumber } of news) {
    if (rule === null || orgNumber === null) continue;
    suppliersOf.set(rule, (suppliersOf.get(rule) ?? new Set()).add(orgNumber));
  }
  const causes = new Map<string, Urgent[]>();
  for (const one of news) {
    const isShared = one.rule !== null && (suppliersOf.get(one.rule)?.size ?? 0) > 1;
    const cause = isShared ? `rule ${one.rule}` : `supplier ${one.orgNumber}`;
    causes.set(cause, [...(causes.get(cause) ?? []), one]);
  }
  const all = [...causes.values()];
  if (all.length <= letters) return all;
  const gathered = all.slice(letters - 1).flat();
  return [...all.slice(0, letters - 1), gathered.toSorted((a, b) => a.seq - b.seq)];
}
