import { readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { supplierNumber } from "../decisions/town.js";
import { xlsx } from "../tabular/xlsx.js";
import { newHome, type ProgramHome, REGISTER, registeredHome, UNITS } from "./program-home.js";

const NOTHING = { added: 0, updated: 0, unchanged: 0, removed: 0 };

/** Everything in the database that an import may touch. */
function contentOf({ folder }: ProgramHome): string {
  const raw = new Database(join(folder, "basvakt.db"), { readonly: true });
  const tables = [
    "subject",
    "supplier",
    "supplier_name",
    "agreement",
    "unit",
    "representative",
    "trail",
    "trail_detail",
  ];
  const content = JSON.stringify(tables.map((table) => raw.prepare(`SELECT * FROM ${table}`).all()));
  raw.close();
  return content;
}

const numbers = Array.from({ length: 20 }, (_, n) => supplierNumber(n));
const twenty = (count = 20) =>
  `organisationsnummer;namn;avtalsform;insats\n${numbers
    .slice(0, count)
    .map((number, n) => `${number};Exempel ${n} AB;ramavtal;hvb_vuxna\n`)
    .join("")}`;

describe("suppliers import", () => {
  it("adds suppliers with several agreements and buyers, and says how many", async () => {
    const home = await newHome();

    const { code, document } = await home.json("suppliers", "import", home.file("register.csv", REGISTER));

    expect([code, document]).toEqual([0, { ...NOTHING, added: 2, rejected: [] }]);
    const shown = (await home.json("suppliers", "show", "559940-0131")).document as {
      agreements: { buyer: string; number: string }[];
    };
    expect(shown.agreements.map(({ buyer, number }) => [buyer, number])).toEqual([
      ["Grönköping", "A-1"],
      ["Storvad", "A-2"],
    ]);
  });

  it("reads the same register out of an XLSX file", async () => {
    const home = await registeredHome();
    const rows = REGISTER.trim()
      .split("\n")
      .map((line) => line.split(";"));

    const { document } = await home.json("suppliers", "import", home.file("register.xlsx", await xlsx(rows)));

    expect(document).toEqual({ ...NOTHING, unchanged: 2, rejected: [] });
  });

  it("changes nothing when the same file comes again, and says so", async () => {
    const home = await registeredHome();
    const before = contentOf(home);

    const told = await home.basvakt("suppliers", "import", home.file("register.csv", REGISTER));

    expect(told).toEqual({
      code: 0,
      stderr: "",
      stdout: "Ingenting ändrades: 2 leverantörer stod redan så i registret.\n",
    });
    expect(contentOf(home)).toBe(before);
  });

  it("with --dry-run shows what would change and changes nothing", async () => {
    const home = await registeredHome();
    const before = contentOf(home);
    const file = home.file("register.csv", REGISTER.replaceAll("Kastrullen AB", "Kastrullen Omsorg AB"));

    const { document } = await home.json("suppliers", "import", file, "--dry-run");
    const { stdout } = await home.basvakt("suppliers", "import", file, "--dry-run");

    expect(document).toEqual({ ...NOTHING, updated: 1, unchanged: 1, rejected: [] });
    expect(stdout).toMatch(/^Så skulle det bli. Leverantörer: .* 1 ändrad, .*Ingenting skrevs/);
    expect(contentOf(home)).toBe(before);
  });

  it("says once why a file cannot be read", async () => {
    const home = await newHome();

    const { code, stderr } = await home.basvakt("suppliers", "import", home.file("register.csv", "%PDF-1.7 ..."));

    expect(code).toBe(2);
    expect(stderr.match(/register\.csv/g)).toHaveLength(1);
  });

  it("refuses a file with faults as a whole, naming file, line, column and reason of every one", async () => {
    const home = await registeredHome();
    const before = contentOf(home);
    const file = home.file(
      "fel.csv",
      `${REGISTER}559940-0132;Fel Siffra AB;ramavtal;hvb\n556000-0000;;hyresavtal;hvb\n559940-0305;Annat Namn AB;iop;hvb\n`,
    );

    const { code, stdout, stderr } = await home.basvakt("suppliers", "import", file, "--json");

    const { rejected, ...counted } = JSON.parse(stdout) as {
      rejected: { line: number; column: string; message: string }[];
    };
    expect([code, counted]).toEqual([2, NOTHING]);
    expect(rejected.map(({ line, column }) => [line, column])).toEqual(
      expect.arrayContaining([
        [5, "organisationsnummer"],
        [6, "namn"],
        [6, "avtalsform"],
        [7, "namn"],
      ]),
    );
    for (const one of rejected) expect(Object.keys(one)).toEqual(["line", "column", "message"]);
    expect(stderr).toContain("fel.csv, rad 5, kolumn organisationsnummer: ");
    expect(contentOf(home)).toBe(before);
  });

  it.each(["800101-0019", "19800101-0019"])(
    "refuses a sole trader's number %s and never repeats it",
    async (personal) => {
      const home = await newHome();
      const file = home.file(
        "register.csv",
        `organisationsnummer;namn;avtalsform;insats\n${personal};Firman;ramavtal;hvb\n`,
      );

      const { code, stdout, stderr } = await home.basvakt("suppliers", "import", file, "--json");

      expect(code).toBe(2);
      expect(stdout + stderr).toContain("personnummer");
      expect(stdout + stderr).not.toMatch(/800101|0019/);
      expect(contentOf(home)).not.toMatch(/800101/);
    },
  );

  it("with --replace asks before more than a tenth is removed, and removes when told to", async () => {
    const home = await newHome();
    await home.basvakt("suppliers", "import", home.file("alla.csv", twenty()));
    const before = contentOf(home);
    const fewer = home.file("färre.csv", twenty(17));

    const refused = await home.json("suppliers", "import", fewer, "--replace");
    expect(refused).toMatchObject({ code: 2, document: { ...NOTHING, rejected: [{ line: null, column: null }] } });
    expect(JSON.stringify(refused.document)).toContain("--confirm-shrink");
    expect(contentOf(home)).toBe(before);

    const told = await home.json("suppliers", "import", fewer, "--replace", "--confirm-shrink");
    expect(told.document).toEqual({ ...NOTHING, unchanged: 17, removed: 3, rejected: [] });
    const gone = (await home.json("suppliers", "list", "--status", "removed")).document as unknown[];
    expect(gone).toHaveLength(3);
  });

  it("with --replace removes a tenth without asking; without it nothing that is missing", async () => {
    const home = await newHome();
    await home.basvakt("suppliers", "import", home.file("alla.csv", twenty()));
    const fewer = home.file("färre.csv", twenty(18));

    expect((await home.json("suppliers", "import", fewer)).document).toMatchObject({ unchanged: 18, removed: 0 });
    expect((await home.json("suppliers", "import", fewer, "--replace")).document).toMatchObject({ removed: 2 });
  });

  it.each([
    ["does not exist", "saknas.csv", null, "finns inte"],
    ["has no rows that we know", "brev.csv", "Hej,\nhär kommer registret.\n", "rubrikrad"],
    ["is empty", "tom.csv", "", ""],
    ["lacks a column", "kort.csv", "organisationsnummer;namn;insats\n559940-0131;A AB;hvb\n", "avtalsform"],
    ["is no XLSX file inside", "fel.xlsx", "PK inte alls", ""],
  ])("refuses a file that %s, in Swedish, also as JSON", async (_, name, content, words) => {
    const home = await newHome();
    const file = content === null ? join(home.folder, name) : home.file(name, content);

    const { code, stdout, stderr } = await home.basvakt("suppliers", "import", file, "--json");

    expect(code).toBe(2);
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/oväntat fel/);
  });

  it("brings back a supplier that was removed, as new", async () => {
    const home = await registeredHome();
    await home.basvakt("suppliers", "remove", "559940-0305", "--reason", "Avtalet slut", "--by", "Anna");

    const { document } = await home.json("suppliers", "import", home.file("register.csv", REGISTER));

    expect(document).toMatchObject({ added: 1, unchanged: 1 });
  });
});

describe("units import", () => {
  const heading = "organisationsnummer;verksamhet;ivo_id;insats\n";
  const imported = async (home: ProgramHome, text: string, ...flags: readonly string[]) =>
    home.json("units", "import", home.file("fil.csv", text), ...flags);

  it("adds several units of a supplier, and the same file again changes nothing", async () => {
    const home = await registeredHome();

    expect((await imported(home, UNITS)).document).toEqual({ ...NOTHING, unchanged: 3, rejected: [] });
  });

  it.each([
    [
      "a supplier that is not in the register",
      "559940-0370;Okänd;V-9;hvb_vuxna\n",
      "organisationsnummer",
      "finns inte i registret",
    ],
    [
      "an IVO id of another supplier's unit",
      "559940-0305;Kastrullen Öst;V-1;hvb_vuxna\n",
      "ivo_id",
      "annan leverantörs",
    ],
    ["a name that another of its units has", "559940-0131;Blåklinten Söder;V-7;hvb_barn_unga\n", "verksamhet", "V-2"],
    [
      "a unit renamed to what another is called",
      "559940-0131;Blåklinten Söder;V-1;hvb_barn_unga\n",
      "verksamhet",
      "V-2",
    ],
  ])("refuses %s, naming the line, and imports nothing", async (_, row, column, words) => {
    const home = await registeredHome();
    const before = contentOf(home);

    const { code, document } = await imported(home, `${heading}559940-0305;Kastrullen Ny;V-8;hvb_vuxna\n${row}`);

    expect([code, document]).toMatchObject([2, { ...NOTHING, rejected: [{ line: 3, column }] }]);
    expect(JSON.stringify(document)).toContain(words);
    expect(contentOf(home)).toBe(before);
  });

  it("renames a unit that is known by its IVO id, and gives one known by name its id", async () => {
    const home = await registeredHome();

    const { document } = await imported(
      home,
      `${heading}559940-0131;Norra Blåklinten;V-1;hvb_barn_unga\n559940-0305;Kastrullen;V-3;hvb_vuxna\n`,
    );

    expect(document).toMatchObject({ added: 0, updated: 2 });
  });

  it("with --replace moves a home to the supplier that has taken it over", async () => {
    const home = await registeredHome();
    const moved = UNITS.replace("559940-0131;Blåklinten Norr", "559940-0305;Blåklinten Norr");

    const { document } = await imported(home, moved, "--replace", "--confirm-shrink");

    expect(document).toEqual({ ...NOTHING, added: 1, unchanged: 2, removed: 1, rejected: [] });
  });

  it("with --replace takes away a home even when another supplier has one of the same name", async () => {
    const home = await registeredHome();
    await imported(home, `${heading}559940-0131;Hemmet;;hvb_barn_unga\n559940-0305;Hemmet;;hvb_vuxna\n`);

    const { document } = await imported(
      home,
      `${UNITS}559940-0305;Hemmet;;hvb_vuxna\n`,
      "--replace",
      "--confirm-shrink",
    );

    expect(document).toMatchObject({ unchanged: 4, removed: 1 });
  });

  it("lets go of an IVO id when its supplier has left the register", async () => {
    const home = await registeredHome();
    await home.basvakt("suppliers", "remove", "559940-0131", "--reason", "Avtalet slut", "--by", "Anna");

    const { code, document } = await imported(home, `${heading}559940-0305;Blåklinten Norr;V-1;hvb_vuxna\n`);

    expect([code, document]).toMatchObject([0, { added: 1 }]);
  });
});

describe("representatives import", () => {
  const heading = "organisationsnummer;namn;roll;fran;till\n";

  it("adds, leaves what is the same, and with --replace takes away by supplier", async () => {
    const home = await registeredHome();
    const both = `${heading}559940-0131;Asta Mossvik;styrelseledamot;2019-01-10;\n559940-0305;Asta Mossvik;styrelseledamot;2019-01-10;\n`;
    const one = `${heading}559940-0305;Asta Mossvik;styrelseledamot;2019-01-10;\n`;

    const told = [];
    for (const [text, ...flags] of [[both], [both], [one, "--replace", "--confirm-shrink"]] as const) {
      told.push((await home.json("representatives", "import", home.file("f.csv", text), ...flags)).document);
    }

    expect(told).toEqual([
      { ...NOTHING, added: 2, rejected: [] },
      { ...NOTHING, unchanged: 2, rejected: [] },
      { ...NOTHING, unchanged: 1, removed: 1, rejected: [] },
    ]);
  });

  it("refuses a personal number in any column and never repeats it", async () => {
    const home = await registeredHome();
    const file = home.file("f.csv", `${heading}559940-0131;Asta Mossvik 19800101-0019;styrelseledamot;;\n`);

    const { code, stdout, stderr } = await home.basvakt("representatives", "import", file, "--json");

    expect(code).toBe(2);
    expect(stdout + stderr).not.toMatch(/800101/);
  });
});

describe("what a person reads of an import that went wrong", () => {
  it("says a single fault once", async () => {
    const home = await newHome();

    expect(await home.basvakt("suppliers", "import", home.file("tom.csv", ""))).toEqual({
      code: 2,
      stdout: "",
      stderr: "tom.csv kan inte läsas: filen är tom\n",
    });
  });
});

describe("what an import leaves in the trail (R44)", () => {
  it("is one row for each import that changed something, with the file and who", async () => {
    const home = await newHome();
    const file = home.file("register.csv", REGISTER);
    await home.basvakt("suppliers", "import", file, "--by", "Anna");
    await home.basvakt("suppliers", "import", file, "--by", "Bo");

    const raw = new Database(join(home.folder, "basvakt.db"), { readonly: true });
    const rows = raw.prepare("SELECT actor, verb, detail FROM trail JOIN trail_detail USING (seq)").all();
    raw.close();

    expect(rows).toEqual([
      {
        actor: "Anna",
        verb: "register.imported",
        detail: '{"added":2,"file":"register.csv","removed":0,"unchanged":0,"updated":0}',
      },
    ]);
    expect(readFileSync(file, "utf8")).toBe(REGISTER);
  });
});
