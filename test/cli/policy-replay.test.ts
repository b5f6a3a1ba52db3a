import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/open.js";
import { company, DAY_1, DAY_2, DAY_3, OWN, run, settle } from "../decisions/town.js";
import { newHome, type ProgramHome } from "./program-home.js";

const PERIOD = ["--from", "2026-11-22", "--to", "2026-11-25"];

/** Three days: one company in liquidation on the first, bankrupt on the second; another in liquidation that is over on the third. */
async function townHome(): Promise<ProgramHome> {
  const home = await newHome();
  const store = openStore(join(home.folder, "basvakt.db"));
  const town = settle(store, join(home.folder, "inbox"), { suppliers: 2, agreements: [OWN], policy: "" });
  await run(town, "bolagsverket", [company(0, "liquidation"), company(1, "liquidation")], DAY_1);
  await run(town, "bolagsverket", [company(0, "liquidation", "bankruptcy"), company(1, "liquidation")], DAY_2);
  await run(town, "bolagsverket", [company(0, "liquidation", "bankruptcy"), company(1)], DAY_3);
  store.close();
  return home;
}

const replayed = async (home: ProgramHome, policy: string, ...more: readonly string[]) => {
  const file = home.file("annan.yaml", policy);
  return home.json("policy", "replay", file, ...PERIOD, ...more);
};

describe("basvakt policy replay", () => {
  it("finds nothing to change under the policy that holds, and what it counts is what happened", async () => {
    const home = await townHome();

    const { document } = await replayed(home, "");

    expect(document).toMatchObject({
      suppliers: 2,
      differences: [],
      counts: [
        { what: "larm", rule: "company-bankruptcy", before: 1, after: 1 },
        { what: "larm", rule: "company-liquidation", before: 2, after: 2 },
        { what: "stopp", rule: "company-bankruptcy", before: 1, after: 1 },
        { what: "stopp", rule: "company-liquidation", before: 2, after: 2 },
      ],
    });
    expect(await home.json("stops", "list", "--all")).toMatchObject({ document: [{ id: 3 }, { id: 1 }, { id: 2 }] });
  });

  it("says which stops would be gone and which would be proposals, with the days, and changes nothing", async () => {
    const home = await townHome();
    const { document: audit } = await home.json("audit", "verify");
    const other =
      "rules: { company-liquidation: { actions: { direktupphandling: propose } }, company-bankruptcy: { enabled: false } }";

    const { document } = await replayed(home, other);

    const told = (
      document as {
        differences: readonly {
          change: string;
          before: string;
          after: string;
          outcome: { what: string; rule: string };
        }[];
      }
    ).differences;
    expect(
      told.map(({ change, before, after, outcome }) => [outcome.what, outcome.rule, change, before, after]),
    ).toEqual([
      ["stopp", "company-bankruptcy", "försvinner", "2026-11-24", null],
      ["stopp", "company-liquidation", "försvinner", "2026-11-23", null],
      ["stopp", "company-liquidation", "försvinner", "2026-11-23", null],
      ["förslag", "company-liquidation", "kommer till", null, "2026-11-23"],
      ["förslag", "company-liquidation", "kommer till", null, "2026-11-23"],
      ["larm", "company-bankruptcy", "försvinner", "2026-11-24", null],
    ]);
    expect((await home.json("audit", "verify")).document).toEqual(audit);
  });

  it("writes a picture and a table, and refuses a policy that is wrong", async () => {
    const home = await townHome();
    const out = join(home.folder, "jämförelse.html");

    expect(await replayed(home, "rules: { company-bankruptcy: { enabled: false } }", "--out", out)).toMatchObject({
      code: 0,
    });

    expect(readFileSync(out, "utf8")).toContain(
      "Prövat är de dagar då något nytt hade lästs in, och dessutom en dag i veckan.",
    );
    expect(readFileSync(out, "utf8")).toMatch(/<svg[\s\S]*company-bankruptcy, prövad[\s\S]*försvinner/);
    expect(await replayed(home, "rules: { finns-inte: {} }")).toMatchObject({ code: 2 });
  });
});
