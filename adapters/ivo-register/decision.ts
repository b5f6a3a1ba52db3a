import type { Day } from "../../src/domain/day.js";
import { canonicalJson } from "../../src/domain/digest.js";
import { type CellReading, readDayCell, readDecimalCell, readYesNoCell } from "../../src/tabular/read-cell.js";
import { faultIn, readCell, textOf } from "../../src/tabular/sheet-cell.js";
import { isYes, pastDayOf, unknownWord } from "./cell.js";
import type { UnitRow } from "./rows.js";
import { type Options, type Outcome, outcomeOf } from "./schema.js";

/** The decision of one row, where it stands in the courts. Rows without one have neither outcome nor case. */
export interface Decision {
  readonly row: UnitRow;
  readonly outcome: Outcome | null;
  readonly caseNumber: string | null;
  readonly on: Day | null;
  readonly reportBy: Day | null;
  readonly fine: number | null;
  /** It applies: it has gained legal force, or applies at once in spite of an appeal. */
  readonly applies: boolean;
  readonly onOwnRequest: boolean;
  readonly stayed: boolean;
  readonly overturned: { readonly by: string | null; readonly on: Day | null } | null;
}

/** Throws SourceError for a word, number or day that the row cannot hold. */
export function readDecision(row: UnitRow, options: Options, now: Date): Decision {
  const outcome = readOutcome(row, options);
  const final = readCell(row, "laga_kraft", readYesNoUnknown) === true;
  // Read although not used, so that a nonsense in them is seen.
  pastDayOf(row, "senaste_tillsyn_datum", now);
  return {
    row,
    outcome,
    caseNumber: caseNumberOf(textOf(row, "senaste_beslut_dnr")),
    on: pastDayOf(row, "senaste_beslut_datum", now),
    reportBy: readCell(row, "aterrapportering_senast", readDayCell),
    fine: readCell(row, "vite_belopp", readDecimalCell),
    applies: isYes(row, "galler_omedelbart") || final || outcome === "ATERKALLELSE_OMEDELBAR",
    onOwnRequest: isYes(row, "egen_begaran"),
    stayed: isYes(row, "inhibition"),
    overturned: readOverturned(row, now),
  };
}

function readOutcome(row: UnitRow, options: Options): Outcome | null {
  const word = textOf(row, "senaste_beslut_kod");
  const outcome = word === "" ? null : outcomeOf(word, options);
  if (outcome === null && word !== "") throw unknownWord(row, "beslut", word);
  return outcome;
}

function readYesNoUnknown(text: string): CellReading<boolean> {
  return /^(okänt|vet ej)$/i.test(text) ? { value: false } : readYesNoCell(text);
}

function readOverturned(row: UnitRow, now: Date): Decision["overturned"] {
  const by = textOf(row, "upphavd_av");
  const on = pastDayOf(row, "upphavd_datum", now);
  return by === "" && on === null ? null : { by: by || null, on };
}

/** "8.5-29206/2025-14" is document 14 of the case 8.5-29206/2025. Other forms are kept as they are. */
export function caseNumberOf(written: string): string | null {
  return written.replace(/(\/\d{4})-\d{1,4}$/, "$1") || null;
}

/** A decision that can be told apart from others: it has a case. */
export type CaseDecision = Decision & { readonly outcome: Outcome; readonly caseNumber: string };

/** One decision per case, the latest; two of the same day that differ cannot both be right. */
export function latestPerCase(decisions: readonly CaseDecision[]): readonly CaseDecision[] {
  const latest = new Map<string, CaseDecision>();
  for (const decision of decisions) {
    const key = decision.caseNumber;
    const held = latest.get(key);
    if (held !== undefined && held.on === decision.on && sayingOf(held) !== sayingOf(decision)) {
      throw faultIn(decision.row, `säger annat om ärendet ${key} än rad ${held.row.line}`);
    }
    if (held === undefined || (decision.on ?? "") > (held.on ?? "")) latest.set(key, decision);
  }
  return [...latest.values()];
}

function sayingOf({ row: _, ...saying }: Decision): string {
  return canonicalJson(saying);
}
