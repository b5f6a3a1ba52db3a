import { sql } from "drizzle-orm";
import type { FactsOf } from "../domain/kind.js";
import type { Db } from "./open.js";
import { representative, subject } from "./schema.js";

/** Somebody whom a source names on a board or as owner, and whom the register does not know in that supplier. */
export interface FoundPerson {
  readonly supplierId: number;
  readonly name: string;
  readonly role: string;
  readonly since: string | null;
  readonly source: string;
}

/** What of an owner's name tells that it is a company, not a person. */
const COMPANY =
  /(?:^|\s)(?:AB|HB|KB|Ltd|GmbH|AS|ApS|Oy|Inc|Holding|Invest|Aktiebolag|Stiftelsen?|Kommun|Region)(?:\s|$|\.|,)/i;
const OWNER = "ägare";

/** Persons whom any source names now, and the register of these suppliers has never known. */
export function personsFound(db: Db, supplierIds: readonly number[]): readonly FoundPerson[] {
  const named = db.all<{ supplierId: number; source: string; facts: string }>(sql`
    SELECT f.subject_id AS "supplierId", s.key AS source, o.facts
    FROM fact f JOIN source s ON s.id = f.source_id JOIN observation o ON o.fact_id = f.id AND o.state = 'current'
    WHERE f.kind = 'ownership' AND f.subject_id IN (SELECT value FROM json_each(${JSON.stringify(supplierIds)}))
    ORDER BY f.subject_id, s.key`);
  const known = new Set(
    db
      .select({ supplierId: representative.supplierId, name: representative.name })
      .from(representative)
      .all()
      .map(({ supplierId, name }) => keyOf(supplierId, name)),
  );
  return named.flatMap(({ supplierId, source, facts }) =>
    personsIn(JSON.parse(facts) as FactsOf["ownership"]).flatMap((person) => {
      const key = keyOf(supplierId, person.name);
      if (known.has(key)) return [];
      known.add(key);
      return [{ supplierId, source, ...person }];
    }),
  );
}

function personsIn({ board, owners }: FactsOf["ownership"]) {
  return [
    ...board.map(({ name, role, since }) => ({ name, role, since })),
    ...owners.filter(({ name }) => !COMPANY.test(name)).map(({ name }) => ({ name, role: OWNER, since: null })),
  ];
}

/** The same person however the name is written. */
function keyOf(supplierId: number, name: string): string {
  return `${supplierId} ${name.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase()}`;
}

/** Enters a person in the register, in the role that the source names. Gives the number by which the person is known from now. */
export function enterPerson(db: Db, { supplierId, name, role, since }: FoundPerson): number {
  const { id } = db.insert(subject).values({ kind: "representative", supplierId }).returning({ id: subject.id }).get();
  db.insert(representative)
    .values({ id, supplierId, name, role, fromDay: since ?? "" })
    .run();
  return id;
}
