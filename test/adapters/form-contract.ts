import { describe, expect, it } from "vitest";
import type { AnyAdapter, AskContext, Statement } from "../../src/adapter.js";
import type { FilledForm } from "../../src/domain/form.js";
import type { OrgNumber } from "../../src/domain/org-number.js";
import { Refusal } from "../../src/domain/refusal.js";
import { evidenceMaker, readEvidence } from "../../src/evidence/evidence.js";

type Values = FilledForm["values"];
type Told = "refused" | "answered, without it";

/** What people fill in about one supplier, unit or representative, and how it may be wrong. docs/adapters.md shows this table. */
export interface FormMisbehaviour {
  readonly name: string;
  readonly wrong: keyof FormCase["bent"];
  readonly comesTo: Told;
}

export const FORM_MISBEHAVIOURS: readonly FormMisbehaviour[] = [
  { name: "a field nobody has heard of", wrong: "field", comesTo: "refused" },
  { name: "a word nobody has heard of", wrong: "word", comesTo: "refused" },
  { name: "a day ahead of today", wrong: "ahead", comesTo: "refused" },
  { name: "a text where a day or a number belongs", wrong: "shape", comesTo: "refused" },
  { name: "nobody whom it is about", wrong: "about", comesTo: "refused" },
  { name: "a personal identity number", wrong: "person", comesTo: "answered, without it" },
];

/** An invented number with the right check digit. */
export const PERSON = "19121212-1212";

export interface FormCase {
  readonly adapter: AnyAdapter;
  readonly now: Date;
  readonly about: Partial<FilledForm>;
  readonly good: Values;
  /** The good form with something wrong in it; null: it cannot happen to this one, and why is said beside it. */
  readonly bent: {
    readonly field: Values;
    readonly word: Values | null;
    readonly ahead: Values;
    readonly shape: Values;
    readonly about: Partial<FilledForm> | null;
    readonly person: Values | null;
  };
}

/** A source that people ask, against every form of the table (R31, law 10). */
export function formContract({ adapter, now, about, good, bent }: FormCase): void {
  const evidence = evidenceMaker({ adapterId: adapter.id, version: adapter.version, redact: adapter.redact, now });
  const context = { options: adapter.options.parse({}), now, evidence } as AskContext;
  const read = async (values: Values, whom: Partial<FilledForm> = about): Promise<Statement> => {
    const form = { orgNumber: "5598000114" as OrgNumber, unit: null, by: "Eva Ek", ...whom, values };
    if (adapter.shape === "worklist") return adapter.read(form, context);
    if (adapter.shape === "file" && adapter.answers !== undefined) return adapter.answers.read(form, context);
    throw new Error("The adapter takes no forms");
  };

  describe(`${adapter.id}, when a form is not what it should be`, () => {
    it("is an answer when it is", async () => {
      expect(await read(good)).toMatchObject({
        outcome: "answered",
        evidence: [{ origin: "statement", by: "Eva Ek" }],
      });
    });

    const rows = FORM_MISBEHAVIOURS.filter(({ wrong }) => bent[wrong] !== null);
    it.each(rows.map((row) => [row.name, row.comesTo, row.wrong] as const))("%s: %s", async (_, outcome, wrong) => {
      const told = await (wrong === "about" ? read(good, bent.about ?? {}) : read({ ...good, ...bent[wrong] })).catch(
        (error: unknown) => error,
      );

      if (outcome === "refused") expect(told).toBeInstanceOf(Refusal);
      else expect(told).toMatchObject({ outcome: "answered" });
      const said = JSON.stringify(told) + (told instanceof Refusal ? JSON.stringify(told.faults) + told.message : "");
      expect(said + proofOf(told)).not.toContain("121212");
    });
  });
}

function proofOf(told: unknown): string {
  const { evidence = [] } = told as { readonly evidence?: readonly { readonly bytes: Uint8Array }[] };
  return evidence.map(({ bytes }) => Buffer.from(readEvidence(bytes)).toString()).join();
}
