import type { AskContext, DeliveredFile, DeliveredUnit, Delivery, Statement } from "../../src/adapter.js";
import { SCHEMA_VERSION } from "../../src/domain/kind.js";
import type { Evidence, Observation } from "../../src/domain/observation.js";
import { SourceError } from "../../src/domain/silence.js";
import { unitRef } from "../../src/domain/supplier.js";
import { deliveredOn } from "../../src/tabular/delivered-on.js";
import { readTable } from "../../src/tabular/read-table.js";
import { textOf } from "../../src/tabular/sheet-cell.js";
import { placeColumns } from "./columns.js";
import { readDecision } from "./decision.js";
import { nameOf, permitFactsOf, readRegistration } from "./permit.js";
import { attributeRows, type UnitRow } from "./rows.js";
import { type Options, permitTypeOf } from "./schema.js";
import { supervisionOf } from "./supervision.js";
import { idsOfSeveral, type UnitRows, unitsOf } from "./units.js";

type Context = Pick<AskContext<Options>, "options" | "now" | "evidence">;

/** An extract of the register → what it says of each unit. What is wrong with one unit is that unit's alone. */
export async function read(file: DeliveredFile, context: Context): Promise<Delivery> {
  const day = deliveredOn(file.name, context.options.deliveredOn, context.now);
  const asOf = day === null ? context.now : new Date(`${day}T00:00:00Z`);
  const table = await readTable(file);
  const { rows, warnings } = attributeRows(table, placeColumns(table, context.options), context.options);
  const units = unitsOf(rows);
  const shared = idsOfSeveral(units);
  return {
    rows: table.rows.length,
    rowKeys: units.map(({ key }) => key),
    statements: units.map((unit) => statementOf(file, unit, shared, asOf, context)),
    warnings,
  };
}

function statementOf(
  file: DeliveredFile,
  { rows }: UnitRows,
  shared: ReadonlySet<string>,
  asOf: Date,
  context: Context,
): Statement {
  const [row] = rows;
  try {
    if (shared.has(textOf(row, "verksamhets_id"))) {
      throw new SourceError("malformed", `rad ${row.line}: samma verksamhets_id står under flera organisationsnummer`);
    }
    return answeredOf(rows, context.evidence(rawEvidence(file, rows)), asOf, context);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const unit = unnumbered(row, context.options);
    return { orgNumber: row.orgNumber, unit, outcome: "failed", reason: error.reason, detail: error.message };
  }
}

function answeredOf(rows: UnitRows["rows"], evidence: Evidence, asOf: Date, { options, now }: Context): Statement {
  const { status, ...told } = readRegistration(rows, options, now);
  const decisions = rows.map((row) => readDecision(row, options, now));
  const supervision = supervisionOf(told.name, decisions);
  const [{ orgNumber }] = rows;
  const shared = {
    subject: { supplier: orgNumber, unit: unitRef(told) },
    schema: SCHEMA_VERSION,
    asOf,
    evidence: [evidence.digest],
  };
  const permit = status === null ? [] : [permitFactsOf({ ...told, status }, status, decisions)];
  const observations: readonly Observation[] = [
    ...permit.map((facts) => ({ ...shared, kind: "permit", key: "", facts }) as const),
    ...supervision.facts.map((facts) => ({ ...shared, kind: "supervision", key: facts.caseNumber, facts }) as const),
  ];
  return {
    orgNumber,
    unit: { ...unnumbered(rows[0], options), ageFrom: told.ageFrom, ageTo: told.ageTo, places: told.places },
    outcome: "answered",
    saidAt: asOf,
    kinds: {
      permit: status === null ? "withheld" : "said",
      ...(supervision.said === null ? {} : { supervision: supervision.said }),
    },
    observations,
    evidence: [evidence],
  };
}

/** What can be said of a unit even when its numbers cannot be read. */
function unnumbered(row: UnitRow, options: Options): DeliveredUnit {
  return {
    name: nameOf(row),
    ivoId: textOf(row, "verksamhets_id") || null,
    service: permitTypeOf(textOf(row, "tillstandstyp"), options).service,
    municipality: textOf(row, "kommun") || null,
    targetGroup: textOf(row, "malgrupp") || null,
    ageFrom: null,
    ageTo: null,
    places: null,
  };
}

/** The unit's own rows and no other's, with masks already gone, and names unless they are switched on. */
function rawEvidence(file: DeliveredFile, rows: readonly UnitRow[]) {
  const told = rows.map(({ line, orgNumber, cells, director }) => ({
    rad: line,
    ...cells,
    orgnr: orgNumber,
    ...(director === null ? {} : { forestandare: director }),
  }));
  return {
    bytes: Buffer.from(JSON.stringify(told, null, 1)),
    mediaType: "application/json",
    address: file.name,
    status: null,
  };
}
