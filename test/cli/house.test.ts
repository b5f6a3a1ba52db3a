import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyHome, newHome, type ProgramHome, registeredHome } from "./program-home.js";

const settle = ({ folder }: ProgramHome, file: string, text: string) => writeFileSync(join(folder, file), text);

describe("suppliers list, show and remove", () => {
  it("lists a bare array with the members of the contract, by number", async () => {
    const home = await registeredHome();

    const { document } = await home.json("suppliers", "list");

    const items = document as readonly { orgNumber: string }[];
    expect(items.map(({ orgNumber }) => orgNumber)).toEqual(["5599400131", "5599400305"]);
    for (const item of items) {
      expect(Object.keys(item).slice(0, 6)).toEqual(["orgNumber", "name", "status", "stops", "alerts", "lastChecked"]);
      expect(item).toMatchObject({ status: "active", stops: [], alerts: { open: 0 }, lastChecked: {} });
    }
  });

  it("tells sources that are off apart, though their names have commas in them", async () => {
    const { stdout } = await (await registeredHome()).basvakt("run", "basuppfoljning");

    expect(stdout).toContain(
      "Avstängda källor: Bolagsverket, värdefulla datamängder; SCB, Företagsregistret; Creditsafe",
    );
  });

  it("answers by unit what may be used for a service and a buyer", async () => {
    const home = await registeredHome();

    const { document } = await home.json(
      "suppliers",
      "list",
      "--available",
      "--service",
      "hvb_barn_unga",
      "--buyer",
      "Grönköping",
    );

    expect(document).toMatchObject([
      { orgNumber: "5599400131", available: [{ buyer: "Grönköping", units: ["Blåklinten Norr", "Blåklinten Söder"] }] },
    ]);
    expect(document).toHaveLength(1);
  });

  it("adds, binds, forbids and forgets the names news may call a supplier by, and shows them", async () => {
    const home = await registeredHome();
    const alias = (...words: string[]) => home.json("suppliers", "alias", "559940-0305", ...words, "--by", "Anna");
    const shown = async () => (await home.basvakt("suppliers", "show", "5599400305")).stdout;

    await alias("Grytan");
    await alias("Kitteln", "--place", "Falun");
    expect(await alias("Kastrullen", "--forbid")).toMatchObject({ code: 0, document: { use: "forbidden" } });

    expect(await shown()).toContain("Kallas också: Grytan, Kitteln");
    expect(await shown()).toContain("Namn som inte avser leverantören: Kastrullen");

    await alias("Kastrullen", "--remove");
    expect(await shown()).not.toContain("Namn som inte avser");
  });

  it("takes a supplier out with a reason and a name; its history stays and a second time is refused", async () => {
    const home = await registeredHome();
    const remove = ["suppliers", "remove", "559940-0305", "--reason", "Avtalet slut"];

    expect(await home.json(...remove)).toMatchObject({ code: 2, document: { error: expect.stringContaining("--by") } });
    expect(await home.json(...remove, "--by", "Basvakt")).toMatchObject({ code: 2 });
    expect(await home.json(...remove, "--by", "Anna")).toEqual({
      code: 0,
      document: { orgNumber: "5599400305", removed: true, stops: 0, alerts: 0 },
    });
    expect(await home.json(...remove, "--by", "Anna")).toMatchObject({ code: 2 });

    expect((await home.json("suppliers", "list")).document).toHaveLength(1);
    expect((await home.json("suppliers", "list", "--status", "removed")).document).toMatchObject([
      { status: "removed" },
    ]);
    expect((await home.json("suppliers", "show", "5599400305")).document).toMatchObject({
      removed: { reason: "Avtalet slut" },
      units: [{ name: "Kastrullen" }],
    });
  });

  it.each([["559940-0132"], ["19800101-0019"], ["hej"]])(
    "refuses the number %s without repeating it",
    async (number) => {
      const home = await newHome();

      const { code, stdout, stderr } = await home.basvakt("suppliers", "show", number, "--json");

      expect(code).toBe(2);
      expect(stdout + stderr).not.toContain(number);
    },
  );
});

describe("wrong settings", () => {
  it.each([
    ["a value that cannot be", "rules:\n  credit-low:\n    params: { below: trettio }\n", "policy.yaml", 3],
    ["a rule that does not exist", "rules:\n  credit-lov:\n    enabled: true\n", "policy.yaml", 2],
    ["YAML that does not hold together", "rules:\n  credit-low: [\n", "policy.yaml", 2],
  ])("policy check refuses %s, naming file and line", async (_, text, file, line) => {
    const home = await newHome();
    settle(home, "policy.yaml", text);

    const { code, document } = await home.json("policy", "check");

    const { faults } = document as { faults: readonly { file: string; line: number; message: string }[] };
    expect(code).toBe(2);
    expect(faults[0]).toMatchObject({ file, message: expect.any(String) });
    expect(Math.abs((faults[0]?.line ?? 0) - line)).toBeLessThanOrEqual(1);
  });

  it("checks any policy file, and explains the home's own", async () => {
    const home = await newHome();

    expect(
      await home.json("policy", "check", home.file("egen.yaml", "rules:\n  credit-low: { enabled: false }\n")),
    ).toMatchObject({ code: 0, document: { ok: true, file: "egen.yaml" } });
    expect((await home.basvakt("policy", "explain")).stdout).toContain("credit-low");
    expect(await emptyHome().json("policy", "check")).toMatchObject({
      code: 2,
      document: { error: expect.stringContaining("policy.yaml") },
    });
  });

  it.each([
    ["sources.yaml", "finns-inte: {}\n", ["sources", "list"]],
    ["feeds.yaml", "feeds:\n  - { id: A B, title: x, url: https://x.example }\n", ["sources", "list"]],
    ["feeds.yaml", "feeds:\n  - { id: a, title: x, url: 'ftp://x.example' }\n", ["sources", "list"]],
    ["recipients.yaml", "groups:\n  - { id: a, title: A, to: [ingen-adress] }\n", ["digest", "preview"]],
    ["policy.yaml", "interlocks: { stopsPerDay: { share: 7 } }\n", ["policy", "check"]],
  ])(
    "%s with %j is refused with its name and line, and a command that does not use it goes on",
    async (file, text, argv) => {
      const home = await newHome();
      settle(home, file, text);

      const told = await home.json(...argv);

      expect(told).toMatchObject({ code: 2, document: { faults: [{ file, line: expect.any(Number) }] } });
      expect((await home.basvakt("suppliers", "list")).code).toBe(0);
    },
  );

  it("a secret's file that is not there is named; its content never is", async () => {
    const home = emptyHome({ environment: {} });
    const at = ["--home", home.folder];
    await home.basvakt("init", ...at);
    settle(home, ".env", `SCB_API_KEY_FILE=${join(home.folder, "saknas")}\n`);

    expect(await home.json("sources", "list", ...at)).toMatchObject({
      code: 2,
      document: { error: expect.stringContaining("SCB_API_KEY_FILE") },
    });

    writeFileSync(join(home.folder, "saknas"), "hemlig-nyckel\n");
    const { code, stdout, stderr } = await home.basvakt("sources", "list", ...at);
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain("hemlig-nyckel");
  });
});

describe("sources list and coverage in a new home", () => {
  it("show every source as off, and that nothing was due", async () => {
    const home = await newHome();

    const { document: sources } = await home.json("sources", "list");
    const { document: covered } = await home.json("coverage");

    expect((sources as { state: string }[]).every(({ state }) => ["off", "ok"].includes(state))).toBe(true);
    expect(sources).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: "scb",
          configured: false,
          state: "off",
          lastSuccess: null,
          reasons: {},
          spent: 0,
        }),
      ]),
    );
    expect(covered).toEqual({
      since: "2026-11-23",
      until: "2026-11-23",
      due: 0,
      done: 0,
      failed: 0,
      skipped: 0,
      missed: 0,
      open: 0,
      jobs: {},
      sources: {},
      gaps: [],
    });
  });

  it("say in words what is off and why, what a person notes and what comes as a file", async () => {
    const home = await newHome();

    const list = (await home.basvakt("sources", "list")).stdout;
    const test = await home.basvakt("sources", "test");

    expect(list).toMatch(/scb .*avstängd .*SCB_API_KEY eller SCB_CERT_FILE och SCB_CERT_PASSWORD saknas/);
    expect(list).toMatch(/media .*avstängd .*inget flöde är påslaget i feeds\.yaml/);
    expect(list).toMatch(/ivo-register .*ingen fil än/);
    expect(test.code).toBe(0);
    expect(test.stdout).toMatch(/placeringsstod .*noteras av en person/);
    expect(test.stdout).toMatch(/ivo-register .*levereras som fil/);
    expect(test.stdout).toMatch(/creditsafe .*avstängd .*CREDITSAFE_USERNAME saknas/);
  });

  it.each([[["--since", "i går"]], [["--until", "2026-02-30"]], [["--since", "2026-11-24", "--until", "2026-11-23"]]])(
    "coverage %j is refused",
    async (flags) => {
      const home = await newHome();

      expect(await home.json("coverage", ...flags)).toMatchObject({ code: 2, document: { error: expect.any(String) } });
    },
  );
});
