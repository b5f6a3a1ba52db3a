import type { Control, Verdict } from "../src/domain/admission.js";
import type { CheckResult } from "../src/domain/check.js";
import { dayOf } from "../src/domain/day.js";
import type { Evidence, Observation } from "../src/domain/observation.js";
import type { OrgNumber } from "../src/domain/org-number.js";
import { subjectKey } from "../src/domain/subject-key.js";
import { legalGroupOf } from "../src/domain/supplier.js";
import type { StoredFact, SupplierCase } from "../src/domain/supplier-case.js";
import { find } from "../src/judgement/find.js";
import type { JudgeDeps } from "./sitting.js";

/** Somebody who may enter the register. */
export interface Candidate {
  readonly orgNumber: OrgNumber;
  readonly name: string;
  readonly legalForm: string | null;
  readonly service: string;
}

/** What a source said when it was asked about a candidate. */
export interface Heard {
  readonly source: string;
  readonly result: CheckResult;
}

interface ToldVerdict {
  readonly verdict: Verdict;
  readonly note: string;
  readonly evidence: { readonly source: string; readonly kept: Evidence } | null;
}

/** The verdict of the rules on what was heard; what nobody said is not made (law 1). */
export function verdictOf(
  deps: Pick<JudgeDeps, "rules" | "policy">,
  candidate: Candidate,
  { kind, rules }: NonNullable<Control["answered"]>,
  heard: readonly Heard[],
  now: Date,
): ToldVerdict {
  const said = heard.find(
    ({ result }) => result.outcome === "answered" && (result.kinds[kind] === "said" || result.kinds[kind] === "none"),
  );
  if (said === undefined || said.result.outcome !== "answered") {
    return { verdict: "ej gjord", note: "ingen källa har svarat", evidence: null };
  }
  const subject = caseOf(candidate, heard, now);
  const own = deps.rules.filter(({ id }) => rules.includes(id));
  const { findings, judged } = find(subject, { over: "nothing" }, own, deps.policy, now);
  const [first] = said.result.evidence;
  const evidence = first === undefined ? null : { source: said.source, kept: first };
  if (judged.size === 0) return { verdict: "ej gjord", note: "svaret räcker inte för att bedöma", evidence };
  if (findings.length === 0) return { verdict: "utan anmärkning", note: `${said.source}, ${dayOf(now)}`, evidence };
  return { verdict: "brist", note: findings.map(({ because }) => because).join(" "), evidence };
}

/** The candidate as rules see a supplier: entered today, with what was heard as its facts. */
function caseOf({ orgNumber, name, legalForm, service }: Candidate, heard: readonly Heard[], now: Date): SupplierCase {
  const ref = { supplier: orgNumber };
  const agreement = { buyer: "", owner: "", service, form: "direktupphandling", number: "" } as const;
  const agreements = [{ id: 0, ...agreement, starts: null, ends: null }];
  const all = heard.flatMap(({ source, result }) =>
    result.outcome === "answered" ? result.observations.map((one) => ({ source, one })) : [],
  );
  return {
    supplierId: 0,
    supplier: {
      ...{ orgNumber, name, legalForm, agreements, units: [], inOffice: [] },
      legalGroup: legalGroupOf(legalForm, orgNumber),
      enteredOn: dayOf(now),
    },
    subjects: new Map([[subjectKey(ref), 0]]),
    unitServices: new Map(),
    agreements,
    facts: all.map(({ source, one }, index) => factOf(one, source, index, now)),
  };
}

function factOf(one: Observation, source: string, index: number, now: Date): StoredFact {
  const stored = { id: index, factId: index, source, state: "current" as const, observedAt: now, confirmedAt: now };
  return { ...one, ...stored } as unknown as StoredFact;
}
