import type { AnswerAbout } from "../../src/answers/statement.js";
import { type FactsOf, SCHEMA_VERSION } from "../../src/domain/kind.js";
import { SourceError } from "../../src/domain/silence.js";
import type { Told } from "../../src/reading.js";
import { readCountCell, readDecimalCell } from "../../src/tabular/read-cell.js";
import { faultIn, readCell, type SheetRow } from "../../src/tabular/sheet-cell.js";
import type { Column } from "./columns.js";

type Row = SheetRow<Column>;

/** One supplier's row → its debts. An empty cell is not "no debt": that is a zero. */
export function tell(
  [row, second]: readonly [Row, ...Row[]],
  { supplier, answeredOn, asOf }: AnswerAbout,
): readonly Told[] {
  if (second !== undefined) throw faultIn(second, `samma organisationsnummer som på rad ${row.line}`);
  const facts = {
    answeredOn,
    public: readClaims(row, "allmanna_mal_belopp", "allmanna_mal_antal"),
    private: readClaims(row, "enskilda_mal_belopp", "enskilda_mal_antal"),
  };
  if (facts.public === null && facts.private === null) {
    throw new SourceError("empty", `rad ${row.line}: svaret har ett datum men inga uppgifter`);
  }
  const said = { kind: "debt", subject: { supplier }, key: "", schema: SCHEMA_VERSION, asOf, facts } as const;
  return [{ kind: "debt", observations: [said], silence: null }];
}

function readClaims(row: Row, amountColumn: Column, countColumn: Column): FactsOf["debt"]["public"] {
  const amount = readCell(row, amountColumn, readDecimalCell);
  const cases = readCell(row, countColumn, readCountCell);
  if (amount === null && cases === null) return null;
  if (amount === null && cases !== 0) throw faultIn(row, `kolumn ${amountColumn}: beloppet saknas till ${cases} mål`);
  const kronor = Math.round(amount ?? 0);
  if (cases !== null && (kronor === 0) !== (cases === 0)) {
    throw faultIn(row, `${amountColumn} och ${countColumn} säger emot varandra`);
  }
  return { amount: kronor, cases };
}
