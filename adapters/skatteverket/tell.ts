import type { AnswerAbout } from "../../src/answers/statement.js";
import type { Day } from "../../src/domain/day.js";
import { type FactsOf, SCHEMA_VERSION } from "../../src/domain/kind.js";
import { SourceError } from "../../src/domain/silence.js";
import type { Told } from "../../src/reading.js";
import { readDecimalCell, readYesNoCell } from "../../src/tabular/read-cell.js";
import { faultIn, readCell, type SheetRow, textOf } from "../../src/tabular/sheet-cell.js";
import type { Column } from "./columns.js";
import { monthAfter, readMonthCell } from "./month.js";

type Row = SheetRow<Column>;
type Month = NonNullable<FactsOf["contributions"]["months"]>[number];

const MONTHS = [
  ["manad_1", "avgift_1"],
  ["manad_2", "avgift_2"],
  ["manad_3", "avgift_3"],
] as const;

/** One supplier's row → what Skatteverket has registered and decided. */
export function tell(
  [row, second]: readonly [Row, ...Row[]],
  { supplier, answeredOn, asOf }: AnswerAbout,
): readonly Told[] {
  if (second !== undefined) throw faultIn(second, `samma organisationsnummer som på rad ${row.line}`);
  const facts = {
    answeredOn,
    employer: readCell(row, "arbetsgivare", readYesNoCell),
    fskatt: readCell(row, "fskatt", readYesNoCell),
    vat: readCell(row, "moms", readYesNoCell),
    months: readMonths(row, answeredOn),
  };
  if ([facts.employer, facts.fskatt, facts.vat, facts.months].every((told) => told === null)) {
    throw new SourceError("empty", `rad ${row.line}: svaret har ett datum men inga uppgifter`);
  }
  const said = { kind: "contributions", subject: { supplier }, key: "", schema: SCHEMA_VERSION, asOf, facts } as const;
  return [{ kind: "contributions", observations: [said], silence: null }];
}

/** All three months in a row, or none told of: a month that is left out is not a month without contributions. */
function readMonths(row: Row, answeredOn: Day): FactsOf["contributions"]["months"] {
  const months = MONTHS.flatMap(([month, amount]) => readMonth(row, month, amount)).sort((a, b) =>
    a.month.localeCompare(b.month),
  );
  if (months.length === 0) return null;
  if (months.length < MONTHS.length) {
    throw new SourceError(
      "partial",
      `rad ${row.line}: bara ${months.length} av ${MONTHS.length} månader har uppgifter`,
    );
  }
  const [first] = months;
  const inRow = months.every(({ month }, index) => month === monthAfter(first?.month ?? "", index));
  if (!inRow) throw faultIn(row, `månaderna ${months.map(({ month }) => month).join(", ")} följer inte på varandra`);
  const last = months.at(-1)?.month ?? "";
  if (last > answeredOn.slice(0, 7)) throw faultIn(row, `månaden ${last} ligger efter svarsdagen`);
  return months;
}

function readMonth(row: Row, monthColumn: Column, amountColumn: Column): readonly Month[] {
  const month = readCell(row, monthColumn, readMonthCell);
  const decided = readCell(row, amountColumn, readDecimalCell);
  // The sheet goes out with its months filled in.
  if (decided === null) return [];
  if (month === null) throw faultIn(row, `kolumn ${monthColumn}: månad saknas till ${textOf(row, amountColumn)} kr`);
  return [{ month, decided: Math.round(decided) }];
}
