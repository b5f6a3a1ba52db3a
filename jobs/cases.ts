import type { Answers, FileAdapter } from "../src/adapter.js";
import type { ConfiguredSource } from "../src/dispatch/local.js";
import type { Day } from "../src/domain/day.js";
import type { Kind } from "../src/domain/kind.js";
import { type CaseLimits, caseOn, type SourceCase } from "../src/domain/source-case.js";
import { type LegalGroup, legalGroupOf } from "../src/domain/supplier.js";
import { answerAges } from "../src/policy/needs.js";
import type { Policy } from "../src/policy/policy.js";
import type { Db } from "../src/store/open.js";
import { type RequestRow, requestRows } from "../src/store/request.js";

/** A source that answers when people ask it, as this installation asks it. */
export interface AskedSource extends CaseLimits {
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  readonly groups: readonly LegalGroup[];
  readonly answers: Answers;
  /** Where requests are sent. */
  readonly to: string | null;
}

export type Case = Omit<RequestRow, "companyForm"> & SourceCase;

/** Null for a source that people do not ask. */
export function askedSource(
  { adapter, options }: Pick<ConfiguredSource, "adapter" | "options">,
  policy: Policy,
): AskedSource | null {
  const { answers } = adapter as Partial<FileAdapter>;
  const [kind] = adapter.kinds;
  if (answers === undefined || kind === undefined) return null;
  const { id, title } = adapter;
  const { requestTo: to, remindAfterDays: remindAfter } = answers.request(options);
  return {
    id,
    title,
    kind,
    groups: answers.groups,
    answers,
    to,
    remindAfter,
    maxAge: answerAges(policy)[kind] ?? NEVER,
  };
}

/** A kind that the policy gives no age. */
const NEVER = 36_500;

/** Where every supplier that the source has anything to say of stands with it, in the order of their numbers. */
export function casesOf(db: Db, source: AskedSource, today: Day): readonly Case[] {
  return requestRows(db, source.id, source.kind)
    .filter(({ companyForm, orgNumber }) => source.groups.includes(legalGroupOf(companyForm, orgNumber)))
    .map(({ companyForm: _, ...row }) => ({ ...row, ...caseOn(row, source, today) }));
}
