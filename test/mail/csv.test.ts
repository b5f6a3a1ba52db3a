import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "../../src/mail/csv.js";

const read = (text: string) => parse(text, { bom: true, delimiter: ";", relax_column_count: true }) as string[][];

describe("rows as CSV", () => {
  it.each(['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "|calc", "%x", "＝1+1", " \t=1", "\u202e=1", "\u200b=1"])(
    "keep %j from running as a formula",
    (text) => {
      const [[cell = ""] = []] = read(csv([[text]]));

      expect(cell).toMatch(/^'/);
    },
  );

  it("stay rows and columns whatever the text holds", () => {
    const row = fc.array(fc.string({ unit: "binary", maxLength: 60 }), { minLength: 2, maxLength: 5 });

    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const back = read(csv(rows.map((cells) => ["rad", ...cells, "slut"])));
        expect(back.map(({ length }) => length)).toEqual(rows.map(({ length }) => length + 2));
      }),
    );
  });

  it("begin with the mark that a Swedish spreadsheet reads åäö by, and cut a title of ten kilobytes", () => {
    const text = csv([["Åäö", "x".repeat(10_240)]]);

    expect(text.startsWith("\uFEFFÅäö;")).toBe(true);
    expect(text.length).toBeLessThan(2_100);
  });
});
