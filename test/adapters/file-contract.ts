import { describe, expect, it } from "vitest";
import type { Delivery, FileAdapter } from "../../src/adapter.js";
import { addDays, dayOf } from "../../src/domain/day.js";
import { Refusal } from "../../src/domain/refusal.js";
import { evidenceMaker } from "../../src/evidence/evidence.js";
import { MISBEHAVIOURS, type Outcome } from "./misbehaviour.js";

export interface FileCase<O> {
  readonly adapter: FileAdapter<O>;
  readonly now: Date;
  readonly good: Uint8Array;
  /** A delivery for each way of misbehaving that files have, by its name in the table. */
  readonly files: Readonly<Record<string, { readonly name: string; readonly bytes: Uint8Array }>>;
  /** The unit that a delivery with one wrong unit is wrong about; null where it speaks of the supplier itself. */
  readonly unit: string | null;
}

/** A file adapter against every delivery of the table that can reach it. */
export function fileContract<O>({ adapter, now, good, files, unit }: FileCase<O>): void {
  const read = (name: string, bytes: Uint8Array): Promise<Delivery> => {
    const evidence = evidenceMaker({
      adapterId: adapter.id,
      version: 1,
      redact: adapter.redact,
      now,
      origin: "delivery",
    });
    return adapter.read({ name, bytes }, { options: adapter.options.parse({}), now, evidence });
  };
  const rows = MISBEHAVIOURS.map(({ name, comesTo }) => [name, comesTo.file] as const);

  describe(`${adapter.id}, when a delivery is not what it should be`, () => {
    it.each(rows.filter(([, outcome]) => outcome !== "-"))("%s: %s", async (name, outcome: Outcome) => {
      const file = files[name];
      if (file === undefined) throw new Error(`No delivery for: ${name}`);

      const delivery = await read(file.name, file.bytes).catch((error: unknown) => error);

      if (outcome === "refused whole") return expect(delivery).toBeInstanceOf(Refusal);
      if (outcome === "answered")
        return expect((delivery as Delivery).statements.map(facts)).toEqual(
          (await read("bra.csv", good)).statements.map(facts),
        );
      const about = (delivery as Delivery).statements.filter((one) => (one.unit?.name ?? null) === unit);
      expect(about.length).toBeGreaterThan(0);
      for (const one of about) expect(one).toMatchObject({ outcome: "failed", reason: "malformed" });
    });
  });

  it(`${adapter.id} speaks of the delivery's own day, not of the day it is read`, async () => {
    const yesterday = addDays(dayOf(now), -1);

    const { statements } = await read(`leverans-${yesterday}.csv`, good);

    const answered = statements.filter((one) => one.outcome === "answered");
    expect(answered.length).toBeGreaterThan(0);
    for (const { saidAt } of answered) expect(dayOf(saidAt) <= yesterday).toBe(true);
  });
}

function facts(statement: Delivery["statements"][number]) {
  return statement.outcome === "answered" ? statement.observations.map((said) => said.facts) : statement;
}
