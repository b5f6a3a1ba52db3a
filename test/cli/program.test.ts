import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStore } from "../../src/store/open.js";
import { emptyHome, newHome, REGISTER, registeredHome } from "./program-home.js";

/** The database as another process has it. */
function elsewhere(folder: string): Database.Database {
  const raw = new Database(join(folder, "basvakt.db"));
  onTestFinished(() => {
    raw.close();
  });
  return raw;
}

/** Waits for nobody: what five seconds would show, at once. */
const impatient = (file: string) => {
  const store = openStore(file);
  store.db.run(sql`PRAGMA busy_timeout = 10`);
  return store;
};

describe("init", () => {
  it("makes the home, and again leaves everything as it was", async () => {
    const home = emptyHome();

    const first = await home.json("init");
    writeFileSync(join(home.folder, "feeds.yaml"), "feeds: []\n");
    const again = await home.json("init");

    expect(first).toMatchObject({ code: 0, document: { home: home.folder, rehearsal: false } });
    expect((first.document as { written: string[] }).written).toEqual([
      "policy.yaml",
      "sources.yaml",
      "feeds.yaml",
      "recipients.yaml",
      "timetable.yaml",
    ]);
    expect(again.document).toMatchObject({ written: [] });
    expect(readFileSync(join(home.folder, "feeds.yaml"), "utf8")).toBe("feeds: []\n");
  });

  it("writes examples that the program accepts", async () => {
    const home = await newHome();

    const told = [];
    for (const argv of [
      ["policy", "check"],
      ["sources", "list"],
      ["digest", "preview"],
    ])
      told.push((await home.basvakt(...argv)).code);

    expect(told).toEqual([0, 0, 0]);
  });

  it.each([
    ["is a file", (root: string) => join(root, "fil")],
    ["lies under a file", (root: string) => join(root, "fil", "hem")],
  ])("refuses a home that %s, as one JSON document", async (_, place) => {
    const home = emptyHome();
    const root = join(home.folder, "..");
    home.file("fil", "");

    const { code, document } = await home.json("init", "--home", place(root));

    expect([code, document]).toMatchObject([2, { error: expect.stringContaining("går inte att skapa") }]);
  });
});

describe("a command line that is wrong", () => {
  it.each([
    [["frobnicera"], "kommandot frobnicera finns inte"],
    [["suppliers", "frobnicera"], "kommandot frobnicera finns inte"],
    [["suppliers", "list", "--frobnicera"], "flaggan --frobnicera finns inte"],
    [["suppliers", "list", "--status", "sovande"], "Tillåtna: active, paused, removed"],
    [["suppliers", "import"], "kommandot behöver fil"],
    [["suppliers", "import", "a", "b"], "för många argument"],
    [["suppliers", "remove", "559940-0131"], "flaggan --reason <skäl> måste anges"],
    [["suppliers", "list", "--home"], "behöver ett värde"],
    [["suppliers"], "Användning:"],
  ])("%j exits 2 in Swedish, and with --json gives one document", async (argv, words) => {
    const home = await newHome();

    const told = await home.basvakt(...argv);
    const asJson = await home.json(...(argv.at(-1) === "--home" ? ["--json", ...argv] : argv)).catch(() => null);

    expect([told.code, told.stdout]).toEqual([2, ""]);
    expect(told.stderr).toContain(words);
    expect(told.stderr).not.toMatch(/error:|unknown|Allowed|missing|too many/);
    if (argv.at(-1) !== "--home") expect(asJson).toMatchObject({ code: 2, document: { error: expect.any(String) } });
  });

  it.each([
    [
      ["alerts", "list"],
      ["[flaggor]", "(tillåtna:"],
    ],
    [["audit", "list"], ["(förval:"]],
    [["check", "record"], ["[flaggor]"]],
  ])("%j --help is in Swedish throughout", async (argv, words) => {
    const { stdout } = await emptyHome().basvakt(...argv, "--help");

    for (const word of words) expect(stdout).toContain(word);
    expect(stdout).not.toMatch(/\[options\]|choices:|default:|\[\]/);
  });

  it.each([["--help"], ["-V"], ["suppliers", "--help"]])("%s is no fault", async (...argv) => {
    const { code, stdout, stderr } = await emptyHome().basvakt(...argv);

    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).not.toBe("");
  });
});

describe("a home in trouble", () => {
  const stories = [
    ["has not been made", () => undefined, 2, "basvakt init"],
    [
      "is a file",
      ({ folder }: { folder: string }) => {
        rmSync(folder, { recursive: true, force: true });
        writeFileSync(folder, "");
      },
      2,
      "ingen hemkatalog",
    ],
  ] as const;

  it.each(stories)("that %s", async (_, trouble, code, words) => {
    const home = emptyHome();
    trouble(home);

    const told = await home.json("suppliers", "list");

    expect(told).toMatchObject({ code, document: { error: expect.stringContaining(words) } });
  });

  it.each([
    ["is gone", (file: string) => rmSync(file), "saknas eller är tom"],
    ["is cut to nothing", (file: string) => writeFileSync(file, ""), "saknas eller är tom"],
    ["is no database", (file: string) => writeFileSync(file, "brev ".repeat(2_000)), "skadad"],
    [
      "is a folder",
      (file: string) => {
        rmSync(file);
        mkdirSync(file);
      },
      "databasen",
    ],
  ])("whose database %s is not started over in silence (R50)", async (_, trouble, words) => {
    const home = await registeredHome();
    const file = join(home.folder, "basvakt.db");
    rmSync(`${file}-wal`, { force: true });
    trouble(file);

    const told = await home.json("suppliers", "list");

    expect(told).toMatchObject({ code: 1, document: { error: expect.stringContaining(words) } });
  });

  it("whose database is damaged inside says so", async () => {
    const home = await registeredHome();
    const file = join(home.folder, "basvakt.db");
    const bytes = readFileSync(file);
    bytes.fill(0x41, 4_096);
    writeFileSync(file, bytes);

    const { code, document } = await home.json("suppliers", "list");

    expect([code, document]).toMatchObject([1, { error: expect.stringContaining("skadad") }]);
  });

  it("whose database another process writes in for long is told in Swedish; afterwards it goes", async () => {
    const home = await registeredHome({ openStore: impatient });
    const raw = elsewhere(home.folder);
    raw.exec("BEGIN IMMEDIATE");
    const file = home.file("register.csv", REGISTER.replaceAll("Kastrullen AB", "Nya AB"));

    const blocked = await home.json("suppliers", "import", file);
    raw.exec("COMMIT");
    const after = await home.json("suppliers", "import", file);

    expect(blocked).toMatchObject({
      code: 1,
      document: { error: expect.stringContaining("upptagen av en annan process") },
    });
    expect(after).toMatchObject({ code: 0, document: { updated: 1 } });
  });

  it("that another process runs jobs in is named, and one whose process is dead is taken over", async () => {
    const home = await registeredHome();
    const raw = elsewhere(home.folder);
    const hold = (pid: number | undefined) =>
      raw
        .prepare("REPLACE INTO lease (name, holder, until) VALUES ('running-jobs', ?, ?)")
        .run(`${hostname()}:${pid}`, Date.parse("2026-11-23T12:00:30Z"));

    hold(process.ppid);
    const held = await home.json("run", "basuppfoljning");
    hold(spawnSync(process.execPath, ["-e", ""]).pid);
    const taken = await home.json("run", "basuppfoljning");

    expect(held).toMatchObject({
      code: 1,
      document: { error: expect.stringContaining(`${hostname()}:${process.ppid}`) },
    });
    expect([0, 3]).toContain(taken.code);
  });

  it("whose disk is full while it imports is left as it was", async () => {
    const home = await registeredHome();
    const raw = elsewhere(home.folder);
    const before = raw.prepare("SELECT count(*) FROM supplier").pluck().get();
    const full = emptyHome({
      openStore: (file) => {
        const store = openStore(file);
        const { page_count: pages } = store.db.get<{ page_count: number }>(sql`PRAGMA page_count`);
        store.db.run(sql.raw(`PRAGMA max_page_count = ${pages}`));
        return store;
      },
    });
    const names = Array.from({ length: 200 }, (_, n) => `Alias ${n} ${"å".repeat(60)}`).join("|");
    const file = home.file("stort.csv", REGISTER.replace("kopare", "alias").replace("Grönköping;A-1", `${names};A-1`));

    const told = await full.json("suppliers", "import", file, "--home", home.folder);

    expect(told).toMatchObject({ code: 1, document: { error: expect.stringContaining("disken är full") } });
    expect(raw.prepare("SELECT count(*) FROM supplier").pluck().get()).toBe(before);
    expect(raw.prepare("SELECT count(*) FROM supplier_name WHERE form LIKE 'Alias%'").pluck().get()).toBe(0);
  });
});

describe("--now", () => {
  it.each([
    ["init", "--now", "2026-11-23"],
    ["suppliers", "list", "--now", "2026-11-23"],
  ])("is refused outside a rehearsal: %s", async (...argv) => {
    const home = await newHome();

    expect(await home.json(...argv)).toMatchObject({
      code: 2,
      document: { error: expect.stringContaining("--rehearsal") },
    });
  });

  it("goes forwards, stands still and never goes back", async () => {
    const home = emptyHome();
    await home.basvakt("init", "--rehearsal", "--now", "2026-11-23T07:00");
    const codes = [];
    for (const now of ["2026-11-23T07:00", "2026-11-24", "2026-11-24", "2026-11-23T23:00", "i går"]) {
      codes.push((await home.basvakt("suppliers", "list", "--now", now)).code);
    }

    expect(codes).toEqual([0, 0, 0, 2, 2]);
    expect(JSON.parse(readFileSync(join(home.folder, "rehearsal.json"), "utf8"))).toEqual({
      now: "2026-11-23T23:00:00.000Z",
    });
  });

  it("does not move a home whose database cannot be opened", async () => {
    const home = emptyHome();
    await home.basvakt("init", "--rehearsal", "--now", "2026-11-23T07:00Z");
    rmSync(join(home.folder, "basvakt.db"));

    const { code } = await home.basvakt("suppliers", "list", "--now", "2026-12-24");

    expect(code).toBe(1);
    expect(readFileSync(join(home.folder, "rehearsal.json"), "utf8")).toContain("2026-11-23");
  });

  it("says so when the file that remembers the time is broken", async () => {
    const home = emptyHome();
    await home.basvakt("init", "--rehearsal");
    writeFileSync(join(home.folder, "rehearsal.json"), "{");

    expect(await home.json("suppliers", "list")).toMatchObject({
      code: 2,
      document: { error: expect.stringContaining("rehearsal.json") },
    });
  });
});
