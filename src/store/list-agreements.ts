import { sql } from "drizzle-orm";
import type { Day } from "../domain/day.js";
import type { EndedHow } from "../domain/ground.js";
import type { AgreementForm } from "../domain/supplier.js";
import type { Db } from "./open.js";

/** An agreement as the command line gives it. */
export interface AgreementItem {
  readonly orgNumber: string;
  readonly name: string;
  readonly buyer: string;
  readonly owner: string;
  readonly service: string;
  readonly form: AgreementForm;
  readonly number: string;
  readonly starts: Day | null;
  readonly ends: Day | null;
  /** How it came to an end, once somebody has decided that. */
  readonly endedHow: EndedHow | null;
}

export interface AgreementFilter {
  readonly supplier: string | null;
  /** Also those that have run out or been taken out of the register. */
  readonly all: boolean;
  readonly today: Day;
}

/** Agreements by organisation number; without those that have run out unless all are wanted. */
export function listAgreements(db: Db, { supplier, all, today }: AgreementFilter): readonly AgreementItem[] {
  const wanted = [
    sql`1 = 1`,
    ...(all ? [] : [sql`g.recorded_to IS NULL AND (g.ends IS NULL OR g.ends >= ${today})`]),
    ...(supplier === null ? [] : [sql`p.org_number = ${supplier}`]),
  ];
  return db.all<AgreementItem>(sql`
    SELECT p.org_number AS orgNumber, p.name, g.buyer, g.owner, g.service, g.form, g.number, g.starts, g.ends,
      g.ended_how AS endedHow
    FROM agreement g JOIN supplier p ON p.id = g.supplier_id
    WHERE ${sql.join(wanted, sql` AND `)}
    ORDER BY p.org_number, g.id`);
}

/** Every buyer that somebody in the register has or had an agreement with; agreements without one are left out. */
export function buyersInRegister(db: Db): readonly string[] {
  return db
    .all<{ buyer: string }>(sql`SELECT DISTINCT buyer FROM agreement WHERE buyer <> '' ORDER BY buyer`)
    .map(({ buyer }) => buyer);
}

/** Every service that somebody in the register has an agreement or a unit of; also those that the list of services lacks. */
export function servicesInRegister(db: Db): readonly string[] {
  return db
    .all<{ service: string }>(sql`SELECT service FROM agreement UNION SELECT service FROM unit ORDER BY service`)
    .map(({ service }) => service);
}
