import type { Said } from "../../src/domain/check.js";
import type { FactsOf } from "../../src/domain/kind.js";
import { textOf } from "../../src/tabular/sheet-cell.js";
import type { Column } from "./columns.js";
import { type CaseDecision, type Decision, latestPerCase } from "./decision.js";

export interface Supervision {
  /** Absent when the delivery has no column for decisions: it is silent on supervision. */
  readonly said: Said | null;
  readonly facts: readonly FactsOf["supervision"][];
}

const OUTCOME: Column = "senaste_beslut_kod";
const CASE: Column = "senaste_beslut_dnr";

/** The cases of one unit. An empty cell proves that there is no decision; half a decision proves nothing. */
export function supervisionOf(unitName: string, decisions: readonly Decision[]): Supervision {
  const rows = decisions.map(({ row }) => row);
  if (!rows.some(({ cells }) => cells[OUTCOME] !== undefined)) return { said: null, facts: [] };
  if (rows.some(({ masked }) => masked.has(OUTCOME) || masked.has(CASE))) return { said: "withheld", facts: [] };
  if (rows.some((row) => (textOf(row, OUTCOME) === "") !== (textOf(row, CASE) === ""))) {
    return { said: "partial", facts: [] };
  }
  const facts = latestPerCase(decisions.filter(isCase)).map((decision) => factsOf(unitName, decision));
  return { said: facts.length === 0 ? "none" : "said", facts };
}

function isCase(decision: Decision): decision is CaseDecision {
  return decision.outcome !== null && decision.caseNumber !== null;
}

function factsOf(unitName: string, decision: CaseDecision): FactsOf["supervision"] {
  return {
    unitName,
    caseNumber: decision.caseNumber,
    outcome: decision.outcome,
    decidedOn: decision.on,
    reportBy: decision.reportBy,
    fine: decision.fine,
    stayed: decision.stayed,
    overturned: decision.overturned,
  };
}
