import { describe, expect, it } from "vitest";
import { ivoRegister } from "../../adapters/ivo-register/adapter.js";
import { sha256 } from "../../src/domain/digest.js";
import { Refusal } from "../../src/domain/refusal.js";
import { evidenceMaker, readEvidence } from "../../src/evidence/evidence.js";
import { pdf } from "../pdf/pdf.js";

const NOW = new Date("2026-11-20T08:00:00Z");

/** An invented decision as IVO lays one out: what was decided stands between its own heading and the next. */
function letter(decided: readonly string[], { dnr = "Dnr 3.5.1-41208/2026-9" } = {}): readonly string[] {
  return [
    "BESLUT",
    "2026-09-07",
    "Avdelning mitt",
    dnr,
    "1(2)",
    "Exempelgården AB",
    "Ärendet",
    "Tillsyn enligt socialtjänstlagen av hemmet Solbo.",
    "Beslut",
    ...decided,
    "Bakgrund",
    "IVO har tidigare utfärdat ett föreläggande vid vite. Ett förbud kan meddelas om tillståndet återkallas.",
    "Föreståndarens personnummer är 811218-9876.",
    "Hur man överklagar",
    "Beslutet kan överklagas till förvaltningsrätten.",
  ];
}

function read(bytes: Uint8Array, name = "beslut.pdf") {
  const evidence = evidenceMaker({ adapterId: "ivo-register", version: 1, redact: [], now: NOW, origin: "delivery" });
  const context = { options: ivoRegister.options.parse({}), now: NOW, evidence };
  return ivoRegister.letters?.read({ name, bytes }, context) ?? Promise.reject(new Error("no letters"));
}

async function refusalOf(reading: Promise<unknown>): Promise<Refusal> {
  const outcome = await reading.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Refusal);
  return outcome as Refusal;
}

describe("a decision as PDF", () => {
  it("tells its case, without the document's number, and its day", async () => {
    expect(await read(pdf(letter(["IVO återkallar tillståndet för Solbo."])))).toMatchObject({
      caseNumber: "3.5.1-41208/2026",
      decidedOn: "2026-09-07",
    });
  });

  it.each([
    [["IVO återkallar tillståndet för Solbo."], "ATERKALLELSE"],
    [["IVO återkallar tillståndet för Solbo.", "Beslutet gäller omedelbart."], "ATERKALLELSE_OMEDELBAR"],
    [["IVO förelägger Exempelgården AB att rätta till bristerna."], "FORELAGGANDE"],
    [
      ["IVO förelägger Exempelgården AB, vid vite om 300 000 kronor,", "att rätta till bristerna."],
      "FORELAGGANDE_VITE",
    ],
    [["IVO förbjuder fortsatt verksamhet vid Solbo."], "FORBUD"],
    [["IVO meddelar ett tillfälligt förbud mot verksamheten."], "FORBUD_TILLFALLIGT"],
    [["IVO avslår ansökan."], "ANSOKAN_AVSLAG"],
  ])("says what was decided by its decision section alone: %j is %s", async (decided, outcome) => {
    expect((await read(pdf(letter(decided)))).outcome).toBe(outcome);
  });

  it.each([
    ["nothing that we know", ["IVO avslutar ärendet."]],
    ["two things", ["IVO återkallar tillståndet. IVO förelägger bolaget att lämna uppgifter."]],
  ])("that decides %s says nothing for sure", async (_, decided) => {
    expect((await read(pdf(letter(decided)))).outcome).toBeNull();
  });

  it("whose section has no end that we know says nothing for sure: background may follow", async () => {
    const endless = letter(["IVO återkallar tillståndet."]).slice(0, 10);

    expect((await read(pdf(endless))).outcome).toBeNull();
  });

  it("is kept as its text without identity numbers, with the digest of the file that came", async () => {
    const bytes = pdf(letter(["IVO återkallar tillståndet."]));

    const { evidence } = await read(bytes);

    const text = Buffer.from(readEvidence(evidence.bytes)).toString("utf8");
    expect(text).toContain("IVO återkallar tillståndet.");
    expect(text).toContain("[personnummer]");
    expect(text).not.toContain("811218");
    expect(evidence).toMatchObject({ rawDigest: sha256(bytes), address: "beslut.pdf", origin: "delivery" });
  });

  it.each([
    ["no case number", pdf(letter(["IVO återkallar tillståndet."], { dnr: "" })), /inget diarienummer/],
    ["no text (scanned)", pdf([]), /PDF utan text/],
    ["another kind of bytes", Buffer.from("inte en pdf"), /går inte att läsa som PDF/],
  ])("with %s is refused by name", async (_, bytes, message) => {
    const { faults } = await refusalOf(read(bytes));

    expect(faults).toMatchObject([{ file: "beslut.pdf", message: expect.stringMatching(message) }]);
  });
});
