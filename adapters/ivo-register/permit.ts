import { canonicalJson } from "../../src/domain/digest.js";
import type { FactsOf } from "../../src/domain/kind.js";
import { readCountCell, readDayCell, readYesNoCell } from "../../src/tabular/read-cell.js";
import { faultIn, readCell, textOf } from "../../src/tabular/sheet-cell.js";
import { pastDayOf, unknownWord } from "./cell.js";
import { caseNumberOf, type Decision } from "./decision.js";
import type { UnitRow } from "./rows.js";
import { type Options, type Outcome, type PermitStatus, permitTypeOf, statusOf } from "./schema.js";

/** What one row says of the permit, decisions apart. */
export interface Registration {
  readonly name: string;
  /** Null: the status is masked. */
  readonly status: PermitStatus | null;
  readonly type: string | null;
  readonly service: string | null;
  readonly ivoId: string | null;
  readonly municipality: string | null;
  readonly caseNumber: string | null;
  readonly decidedOn: string | null;
  readonly validTo: string | null;
  readonly targetGroup: string | null;
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  readonly places: number | null;
  readonly director: boolean | null;
}

const NAMELESS = "(verksamhet med skyddade uppgifter)";
const ENDS_PERMIT: Readonly<Partial<Record<Outcome, "revoked" | "prohibited">>> = {
  ATERKALLELSE: "revoked",
  ATERKALLELSE_OMEDELBAR: "revoked",
  FORBUD: "prohibited",
  FORBUD_TILLFALLIGT: "prohibited",
  FORBUD_REGISTERKONTROLL: "prohibited",
};

/** The unit's name; protected units without one are called what they are. */
export function nameOf(row: UnitRow): string {
  return textOf(row, "verksamhetsnamn") || NAMELESS;
}

/** What all rows of a unit say of its permit. Throws SourceError when two of them disagree. */
export function readRegistration(rows: readonly UnitRow[], options: Options, now: Date): Registration {
  const [first, ...rest] = rows.map((row) => ({ row, told: registrationOf(row, options, now) }));
  if (first === undefined) throw new Error("A unit has at least one row");
  for (const { row, told } of rest) {
    const differs = (Object.keys(told) as (keyof Registration)[]).filter(
      (key) => canonicalJson(told[key]) !== canonicalJson(first.told[key]),
    );
    if (differs.length > 0) throw faultIn(row, `säger annat om samma verksamhet än rad ${first.row.line}`);
  }
  return first.told;
}

function registrationOf(row: UnitRow, options: Options, now: Date): Registration {
  const ageFrom = readCell(row, "alder_fran", readCountCell);
  const ageTo = readCell(row, "alder_till", readCountCell);
  if (ageFrom !== null && ageTo !== null && ageTo < ageFrom) throw faultIn(row, "högsta åldern är lägre än lägsta");
  return {
    name: nameOf(row),
    status: readStatus(row),
    ...permitTypeOf(textOf(row, "tillstandstyp"), options),
    ivoId: textOf(row, "verksamhets_id") || null,
    municipality: textOf(row, "kommun") || null,
    caseNumber: caseNumberOf(textOf(row, "tillstand_dnr")),
    decidedOn: pastDayOf(row, "tillstand_datum", now),
    validTo: readCell(row, "giltigt_till", readDayCell),
    targetGroup: textOf(row, "malgrupp") || null,
    ageFrom,
    ageTo,
    places: readCell(row, "antal_platser", readCountCell),
    director: readCell(row, "forestandare", readYesNoCell),
  };
}

function readStatus(row: UnitRow): PermitStatus | null {
  const word = textOf(row, "status");
  if (word === "" && row.isProtected) return null;
  const status = word === "" ? null : statusOf(word);
  if (status === null) throw word === "" ? faultIn(row, "status saknas") : unknownWord(row, "status", word);
  return status;
}

/** The register's own status, unless a decision that applies has ended the permit since. */
export function permitFactsOf(
  told: Registration,
  status: PermitStatus,
  decisions: readonly Decision[],
): FactsOf["permit"] {
  const ending = latestEnding(told, status, decisions);
  // The permit's own case is not the case that revoked it.
  const granted = status === "revoked" ? { caseNumber: null, decidedOn: null } : told;
  const ends = ending !== null && endsNow(ending) ? ENDS_PERMIT[ending.outcome ?? "AVVISAD"] : undefined;
  return {
    unitName: told.name,
    type: told.type,
    status: status === "revoked" ? status : (ends ?? status),
    caseNumber: ending === null ? granted.caseNumber : ending.caseNumber,
    decidedOn: ending === null ? granted.decidedOn : ending.on,
    inForce: ending === null || status === "revoked" || ending.applies,
    onOwnRequest: ending === null ? decisions.some(({ onOwnRequest }) => onOwnRequest) : ending.onOwnRequest,
    stayed: ending?.stayed ?? false,
    overturned: ending?.overturned ?? null,
    validTo: told.validTo,
    targetGroup: told.targetGroup,
    ageFrom: told.ageFrom,
    ageTo: told.ageTo,
    places: told.places,
    director: told.director,
  };
}

/** The decision that ended the permit, or would have. One that is older than a permit that runs is about an earlier permit. */
function latestEnding(told: Registration, status: PermitStatus, decisions: readonly Decision[]): Decision | null {
  const gone = status === "revoked";
  const ending = decisions
    .filter(({ outcome }) => (outcome === null ? gone : ENDS_PERMIT[outcome] !== undefined))
    .filter(({ on }) => gone || on === null || told.decidedOn === null || on >= told.decidedOn);
  return ending.reduce<Decision | null>((a, b) => (a === null || (b.on ?? "") > (a.on ?? "") ? b : a), null);
}

function endsNow({ applies, stayed, overturned }: Decision): boolean {
  return applies && !stayed && overturned === null;
}
