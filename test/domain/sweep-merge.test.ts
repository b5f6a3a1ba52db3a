import { describe, expect, it } from "vitest";
import { mergeRow, type RowContent, type RowVersion } from "../../src/domain/sweep-merge.js";

const BLANK: RowContent = { handler: "Siv", reason: null, fields: {} };
const filled = (status: string): RowContent => ({ ...BLANK, fields: { status } });

/** What the item has been, the first time blank. */
function history(...later: readonly (readonly [by: string, content: RowContent])[]): readonly RowVersion[] {
  return [["Eva", BLANK] as const, ...later].map(([by, content], place) => ({
    ...content,
    state: "waiting",
    version: place + 1,
    by,
  }));
}

describe("a row that comes back", () => {
  it("changes nothing when nothing was filled in", () => {
    expect(mergeRow(BLANK, 1, history(), "Siv")).toEqual({ outcome: "unchanged", isOld: false });
  });

  it("changes what was filled in", () => {
    expect(mergeRow(filled("Aktiv"), 1, history(), "Siv")).toEqual({ outcome: "changed", content: filled("Aktiv") });
  });

  it("changes nothing the second time", () => {
    const known = history(["Siv", filled("Aktiv")]);

    expect(mergeRow(filled("Aktiv"), 1, known, "Siv")).toEqual({ outcome: "unchanged", isOld: false });
  });

  it("undoes nothing from a copy written out before others filled it in", () => {
    const known = history(["Siv", filled("Vilande")]);

    expect(mergeRow(BLANK, 1, known, "Tor")).toEqual({ outcome: "unchanged", isOld: true });
  });

  it("undoes nothing from a copy saved before the same person's later change", () => {
    const known = history(["Siv", filled("Aktiv")], ["Siv", filled("Vilande")]);

    expect(mergeRow(filled("Aktiv"), 1, known, "Siv")).toEqual({ outcome: "unchanged", isOld: true });
  });

  it("lets whoever filled it in go on correcting it in the same file", () => {
    const known = history(["Siv", filled("Aktiv")]);

    expect(mergeRow(filled("Vilande"), 1, known, "Siv")).toEqual({ outcome: "changed", content: filled("Vilande") });
  });

  it("is a conflict when another has filled in something else since, whoever comes last", () => {
    const known = history(["Siv", filled("Aktiv")]);

    expect(mergeRow(filled("Vilande"), 1, known, "Tor")).toMatchObject({
      outcome: "conflict",
      with: { version: 2, by: "Siv", fields: { status: "Aktiv" } },
    });
  });

  it("is none when the other version is the one that the person had before her", () => {
    const known = history(["Siv", filled("Aktiv")]);

    expect(mergeRow(filled("Vilande"), 2, known, "Tor")).toEqual({ outcome: "changed", content: filled("Vilande") });
  });

  it("is a conflict also after one's own answer was changed by another", () => {
    const known = history(["Siv", filled("Aktiv")], ["Tor", filled("Vilande")]);

    expect(mergeRow(filled("Nedlagd"), 1, known, "Siv")).toMatchObject({ outcome: "conflict", with: { by: "Tor" } });
  });

  it("names who said what stands, not who handed the item over afterwards", () => {
    const known = history(["Siv", filled("Aktiv")], ["Eva", { ...filled("Aktiv"), handler: "Tor" }]);

    expect(mergeRow(filled("Vilande"), 1, known, "Tor")).toMatchObject({ outcome: "conflict", with: { by: "Siv" } });
  });

  it("takes an answer and a handing over by two people together", () => {
    const known = history(["Eva", { ...BLANK, handler: "Tor" }]);

    expect(mergeRow(filled("Aktiv"), 1, known, "Siv")).toEqual({
      outcome: "changed",
      content: { ...filled("Aktiv"), handler: "Tor" },
    });
  });

  it("goes before what a source answered by itself", () => {
    const known = history(["basvakt", filled("Aktiv")]);

    expect(mergeRow(filled("Vilande"), 1, known, "Siv")).toEqual({ outcome: "changed", content: filled("Vilande") });
  });

  it("gives the same whatever the order of its fields", () => {
    const known = history(["Siv", { ...BLANK, fields: { status: "Aktiv", kon: "flickor" } }]);
    const row = { ...BLANK, fields: { kon: "flickor", status: "Aktiv" } };

    expect(mergeRow(row, 1, known, "Tor")).toEqual({ outcome: "unchanged", isOld: false });
  });
});
