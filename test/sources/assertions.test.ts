import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStore } from "../../src/store/open.js";
import { happened } from "../e2e/happened.js";
import { practice } from "../e2e/practice.js";

/** A practice home whose source is held to what the lines say; each day is run and told of. */
async function heldTo(source: string, line: string) {
  const home = await practice();
  const store = openStore(join(home.home, "basvakt.db"));
  onTestFinished(async () => {
    store.close();
    await home.close();
  });
  return {
    home,
    async runOn(day: number) {
      home.turnTo(day);
      const file = join(home.home, "sources.yaml");
      writeFileSync(file, readFileSync(file, "utf8").replace(`\n${source}:\n`, `\n${source}:\n  expect: ${line}\n`));
      const before = happened.position(store.db);
      await home.basvakt("run", "basuppfoljning", "--now", home.sandbox.now.toISOString());
      return happened.since(store.db, before);
    },
  };
}

const ofTax = (told: readonly (readonly (string | null)[])[]) =>
  told.map(([number, , rule]) => `${number} ${rule}`).filter((text) => text.includes("tax-"));

describe("what a source is held to", () => {
  it("keeps its answers unjudged while it is silent on its canary, and judges them when it speaks (R28)", async () => {
    const { home, runOn } = await heldTo("scb", '{ canary: "559940-5742" }');
    await runOn(1);

    const silent = await runOn(9);
    const listed = await home.json("sources", "list");
    const spoken = await runOn(10);

    expect(ofTax(silent.opened)).toEqual([]);
    expect(silent.incidentsOpened).toContainEqual(["source", "scb"]);
    expect(listed).toContainEqual(expect.objectContaining({ id: "scb", state: "failing", open: ["canary"] }));
    expect(ofTax(spoken.opened)).toContain("9699940210 tax-employer-gone");
    expect(spoken.incidentsClosed).toContainEqual(["source", "scb"]);
  });

  it("tells of an unusual share of changes, where the interlock has not told of the same", async () => {
    const { runOn } = await heldTo("creditsafe", "{ changed: 0.5 }");
    await runOn(6);

    expect((await runOn(7)).incidentsOpened).toEqual([["mass_change", "creditsafe"]]);
  });

  it("is refused with file and line when it cannot be read", async () => {
    const { home, runOn } = await heldTo("scb", '{ canary: "12", answers: 3 }');
    await runOn(1);

    const { code, stderr } = await home.basvakt("sources", "list");

    expect(code).toBe(2);
    expect(stderr).toMatch(/sources\.yaml.*scb\.expect\.answers/);
    expect(stderr).toMatch(/sources\.yaml.*scb\.expect\.canary.*organisationsnummer/);
  });
});
