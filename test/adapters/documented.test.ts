import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { adapters } from "../../adapters/index.js";
import { FORM_MISBEHAVIOURS } from "./form-contract.js";
import { MISBEHAVIOURS, type Misbehaviour } from "./misbehaviour.js";

const text = readFileSync("docs/adapters.md", "utf8");
const tests = readdirSync("test/adapters")
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(`test/adapters/${name}`, "utf8"))
  .join("\n");

function rowOf({ name, comesTo: { lookup, feed, page, file } }: Misbehaviour): string {
  return `| ${[name, lookup, feed, page, file].join(" | ")} |`;
}

describe("docs/adapters.md", () => {
  it("shows the table of what a misbehaving source comes to, row by row", () => {
    const shown = text.split("<!-- misbehaviours -->")[1]?.split("<!-- /misbehaviours -->")[0]?.trim().split("\n");

    expect(shown).toEqual([
      "| The source | Lookup | Feed | Page | File |",
      "|---|---|---|---|---|",
      ...MISBEHAVIOURS.map(rowOf),
    ]);
  });

  it("shows the table of what a wrong form comes to, row by row", () => {
    const shown = text.split("<!-- forms -->")[1]?.split("<!-- /forms -->")[0]?.trim().split("\n");

    expect(shown).toEqual([
      "| The form holds | It is |",
      "|---|---|",
      ...FORM_MISBEHAVIOURS.map(({ name, comesTo }) => `| ${name} | ${comesTo} |`),
    ]);
  });

  it.each(adapters.map(({ id }) => id))("has %s in the table of sources", (id) => {
    expect(text).toMatch(new RegExp(`^\\| \`${id}\` \\|`, "m"));
  });
});

describe("the contract", () => {
  it.each(adapters.filter(({ shape }) => shape !== "worklist").map(({ id, shape }) => [id, shape] as const))(
    "is run over %s, a %s",
    (id, shape) => {
      const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

      expect(tests).toMatch(new RegExp(`${shape}Contract\\(\\{\\s*adapter: ${name},`));
    },
  );

  it.each(adapters.filter((one) => one.shape === "worklist" || "answers" in one).map(({ id }) => id))(
    "of forms is run over %s, which people fill in",
    (id) => {
      const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

      expect(tests).toMatch(new RegExp(`formContract\\(\\{\\s*adapter: ${name}\\b`));
    },
  );
});
