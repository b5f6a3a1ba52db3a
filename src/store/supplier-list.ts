import { and, asc, eq, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { mayUse, type StandingStop, statusOf, usableUnits } from "../domain/availability.js";
import { type Day, dayOf } from "../domain/day.js";
import { bySupplier } from "./by-supplier.js";
import type { Db } from "./open.js";
import { agreement, alert, check, source, stop, subject, supplier, unit } from "./schema.js";

export interface SupplierItem {
  readonly orgNumber: string;
  readonly name: string;
  readonly status: "active" | "paused" | "removed";
  readonly stops: readonly ListedStop[];
  readonly alerts: { readonly open: number };
  readonly lastChecked: Readonly<Record<string, string>>;
  /** Where new placements may be made: by agreement, and by unit where the supplier has units of its service. */
  readonly available: readonly Available[];
}

export interface ListedStop {
  readonly id: number;
  readonly state: string;
  readonly unit: string | null;
  readonly agreement: {
    readonly buyer: string;
    readonly owner: string;
    readonly form: string;
    readonly number: string;
  };
  readonly service: string;
  readonly reason: string;
}

export interface Available {
  readonly service: string;
  readonly buyer: string;
  readonly form: string;
  readonly number: string;
  /** Null: the supplier has no registered unit of the service. */
  readonly units: readonly string[] | null;
}

export interface SupplierFilter {
  readonly orgNumber?: string | undefined;
  readonly status?: "active" | "paused" | "removed" | undefined;
  /** Only what may be used, for these. */
  readonly available?: boolean | undefined;
  readonly service?: string | undefined;
  readonly buyer?: string | undefined;
}

/** Suppliers with what stands against them. Whether one may be used is computed from its stops, never stored. */
export function listSuppliers(db: Db, filter: SupplierFilter, now: Date): readonly SupplierItem[] {
  const rows = db
    .select()
    .from(supplier)
    .where(
      and(
        filter.orgNumber === undefined ? undefined : eq(supplier.orgNumber, filter.orgNumber),
        filter.status === "removed"
          ? isNotNull(supplier.removedAt)
          : filter.orgNumber === undefined
            ? isNull(supplier.removedAt)
            : undefined,
      ),
    )
    .orderBy(asc(supplier.orgNumber))
    .all();
  const parts = partsOf(db, filter.orgNumber === undefined ? null : (rows[0]?.id ?? 0), dayOf(now));
  return rows
    .map((row) => itemOf(row, parts, filter))
    .filter(({ status, available }) => {
      if (filter.status !== undefined && status !== filter.status) return false;
      return filter.available !== true || (status !== "removed" && available.length > 0);
    });
}

type Parts = ReturnType<typeof partsOf>;
type Standing = Parts["standing"] extends ReadonlyMap<number, readonly (infer S)[]> ? S : never;

/** What belongs to one supplier, or (null) to all of them: each question is asked once, whatever the register's size. */
function partsOf(db: Db, only: number | null, today: Day) {
  const owner = sql<number>`coalesce(${subject.supplierId}, ${subject.id})`;
  const mine = only === null ? undefined : eq(owner, only);
  const live = and(
    only === null ? undefined : eq(agreement.supplierId, only),
    isNull(agreement.recordedTo),
    or(isNull(agreement.starts), sql`${agreement.starts} <= ${today}`),
    or(isNull(agreement.ends), sql`${agreement.ends} >= ${today}`),
  );
  const standing = db
    .select({ stop, agreement, unitName: unit.name, unitId: unit.id, supplierId: owner })
    .from(stop)
    .innerJoin(subject, eq(subject.id, stop.subjectId))
    .innerJoin(agreement, eq(agreement.id, stop.agreementId))
    .leftJoin(unit, eq(unit.id, stop.subjectId))
    .where(and(mine, ne(stop.state, "lifted"), ne(stop.state, "rejected")))
    .orderBy(asc(stop.id))
    .all();
  const alerts = db
    .select({ supplierId: owner, n: sql<number>`count(*)` })
    .from(alert)
    .innerJoin(subject, eq(subject.id, alert.subjectId))
    .where(and(mine, eq(alert.state, "open"), ne(alert.action, "log")))
    .groupBy(owner)
    .all();
  const checked = db
    .select({ supplierId: owner, key: source.key, at: sql<number>`max(${check.endedS})` })
    .from(check)
    .innerJoin(subject, eq(subject.id, check.subjectId))
    .innerJoin(source, eq(source.id, check.sourceId))
    .where(and(mine, eq(check.outcome, "done")))
    .groupBy(owner, source.key)
    .orderBy(source.key)
    .all();
  const agreements = db.select().from(agreement).where(live).orderBy(asc(agreement.id)).all();
  const units = db
    .select()
    .from(unit)
    .where(and(only === null ? undefined : eq(unit.supplierId, only), isNull(unit.recordedTo)))
    .orderBy(asc(unit.name))
    .all();
  return {
    standing: bySupplier(standing),
    alerts: bySupplier(alerts),
    checked: bySupplier(checked),
    agreements: bySupplier(agreements),
    units: bySupplier(units),
  };
}

function itemOf(row: typeof supplier.$inferSelect, parts: Parts, filter: SupplierFilter): SupplierItem {
  const own = <T>(lists: ReadonlyMap<number, readonly T[]>) => lists.get(row.id) ?? [];
  const standing = own(parts.standing);
  const units = own(parts.units);
  const agreements = own(parts.agreements);
  const stops: readonly StandingStop[] = standing.map(({ stop: s, unitId }) => ({
    unitId,
    agreementId: s.agreementId,
    state: s.state,
  }));
  return {
    orgNumber: row.orgNumber,
    name: row.name,
    status: row.removedAt !== null ? "removed" : statusOf(agreements, units, stops),
    stops: standing.map(listedStop),
    alerts: { open: own(parts.alerts)[0]?.n ?? 0 },
    lastChecked: Object.fromEntries(own(parts.checked).map(({ key, at }) => [key, new Date(at * 1000).toISOString()])),
    available: agreements
      .filter((a) => filter.service === undefined || a.service === filter.service)
      .filter((a) => filter.buyer === undefined || a.buyer === filter.buyer)
      .filter((a) => mayUse(a, units, stops))
      .map((a) => {
        const usable = usableUnits(a, units, stops);
        const names = usable === null ? null : units.filter(({ id }) => usable.includes(id)).map(({ name }) => name);
        return { service: a.service, buyer: a.buyer, form: a.form, number: a.number, units: names };
      }),
  };
}

function listedStop({ stop: row, agreement: under, unitName }: Standing): ListedStop {
  const { buyer, owner, form, number, service } = under;
  return {
    id: row.id,
    state: row.state,
    unit: unitName,
    agreement: { buyer, owner, form, number },
    service,
    reason: row.reason,
  };
}
