import { describe, expect, it } from "vitest";
import { registerkontroll } from "../../adapters/registerkontroll/adapter.js";
import type { OrgNumber } from "../../src/domain/org-number.js";
import { formatFault, Refusal } from "../../src/domain/refusal.js";
import { evidenceMaker, readEvidence } from "../../src/evidence/evidence.js";

const NOW = new Date("2026-10-01T08:00:00Z");
const ATTESTED = {
  metod: "sanningsförsäkran",
  begard: "2026-09-01",
  inkommen: "2026-09-20",
  handlingens_datum: "2026-09-18",
  utfall: "utan anmärkning",
  nasta_senast: "2027-03-31",
};
const DECIDED = { originalShown: { decision: "Dnr 7", by: "Juristen", on: "2026-09-01" } };

function stated(values: Readonly<Record<string, string>>, options: object = {}) {
  const { id: adapterId, version, redact } = registerkontroll;
  const evidence = evidenceMaker({ adapterId, version, redact, now: NOW });
  const form = {
    orgNumber: "5599400131" as OrgNumber,
    unit: null,
    representative: { key: "12", role: "VD" },
    by: "Eva Ek",
    values,
  };
  return registerkontroll.read(form, { options: registerkontroll.options.parse(options), now: NOW, evidence });
}

async function faultsOf(values: Readonly<Record<string, string>>, options: object = {}): Promise<string> {
  const refused = await stated(values, options).then(
    () => null,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(Refusal);
  return (refused as Refusal).faults.map(formatFault).join("; ");
}

describe("an attestation", () => {
  it("becomes one fact about the supplier, under the representative's own key, with the person as source", async () => {
    const statement = await stated(ATTESTED);

    expect(statement).toMatchObject({
      outcome: "answered",
      unit: null,
      kinds: { conduct: "said" },
      observations: [
        {
          kind: "conduct",
          subject: { supplier: "5599400131" },
          key: "12",
          facts: {
            role: "VD",
            outcome: "utan anmärkning",
            method: "sanningsförsäkran",
            requestedOn: "2026-09-01",
            receivedOn: "2026-09-20",
            shownOn: null,
            documentOn: "2026-09-18",
            nextDue: "2027-03-31",
          },
        },
      ],
      evidence: [{ origin: "statement", by: "Eva Ek", address: null }],
    });
    const proof = statement.outcome === "answered" ? statement.evidence[0] : undefined;
    expect(Buffer.from(readEvidence(proof?.bytes ?? new Uint8Array())).toString()).toContain('"foretradare": "12"');
  });

  it.each(["ej inkommit", "vägrar"])("that was not given is recorded as %s", async (utfall) => {
    expect(await stated({ begard: "2026-09-01", utfall })).toMatchObject({
      observations: [{ facts: { outcome: utfall, method: null, receivedOn: null } }],
    });
  });

  it("by word of mouth needs no document", async () => {
    const { handlingens_datum: _, ...told } = { ...ATTESTED, metod: "manuell upplysning" };

    expect(await stated(told)).toMatchObject({ outcome: "answered" });
  });

  it.each([
    ["a document of exactly six months", { handlingens_datum: "2026-03-20" }],
    ["one shown on the day", { inkommen: "", uppvisad: "2026-10-01" }],
  ])("is taken with %s", async (_, other) => {
    expect(await stated({ ...ATTESTED, ...other })).toMatchObject({ outcome: "answered" });
  });

  it.each([
    [
      "a document older than six months when it was seen",
      { handlingens_datum: "2026-03-19" },
      "handlingens_datum: handlingen var äldre än 6 månader",
    ],
    ["no outcome", { utfall: "" }, "utfall: utfallet saknas"],
    [
      "an outcome that is a story",
      { utfall: "dömd för stöld" },
      "utfall: här väntades utan anmärkning, avvikelse, ej inkommit, vägrar",
    ],
    ["a method that is none", { metod: "utdrag från polisen" }, "metod: här väntades sanningsförsäkran"],
    ["no method", { metod: "" }, "metod: metoden saknas"],
    ["no day on which it was seen", { inkommen: "" }, "inkommen: ange när intyget kom in"],
    ["no date of the document", { handlingens_datum: "" }, "handlingens_datum: handlingens datum saknas"],
    ["a day ahead", { inkommen: "2026-10-02" }, "inkommen: dagen ligger i framtiden"],
    ["a day that does not exist", { inkommen: "2026-02-30" }, "inkommen: här väntades ett datum som finns"],
    ["an answer before it was asked for", { begard: "2026-09-21" }, "inkommen: dagen är före den då det begärdes"],
    [
      "a document younger than the day it was seen",
      { handlingens_datum: "2026-09-21" },
      "handlingens_datum: handlingen är yngre",
    ],
    ["a next day that has been", { nasta_senast: "2026-09-01" }, "nasta_senast: dagen är före"],
    ["one given that is said not to have come", { utfall: "ej inkommit" }, "utfall: ett intyg som har lämnats"],
    ["a field for a text", { anteckning: "se utdraget" }, "anteckning: fältet finns inte"],
  ])("is refused with %s", async (_, other, message) => {
    expect(await faultsOf({ ...ATTESTED, ...other })).toContain(message);
  });

  it("never repeats what somebody wrote where it may not stand", async () => {
    const faults = await faultsOf({ ...ATTESTED, utfall: "dömd för stöld 19800101-0019", metod: "dom i mål B 12-26" });

    expect(faults).not.toMatch(/stöld|19800101|B 12/);
  });

  it("by an original that was shown is refused until a named legal decision is given", async () => {
    const shown = { ...ATTESTED, metod: "utdrag uppvisat i original", inkommen: "", uppvisad: "2026-09-20" };

    expect(await faultsOf(shown)).toContain("metod: utdrag får inte tas emot eller granskas");
    expect(await stated(shown, DECIDED)).toMatchObject({
      observations: [{ facts: { method: "utdrag uppvisat i original", shownOn: "2026-09-20" } }],
    });
  });

  it.each([{}, { originalShown: {} }, { originalShown: { decision: "", by: "x", on: "2026-09-01" } }])(
    "is not let in by a setting without a decision, a person and a day",
    (options) => {
      const parsed = registerkontroll.options.safeParse(options);

      expect(parsed.success ? parsed.data : null).not.toMatchObject({ originalShown: expect.anything() });
    },
  );
});
