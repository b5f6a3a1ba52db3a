import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { organisationNumberFrom } from "../../src/sandbox/number.js";
import { cutXlsx } from "../../src/tabular/cut-xlsx.js";
import { xlsx } from "../tabular/xlsx.js";
import type { ProgramHome } from "./program-home.js";
import { type Filled, filledIn, imported, itemsOf, sweptTown, worklist } from "./sweep-home.js";

async function begun(kind: "ivo" | "registerkontroll", ...options: readonly string[]): Promise<ProgramHome> {
  const home = await sweptTown();
  await home.json("sweep", "start", kind, "--handler", "Siv", "--by", "Eva Ek", ...options);
  return home;
}

const asFile = (rows: Filled) => xlsx(rows);

async function readBack(path: string): Promise<Filled> {
  return (await cutXlsx({ name: path, bytes: readFileSync(path) })).map(({ cells }) => cells);
}

const status = async (home: ProgramHome) => (await home.json("sweep", "status", "1")).document;

const REVOKED = [
  ["Gården Söder", "Status", "Återkallad"],
  ["Gården Söder", "Senaste beslut", "ATERKALLELSE_OMEDELBAR"],
  ["Gården Söder", "Beslutets diarienummer", "8.5.3-1/2026"],
  ["Gården Söder", "Beslutets datum", "2026-09-15"],
] as const;

describe("a worklist that comes back", () => {
  it("accounts for what is filled in and leaves the rest waiting, as often as it is read in", async () => {
    const home = await begun("ivo");
    const list = await worklist(home, "lista.xlsx");
    const some = filledIn(list, [
      ["Gården Norr", "Status", "Aktiv"],
      ["Gården Norr", "Platser", "8"],
      ["Gården Norr", "Kontrollerad den", "2026-09-30"],
      ["", "Ej aktuell, skäl", "har ingen verksamhet igång"],
    ]);

    expect((await imported(home, some, "Siv")).document).toMatchObject({ changed: 2, unchanged: 2, old: 0, stops: [] });
    expect(await status(home)).toMatchObject({ done: 1, notApplicable: 1, waiting: 2 });
    const more = filledIn(some, [["Kullen", "Status", "Aktiv"]]);
    expect((await imported(home, more, "Siv")).document).toMatchObject({ changed: 1, unchanged: 3, old: 0 });
    expect((await imported(home, more, "Siv")).document).toMatchObject({ changed: 0, unchanged: 4 });
    expect((await itemsOf(home)).map(({ unit, state, version }) => [unit, state, version])).toEqual([
      ["Gården Norr", "done", 2],
      ["Gården Söder", "waiting", 1],
      ["Kullen", "done", 2],
      [null, "not_applicable", 2],
    ]);
  });

  it("becomes observations of the day the person looked, with the person as source", async () => {
    const home = await begun("ivo");
    const list = await worklist(home, "lista.xlsx");

    await imported(
      home,
      filledIn(list, [
        ["Gården Norr", "Status", "Aktiv"],
        ["Gården Norr", "Kontrollerad den", "2026-09-28"],
      ]),
      "Siv",
    );

    const { document } = await home.json("suppliers", "show", "5599400131");
    expect(JSON.stringify(document)).toContain("placeringsstod");
    const evidence = (await home.json("evidence", "show", "1")).document as { by: string; origin: string };
    expect(evidence).toMatchObject({ by: "Siv", origin: "statement" });
    expect(JSON.stringify(document)).toContain("2026-09-28T00:00:00.000Z");
    expect((await home.json("check", "5599400131", "--unit", "V-1")).document).toMatchObject({
      reasons: expect.arrayContaining(["ingen kontroll i Placeringsstöd är noterad i dag"]),
    });
  });

  it("shows the stops it would start and does nothing until they are confirmed; then those and no others start", async () => {
    const home = await begun("ivo");
    const list = filledIn(await worklist(home, "lista.xlsx"), [...REVOKED, ["Kullen", "Status", "Aktiv"]]);

    const first = await imported(home, list, "Siv");

    expect(first.code).toBe(2);
    expect(first.document).toMatchObject({
      written: false,
      stops: [{ orgNumber: "5599400131", rule: "permit-revoked", scope: { kind: "unit", unit: "V-2" } }],
    });
    expect((await home.json("stops", "list")).document).toEqual([]);
    expect((await home.json("alerts", "list")).document).toEqual([]);
    expect(await status(home)).toMatchObject({ done: 0, waiting: 4 });
    const { stderr } = await home.basvakt(
      "sweep",
      "import",
      "1",
      home.file("l.xlsx", await asFile(list)),
      "--by",
      "Siv",
    );
    expect(stderr).toContain("559940-0131 Gården AB, V-2 (ramavtal): IVO har återkallat tillståndet");

    const { code, document } = await imported(home, list, "Siv", "--confirm-stops");

    expect([code, document]).toMatchObject([0, { written: true, changed: 2, stopsStarted: 1, alertsOpened: 1 }]);
    expect((await home.json("stops", "list")).document).toMatchObject([
      { orgNumber: "5599400131", rule: "permit-revoked", state: "provisional", startedBy: "basvakt" },
    ]);
    expect((await home.basvakt("audit", "verify")).code).toBe(0);
  });

  it("is not held by the cap of a day, and leaves the day's to the machine", async () => {
    const home = await begun("ivo", "--all");
    const seven = Array.from({ length: 7 }, (_, n) => `55994100${n}`).map(organisationNumberFrom);
    const register = seven.map((org) => `${org};Hem ${org};ramavtal;hvb_barn_unga;Grönköping;AB`);
    const units = seven.map((org) => `${org};Enhet ${org};;hvb_barn_unga`);
    await home.basvakt(
      "suppliers",
      "import",
      home.file(
        "fler.csv",
        ["organisationsnummer;namn;avtalsform;insats;kopare;juridisk_form", ...register].join("\n"),
      ),
    );
    await home.basvakt(
      "units",
      "import",
      home.file("fler-enheter.csv", ["organisationsnummer;verksamhet;ivo_id;insats", ...units].join("\n")),
    );
    await home.json("sweep", "start", "ivo", "--by", "Eva Ek");
    const path = `${home.folder}/svep2.xlsx`;
    await home.basvakt("sweep", "worklist", "2", "--out", path);
    const rows = await readBack(path);
    const list = rows.map((row, n) =>
      n > 0 && (row[4] ?? "").startsWith("Enhet") ? row.map((cell, c) => (c === 9 ? "Saknas" : cell)) : row,
    );

    const { document } = await home.json(
      "sweep",
      "import",
      "2",
      home.file("i.xlsx", await asFile(list)),
      "--by",
      "Siv",
      "--confirm-stops",
    );

    expect(document).toMatchObject({ changed: 7, stopsStarted: 7 });
    expect((await home.json("incidents", "list")).document).toEqual([]);
  });

  it("undoes nothing when it is an old copy", async () => {
    const home = await begun("ivo");
    const blank = await worklist(home, "gammal.xlsx");
    const first = filledIn(blank, [["Kullen", "Status", "Aktiv"]]);
    const second = filledIn(first, [["Kullen", "Status", "Ej startad"]]);
    await imported(home, first, "Siv");
    await imported(home, second, "Siv", "--confirm-stops");

    const old = await imported(home, first, "Siv");
    const older = await imported(home, blank, "Tor");

    expect([old.document, older.document]).toMatchObject([
      { changed: 0, old: 1, conflicts: [] },
      { changed: 0, old: 1, conflicts: [] },
    ]);
    expect((await itemsOf(home)).find(({ unit }) => unit === "Kullen")).toMatchObject({
      fields: { status: "Ej startad" },
    });
  });

  it("shows side by side what two people have filled in differently, and neither counts until somebody says what holds", async () => {
    const home = await begun("ivo");
    const blank = await worklist(home, "lista.xlsx");
    await imported(home, filledIn(blank, [["Kullen", "Status", "Aktiv"]]), "Siv");
    const other = filledIn(blank, [
      ["Kullen", "Status", "Ansökt"],
      ["Gården Norr", "Status", "Aktiv"],
    ]);

    const { code, document } = await imported(home, other, "Tor");

    expect(code).toBe(3);
    expect(document).toMatchObject({
      changed: 1,
      conflicts: [
        { line: 4, mine: { fields: { status: "Ansökt" } }, theirs: { by: "Siv", fields: { status: "Aktiv" } } },
      ],
    });
    expect(await status(home)).toMatchObject({ done: 1, waiting: 3, conflicts: 1 });
    const { stdout } = await home.basvakt(
      "sweep",
      "import",
      "1",
      home.file("t.xlsx", await asFile(other)),
      "--by",
      "Tor",
    );
    expect(stdout).toMatch(/4 +3 +status +Siv: Aktiv +Ansökt/);
    expect((await home.json("suppliers", "show", "5599400305")).document).toMatchObject({ alerts: { open: 0 } });

    await home.json("sweep", "record", "3", "--set", "status=Aktiv", "--by", "Eva Ek");

    expect(await status(home)).toMatchObject({ done: 2, waiting: 2, conflicts: 0 });
    expect((await imported(home, other, "Tor")).document).toMatchObject({ conflicts: [], old: 1 });
  });

  it("hands an item over without stating anything anew", async () => {
    const home = await begun("ivo");
    await imported(home, filledIn(await worklist(home, "a.xlsx"), [["Kullen", "Status", "Aktiv"]]), "Siv");
    const again = filledIn(await worklist(home, "b.xlsx"), [["Kullen", "Handläggare", "Tor"]]);

    await imported(home, again, "Siv", "--now", "2026-10-02T08:00");

    expect((await itemsOf(home)).find(({ unit }) => unit === "Kullen")).toMatchObject({
      handler: "Tor",
      state: "done",
    });
    const mine = await worklist(home, "tor.xlsx", "--handler", "Tor");
    expect(mine.slice(1).map((row) => row[4])).toEqual(["Kullen"]);
  });

  it("is refused as a whole with ten planted faults, each named by file, sheet, row and column", async () => {
    const home = await begun("ivo", "--all");
    const list = await worklist(home, "lista.xlsx");
    const wrong = filledIn(list, [
      ["Gården Norr", "Status", "Igång"],
      ["Gården Norr", "Platser", "åtta"],
      ["Gården Söder", "Status", "Aktiv"],
      ["Gården Söder", "Beslutets datum", "2026-13-01"],
      ["Kullen", "Platser", "4"],
      ["Kullen Vuxen", "Status", "Aktiv"],
      ["Kullen Vuxen", "Målgrupp", "pojken 800101-0019"],
      ["", "Status", "Aktiv"],
      ["Backen", "Status", "Aktiv"],
      ["Backen", "Kontrollerad den", "2026-10-02"],
    ]);
    const rows = [...wrong, ["99", "1", "559940-0131", ...(wrong[1]?.slice(3) ?? [])]].map((row) => [...row]);
    const backen = rows.find((row) => row[4] === "Kullen Vuxen") ?? [];
    backen[1] = "7";
    const gone = rows.find((row) => row[4] === "Kullen") ?? [];
    gone[2] = "559940-0552";
    rows.push([...(rows[2] ?? [])]);

    const { code, document } = await imported(home, rows, "Tor");

    expect(code).toBe(2);
    const faults = (document as { faults: { file: string; sheet: string; line: number; column: string }[] }).faults;
    expect(faults.every(({ file, sheet }) => file === "ifylld.xlsx" && sheet === "Poster")).toBe(true);
    expect(faults.map(({ line, column }) => `${line} ${column}`)).toEqual([
      "2 Status",
      "2 Platser",
      "3 Beslutets datum",
      "4 Orgnr",
      "5 Version",
      "6 Status",
      "7 Kontrollerad den",
      "8 Status",
      "8 Platser",
      "9 Beslutets datum",
    ]);
    expect(JSON.stringify(document)).not.toContain("800101");
    expect(await status(home)).toMatchObject({ done: 0, conflicts: 0 });
  });

  it.each([
    ["an identity number for a reason", "Ej aktuell, skäl", "Se 800101-0019"],
    ["an offence for a reason", "Ej aktuell, skäl", "dömd för misshandel"],
    ["an identity number for a handler", "Handläggare", "800101-0019"],
    ["an offence for a handler", "Handläggare", "åtalad"],
    ["an offence for an outcome", "Utfall", "dömd 2019"],
    ["an identity number for a method", "Metod", "800101-0019"],
    ["an identity number for a day", "Begärd", "800101-0019"],
    ["an original that nobody has decided on", "Metod", "utdrag uppvisat i original"],
  ])("of attestations is refused with %s, and does not repeat it", async (_, heading, text) => {
    const home = await begun("registerkontroll");
    const list = await worklist(home, "lista.xlsx");
    const attested = heading === "Metod" ? attestation("VD") : [];

    const told = await imported(home, filledIn(list, [...attested, ["VD", heading, text]]), "Siv");

    expect(told.code).toBe(2);
    const faults = (told.document as { faults: { column: string; line: number }[] }).faults;
    expect(faults).toMatchObject([{ line: 2, column: heading, sheet: "Poster" }]);
    if (heading !== "Metod" || text.startsWith("8")) expect(JSON.stringify(faults)).not.toContain(text);
  });

  it("accounts for attestations, one begun and one set aside", async () => {
    const home = await begun("registerkontroll");
    const list = filledIn(await worklist(home, "lista.xlsx"), [
      ...attestation("VD"),
      ["ledamot", "Begärd", "2026-09-01"],
      ["", "Ej aktuell, skäl", "avtalet avslutas i oktober"],
    ]);

    expect((await imported(home, list, "Siv")).document).toMatchObject({ changed: 3, stops: [] });

    expect((await itemsOf(home)).map(({ role, state }) => [role, state])).toEqual([
      ["VD", "done"],
      ["ledamot", "waiting"],
      [null, "not_applicable"],
    ]);
  });

  it("is taken back to no other sweep, and no other file is taken for one", async () => {
    const home = await begun("ivo");
    const list = await worklist(home, "lista.xlsx");
    await home.json("sweep", "start", "ivo", "--all", "--by", "Eva Ek");

    const other = await home.json(
      "sweep",
      "import",
      "2",
      home.file("l.xlsx", await asFile(filledIn(list, [["Kullen", "Status", "Aktiv"]]))),
      "--by",
      "Siv",
    );
    const none = await home.basvakt("sweep", "import", "1", home.file("r.csv", "a;b\n1;2\n"), "--by", "Siv");

    expect([other.code, JSON.stringify(other.document)]).toEqual([2, expect.stringContaining("finns inte i svep 2")]);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("rubrikraden går inte att tyda")]);
  });
});

describe("an item recorded by itself", () => {
  it("refuses what is no longer so, and what may not be taken back", async () => {
    const home = await begun("ivo");
    const by = ["--by", "Siv"] as const;
    await home.json("sweep", "record", "1", "--set", "status=Aktiv", ...by);

    const late = await home.basvakt("sweep", "record", "1", "--set", "status=Vilande", "--version", "1", ...by);
    const emptied = await home.basvakt("sweep", "record", "1", "--set", "status=", ...by);
    const bare = await home.basvakt("sweep", "record", "1", "--not-applicable", ...by);
    const missing = await home.basvakt("sweep", "record", "77", "--set", "status=Aktiv", ...by);

    expect([late.code, late.stderr]).toEqual([1, expect.stringContaining("någon hann före")]);
    expect([emptied.code, emptied.stderr]).toEqual([2, expect.stringContaining("kan rättas men inte tas bort")]);
    expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining("--reason")]);
    expect(missing.code).toBe(2);
  });

  it("with a deviation proposes and never stops, and says no more of the person than the role", async () => {
    const home = await begun("registerkontroll");
    const cells = [
      "metod=sanningsförsäkran",
      "inkommen=2026-09-20",
      "handlingens_datum=2026-09-18",
      "utfall=avvikelse",
    ];
    const set = cells.flatMap((cell) => ["--set", cell]);

    const { document } = await home.json("sweep", "record", "1", ...set, "--by", "Siv");

    expect(document).toMatchObject({ state: "done", alertsOpened: 1, stopsStarted: 0 });
    const stops = (await home.json("stops", "list")).document as { reason: string }[];
    expect(stops).toMatchObject([{ rule: "conduct-deviating", state: "proposed", ground: "personlig lämplighet" }]);
    expect(stops[0]?.reason).toMatch(/^Intyget för VD \(företrädare \d+\), daterat 2026-09-18, har en avvikelse\./);
    expect((await home.json("suppliers", "show", "5599400131")).document).toMatchObject({ status: "active" });
  });

  it("starts the same stop as any other source", async () => {
    const home = await begun("ivo");

    const { document } = await home.json(
      ...(["sweep", "record", "2", "--by", "Siv", "--set", "status=Saknas"] as const),
    );

    expect(document).toMatchObject({ state: "done", stopsStarted: 1 });
  });
});

function attestation(role: string): readonly (readonly [string, string, string])[] {
  return [
    [role, "Metod", "sanningsförsäkran"],
    [role, "Inkommen", "2026-09-20"],
    [role, "Handlingens datum", "2026-09-18"],
    [role, "Utfall", "utan anmärkning"],
  ];
}
