import { usableUnits } from "../src/domain/availability.js";
import type { Kind } from "../src/domain/kind.js";
import { sameService } from "../src/domain/service.js";
import { subjectKey } from "../src/domain/subject-key.js";
import { unitRef } from "../src/domain/supplier.js";
import type { LiveAlert, StoredFact, SupplierCase } from "../src/domain/supplier-case.js";
import type { Db } from "../src/store/open.js";
import { standingStops } from "../src/store/stop.js";

export interface PlacementQuestion {
  readonly supplierId: number;
  readonly service: string | null;
  readonly buyer: string | null;
  readonly unit: string | null;
  /** Ages on the first and (at least) on the last day, when told. */
  readonly ages: readonly number[];
  /** As old as somebody may be on the last day, when the birthday is not known; null when no age was told. */
  readonly oldest: number | null;
  /** Sources that were asked just now and gave no answer. */
  readonly silent: readonly { readonly title: string; readonly kinds: readonly Kind[]; readonly reason: string }[];
}

/** Whatever was decided, these make the answer no. */
const NO_PERMIT = new Set(["permit-revoked", "permit-prohibited", "permit-missing", "permit-expired"]);

/** Reasons of the stops, when every agreement that is meant is stopped; and that there is no such agreement. */
export function stopObstacles(db: Db, subject: SupplierCase, question: PlacementQuestion): readonly string[] {
  const agreements = subject.agreements.filter(
    ({ service, buyer }) =>
      (question.service === null || sameService(service, question.service)) &&
      (question.buyer === null || buyer === question.buyer),
  );
  if (agreements.length === 0) return ["inget avtal i kraft för insatsen och köparen"];
  const standing = standingStops(db, subject.supplierId);
  const units = [...subject.unitServices].map(([id, service]) => ({ id, service }));
  const asked = unitId(subject, question.unit);
  const open = agreements.some((agreement) => {
    const whole = standing.some((stop) => stop.agreementId === agreement.id && stop.unitId === null);
    const usable = usableUnits(agreement, units, standing);
    return !whole && (asked === null ? usable?.length !== 0 : usable === null || usable.includes(asked));
  });
  if (open) return [];
  return [...new Set(standing.map(({ reason }) => reason))];
}

/**
 * A permit revoked, prohibited or missing makes the answer no, whatever people have decided about the alert. When no
 * unit was named, one without a permit is enough: the placement might be there.
 */
export function permitObstacles(
  subject: SupplierCase,
  alerts: readonly LiveAlert[],
  question: PlacementQuestion,
): readonly string[] {
  const concerned = new Set([subject.supplierId, ...unitsConcerned(subject, question)]);
  return alerts
    .filter(({ rule, severity, goneAt }) => NO_PERMIT.has(rule) && severity === "critical" && goneAt === null)
    .filter(({ subjectId }) => concerned.has(subjectId))
    .map(({ because }) => because);
}

/** The unit that was named, else every unit of the service. */
export function unitsConcerned(subject: SupplierCase, question: PlacementQuestion): readonly number[] {
  const asked = unitId(subject, question.unit);
  if (asked !== null) return [asked];
  return [...subject.unitServices]
    .filter(([, service]) => question.service === null || sameService(service, question.service))
    .map(([id]) => id);
}

/** Units that are stopped while others may be used: whether that matters depends on which one is meant. */
export function stoppedUnits(db: Db, subject: SupplierCase, question: PlacementQuestion): readonly string[] {
  if (question.unit !== null) return [];
  const concerned = new Set(unitsConcerned(subject, question));
  return standingStops(db, subject.supplierId)
    .filter(({ unitId: id }) => id !== null && concerned.has(id))
    .map(({ reason }) => `en verksamhet är stoppad, ange vilken det gäller med --unit: ${reason}`);
}

interface Span {
  readonly unit: string;
  readonly from: number | null;
  readonly to: number | null;
}

/** Who is younger or older than every permit covers cannot be placed there. */
export function ageObstacles(subject: SupplierCase, question: PlacementQuestion): readonly string[] {
  const spans = spansOf(subject, question);
  if (spans.length === 0 || spans.some((span) => question.ages.every((age) => covers(span, age)))) return [];
  return spans.map(
    ({ unit, from, to }) => `åldern ligger utanför tillståndet för ${unit} (${from ?? ""}–${to ?? ""} år)`,
  );
}

/** Where a permit is needed and no ages of it are known, or a birthday may come in between, an age is not a yes. */
export function ageUnknowns(
  subject: SupplierCase,
  question: PlacementQuestion,
  needsPermit: boolean,
): readonly string[] {
  const { oldest } = question;
  if (oldest === null || !needsPermit) return [];
  const fitting = spansOf(subject, question).filter((span) => question.ages.every((age) => covers(span, age)));
  if (spansOf(subject, question).length === 0) return ["tillståndets åldrar är inte kända"];
  if (fitting.length === 0 || fitting.some((span) => covers(span, oldest))) return [];
  return fitting.map(
    ({ unit, to }) => `kan fylla ${oldest} år före sista dagen; tillståndet för ${unit} gäller till ${to} år`,
  );
}

/** What is bought beyond a permit, by a standing alert of that: the target group is free text, and not decided here. */
export function scopeUnknowns(
  subject: SupplierCase,
  alerts: readonly LiveAlert[],
  question: PlacementQuestion,
): readonly string[] {
  const concerned = new Set(unitsConcerned(subject, question));
  return alerts
    .filter(({ rule, goneAt, subjectId }) => rule === "permit-scope" && goneAt === null && concerned.has(subjectId))
    .map(({ because }) => because);
}

function covers({ from, to }: Span, age: number): boolean {
  return age >= (from ?? 0) && age <= (to ?? 200);
}

function spansOf(subject: SupplierCase, question: PlacementQuestion): readonly Span[] {
  const asked = unitId(subject, question.unit);
  const permits = subject.facts.filter(
    (fact): fact is Extract<StoredFact, { kind: "permit" }> => fact.kind === "permit" && fact.state === "current",
  );
  return permits
    .filter(({ subject: of }) => asked === null || subject.subjects.get(subjectKey(of)) === asked)
    .map(({ facts }) => ({ unit: facts.unitName, from: facts.ageFrom, to: facts.ageTo }))
    .filter(({ from, to }) => from !== null || to !== null);
}

/** The unit asked about, by IVO's id or by name; null when none was, or none is known by it. */
export function unitId({ subjects, supplier }: SupplierCase, asked: string | null): number | null {
  if (asked === null) return null;
  const wanted = asked.trim().toLowerCase();
  const unit = supplier.units.find(
    ({ ivoId, name }) => ivoId?.toLowerCase() === wanted || name.toLowerCase() === wanted,
  );
  if (unit === undefined) return null;
  return subjects.get(subjectKey({ supplier: supplier.orgNumber, unit: unitRef(unit) })) ?? null;
}
