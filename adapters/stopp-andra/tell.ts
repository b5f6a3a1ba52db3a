import type { AnswerAbout } from "../../src/answers/statement.js";
import { type FactsOf, SCHEMA_VERSION } from "../../src/domain/kind.js";
import type { Told } from "../../src/reading.js";
import { readDayCell } from "../../src/tabular/read-cell.js";
import { faultIn, readCell, type SheetRow, textOf } from "../../src/tabular/sheet-cell.js";
import { quoteCell } from "../../src/tabular/table.js";
import type { Column } from "./columns.js";

type Row = SheetRow<Column>;
type Facts = FactsOf["elsewhere"];

const STATES: Readonly<Record<string, Facts["state"]>> = {
  stoppad: "stopped",
  "öppnad igen": "reopened",
  öppnad: "reopened",
  "inget stopp": "none",
};
const LONGEST_REASON = 200;

/** One supplier's rows → what each decider has said of it. */
export function tell(rows: readonly [Row, ...Row[]], { supplier, answeredOn, asOf }: AnswerAbout): readonly Told[] {
  const seen = new Map<string, number>();
  const observations = rows.map((row) => {
    const facts = readRow(row, answeredOn);
    const key = facts.by.toLowerCase();
    const before = seen.get(key);
    if (before !== undefined) throw faultIn(row, `samma uppgiftslämnare som på rad ${before}`);
    seen.set(key, row.line);
    return { kind: "elsewhere", subject: { supplier }, key, schema: SCHEMA_VERSION, asOf, facts } as const;
  });
  return [{ kind: "elsewhere", observations, silence: null }];
}

function readRow(row: Row, seenOn: Facts["seenOn"]): Facts {
  const by = textOf(row, "av");
  const word = textOf(row, "lage");
  if (by === "") throw faultIn(row, "kolumn av: det står inte vem som har stoppat");
  const state = STATES[word.toLowerCase()];
  if (state === undefined) {
    throw faultIn(row, word === "" ? "kolumn lage: läget saknas" : `okänt ord för läge: ${quoteCell(word)}`);
  }
  const since = readCell(row, "sedan", readDayCell);
  if (since !== null && since > seenOn) throw faultIn(row, `kolumn sedan: datumet ${since} ligger efter svarsdagen`);
  return { by, state, since, reason: textOf(row, "skal").slice(0, LONGEST_REASON) || null, seenOn };
}
