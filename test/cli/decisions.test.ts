import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram } from "../../src/cli/program.js";
import { openStore } from "../../src/store/open.js";
import { ADDAS, company, DAY_1, DAY_2, OWN, run, type Said, settle, supplierNumber } from "../decisions/town.js";

interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Home {
  readonly folder: string;
  readonly basvakt: (...argv: readonly string[]) => Promise<Told>;
  /** What --json gives. */
  readonly json: <T = unknown>(...argv: readonly string[]) => Promise<T>;
}

/** A home whose sources have said these things, run by run. */
async function home(suppliers: number, ...runs: readonly (readonly Said[])[]): Promise<Home> {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const basvakt = async (...argv: readonly string[]): Promise<Told> => {
    const stdout: string[] = [];
    const stderr: string[] = [];
    const code = await runProgram(argv, {
      environment: { BASVAKT_HOME: folder },
      workingFolder: folder,
      stdout: (text) => void stdout.push(text),
      stderr: (text) => void stderr.push(text),
      terminal: false,
      clock: () => DAY_2,
      openStore,
      http: () => Promise.reject(new Error("nothing is asked here")),
      signal: new AbortController().signal,
    });
    return { code, stdout: stdout.join(""), stderr: stderr.join("") };
  };
  await basvakt("init");
  const store = openStore(join(folder, "basvakt.db"));
  const town = settle(store, join(folder, "inbox"), { suppliers, agreements: [OWN, ADDAS], policy: "" });
  for (const said of runs) await run(town, "bolagsverket", said, DAY_1);
  store.close();
  return { folder, basvakt, json: async (...argv) => JSON.parse((await basvakt(...argv, "--json")).stdout) };
}

const decided = ["--by", "Anna", "--reason", "Samtal med leverantören"];
const bankrupt = () => home(1, [company(0, "bankruptcy")]);

describe("basvakt alerts", () => {
  it("lists a bare array with exactly the members of the contract", async () => {
    const { json } = await bankrupt();

    const items = await json<readonly object[]>("alerts", "list");

    expect(items.map((item) => Object.keys(item))).toEqual([
      [
        "id",
        "orgNumber",
        "unit",
        "rule",
        "key",
        "severity",
        "state",
        "title",
        "because",
        "evidence",
        "openedAt",
        "lastSeenAt",
        "version",
      ],
    ]);
  });

  it("prints a table in Swedish with local time for a person", async () => {
    const { basvakt } = await bankrupt();

    const { stdout } = await basvakt("alerts", "list");

    expect(stdout).toMatch(/kritisk\s+öppet\s+Exempelgården 1 AB\s+Konkurs\s+2026-11-23 06:00/);
    expect(stdout).toContain("1 larm.");
  });

  it("lists what was opened, or ended, since a day or a time: the rows of the digest's figures (law 15)", async () => {
    const { basvakt, json } = await bankrupt();

    expect(await json("alerts", "list", "--since", "2026-11-23")).toMatchObject([{ id: 1 }]);
    expect(await json("alerts", "list", "--since", "2026-11-23T06:00")).toMatchObject([{ id: 1 }]);
    expect(await json("alerts", "list", "--since", "2026-11-23T06:01", "--all")).toEqual([]);
    expect(await json("alerts", "list", "--since", "2026-11-23", "--happened", "resolved", "--all")).toEqual([]);
    expect(await json("stops", "list", "--since", "2026-11-23", "--all")).toMatchObject([{ id: 1 }]);
    expect(await json("stops", "list", "--since", "2026-11-23T06:01", "--all")).toEqual([]);
    expect((await basvakt("alerts", "list", "--happened", "resolved")).code).toBe(2);
    expect((await basvakt("stops", "list", "--since", "i går")).code).toBe(2);
  });

  it("lists those with a handler", async () => {
    const { basvakt, json } = await bankrupt();
    expect(await json("alerts", "list", "--assigned")).toEqual([]);

    await basvakt("alerts", "assign", "1", "--to", "Bo", "--by", "Anna");

    expect(await json("alerts", "list", "--assigned")).toMatchObject([{ id: 1 }]);
  });

  it("leaves out suppliers that have left the register, and the removal says what stays in history", async () => {
    const { basvakt, json } = await bankrupt();

    const removed = await basvakt("suppliers", "remove", supplierNumber(0), ...decided);

    expect(removed.stdout).toContain("2 stopp och 1 larm som inte var avgjorda står kvar i historiken");
    expect(await json("alerts", "list")).toEqual([]);
    expect(await json("stops", "list")).toEqual([]);
    expect(await json("alerts", "list", "--all")).toMatchObject([{ id: 1 }]);
    expect(await json("stops", "list", "--all")).toMatchObject([{ id: 1 }, { id: 2 }]);
    const digest = (await basvakt("digest", "preview")).stdout;
    expect(digest).toContain("Borttagen ur registret");
    expect(digest).not.toContain("i konkurs");
  });

  it("takes a decision, leaves what is settled out, and refuses the same decision again with exit 1", async () => {
    const { basvakt, json } = await bankrupt();

    const first = await basvakt("alerts", "dismiss", "1", ...decided);
    const again = await basvakt("alerts", "dismiss", "1", ...decided);

    expect(first).toMatchObject({
      code: 0,
      stdout: "Larm 1 är avfärdat.\n",
      stderr: expect.stringContaining("stops show 1"),
    });
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("redan avfärdat") });
    expect(await json("alerts", "list")).toEqual([]);
    expect(await json("alerts", "list", "--all")).toMatchObject([{ state: "dismissed", version: 2 }]);
  });

  it("shows what an alert rests on and what was decided", async () => {
    const { basvakt, json } = await bankrupt();
    await basvakt("alerts", "assign", "1", "--to", "Bo", "--by", "Anna");

    expect(await json("alerts", "show", "1")).toMatchObject({
      name: "Exempelgården 1 AB",
      observed: expect.stringContaining("i konkurs"),
      threshold: null,
      action: "stop",
      assignee: "Bo",
      goneAt: null,
      facts: ["bankruptcy"],
      decisions: [{ verb: "assigned", by: "Anna" }],
    });
    expect((await basvakt("alerts", "show", "1")).stdout).toContain("Handläggare: Bo");
  });

  it("refuses with exit 1 whoever has seen an older version (R42)", async () => {
    const { basvakt } = await bankrupt();

    expect(await basvakt("alerts", "ack", "1", ...decided, "--version", "4")).toMatchObject({ code: 1 });
    expect(await basvakt("alerts", "ack", "1", ...decided, "--version", "1")).toMatchObject({ code: 0 });
  });

  it.each([
    ["an unknown id", ["ack", "9", ...decided], "finns inte"],
    ["a word for an id", ["ack", "nio", ...decided], "heltal"],
    ["nobody named", ["ack", "1", "--reason", "Sett"], "--by"],
    ["no reason", ["ack", "1", "--by", "Anna"], "--reason"],
    ["the machine as person", ["ack", "1", "--by", "basvakt", "--reason", "Sett"], "person"],
    ["an unknown rule", ["list", "--rule", "magkänsla"], "magkänsla"],
    ["an unknown severity", ["list", "--severity", "grym"], "grym"],
    ["a broken organisation number", ["list", "--supplier", "5599"], "siffror"],
  ])("refuses %s with exit 2", async (_, argv, words) => {
    const { basvakt } = await bankrupt();

    expect(await basvakt("alerts", ...argv)).toMatchObject({ code: 2, stderr: expect.stringContaining(words) });
  });
});

describe("basvakt stops", () => {
  it("lists what the machine stopped and what it proposes, with scope and term", async () => {
    const { json } = await bankrupt();

    expect(await json("stops", "list")).toMatchObject([
      {
        id: 1,
        state: "provisional",
        term: "rekommendationsstopp",
        scope: { agreement: { form: "direktupphandling" } },
      },
      { id: 2, state: "proposed", term: "avropsstopp", scope: { agreement: { owner: "Adda", number: "A-1" } } },
    ]);
    expect(await json("stops", "list", "--state", "proposed")).toMatchObject([{ id: 2 }]);
    expect(await json("stops", "list", "--liftable")).toEqual([]);
  });

  it("confirms, and leaves nothing undecided under the own agreement", async () => {
    const { basvakt, json } = await bankrupt();

    expect(await basvakt("stops", "confirm", "1", ...decided)).toMatchObject({
      code: 0,
      stdout: "Stopp 1 är bekräftat.\n",
    });

    expect(await json("stops", "list", "--undecided")).toMatchObject([{ id: 2 }]);
  });

  it("lifts, and says plainly that the facts are not gone", async () => {
    const { basvakt, json } = await bankrupt();

    const lifted = await basvakt("stops", "lift", "1", ...decided);

    expect(lifted).toMatchObject({ code: 0, stderr: expect.stringContaining("är inte borta") });
    expect((await basvakt("stops", "lift", "1", ...decided)).code).toBe(1);
    expect(await json("stops", "list", "--all")).toMatchObject([{ state: "lifted" }, { state: "proposed" }]);
  });

  it("records the owner's decision about a proposed stop", async () => {
    const { basvakt } = await bankrupt();

    const imposed = await basvakt("stops", "impose", "2", ...decided);

    expect(imposed).toMatchObject({ code: 0, stderr: expect.stringContaining("avtalet ägs av Adda") });
    expect((await basvakt("stops", "show", "2")).stdout).toContain("avropsstopp, bekräftat");
  });

  it("imposes a person's own stop under the agreements that are meant", async () => {
    const { basvakt, json } = await home(1);
    const of = ["--supplier", supplierNumber(0), "--form", "direktupphandling", "--ground", "synpunkter"];

    expect(await basvakt("stops", "impose", ...of, ...decided)).toMatchObject({ code: 0 });

    expect(await json("stops", "list")).toMatchObject([
      { state: "confirmed", startedBy: "Anna", ground: "synpunkter" },
    ]);
    expect((await basvakt("stops", "impose", "1", ...of, ...decided)).code).toBe(2);
  });
});

describe("basvakt incidents", () => {
  const many = Array.from({ length: 25 }, (_, index) => company(index));
  const changed = many.map((said, index) => (index < 6 ? company(index, "liquidation") : said));

  it("lists what is held, releases it and says what came of it", async () => {
    const { basvakt, json } = await home(25, many, changed);
    expect(await json("incidents", "list")).toMatchObject([
      { id: 1, kind: "mass_change", state: "open", suppliers: 6, held: 6 },
    ]);

    const released = await json("incidents", "release", "1", ...decided);

    expect(released).toMatchObject({
      id: 1,
      state: "closed",
      closedHow: "released",
      answers: 6,
      stopsProposed: 6,
      alertsOpened: 6,
      stopsHeld: 1,
    });
    expect((await basvakt("incidents", "list")).stdout).toContain("taket för nya stopp");
    expect((await basvakt("incidents", "list", "--all")).stdout).toMatch(/fler än en andel ändrades .*släppt/);
    const [held] = await json<readonly { id: number }[]>("stops", "list", "--state", "held");
    expect((await basvakt("stops", "show", `${held?.id}`)).stdout).toContain("basvakt incidents release 2");
    expect((await basvakt("incidents", "reject", "1", ...decided)).code).toBe(1);
  });
});

describe("basvakt audit", () => {
  it("proves the chain, and names the first row that was tampered with (law 9)", async () => {
    const { folder, basvakt, json } = await bankrupt();
    expect(await json("audit", "verify")).toMatchObject({ ok: true, firstBroken: null });

    const file = new Database(join(folder, "basvakt.db"));
    file.exec("DROP TRIGGER trail_is_never_changed; UPDATE trail SET actor = 'någon' WHERE seq = 2");
    file.close();

    expect(await basvakt("audit", "verify")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("bruten vid rad 2"),
    });
    expect(await json("audit", "verify")).toMatchObject({ ok: false, firstBroken: 2 });
  });

  it("finds the head that a letter printed among the links, and says when it is not there", async () => {
    const { basvakt, json } = await bankrupt();
    const { head } = await json<{ head: string }>("audit", "verify");
    await basvakt("alerts", "ack", "1", ...decided);

    expect(await basvakt("audit", "verify", "--head", head)).toMatchObject({ code: 0 });
    expect(await basvakt("audit", "verify", "--head", "0".repeat(64))).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("finns INTE i kedjan"),
    });
    expect((await basvakt("audit", "verify", "--head", head.slice(0, 12))).code).toBe(2);
    expect((await basvakt("audit", "list")).stdout).toContain(head.slice(0, 12));
    expect((await basvakt("audit", "list")).stdout).toContain("larm kvitterat");
  });

  it("lists the newest rows first", async () => {
    const { basvakt, json } = await bankrupt();
    await basvakt("alerts", "ack", "1", ...decided);

    expect(await json("audit", "list", "--limit", "1")).toMatchObject([
      { actor: "Anna", verb: "alert.acknowledged", alert: 1 },
    ]);
  });
});

describe("basvakt evidence and agreements", () => {
  it("shows the stored answer with where it came from, and that it is intact", async () => {
    const { basvakt, json } = await bankrupt();

    expect(await json("evidence", "show", "1")).toMatchObject({
      source: "bolagsverket",
      address: "https://källa.example/svar",
      status: 200,
      intact: true,
      body: { facts: { proceedings: [{ code: "KK" }] } },
    });
    expect((await basvakt("evidence", "show", "1")).stdout).toContain('"code": "KK"');
    expect((await basvakt("evidence", "show", "7")).code).toBe(2);
  });

  it("lists agreements with their owners", async () => {
    const { json } = await home(1);

    const about = { orgNumber: supplierNumber(0), name: "Exempelgården 1 AB" };
    expect(await json("agreements", "list", "--supplier", supplierNumber(0))).toEqual([
      { ...about, ...OWN, endedHow: null },
      { ...about, ...ADDAS, endedHow: null },
    ]);
  });
});

describe("basvakt stops impose with evidence", () => {
  const own = (home: Home, file: string) => {
    const what = ["stops", "impose", "--supplier", supplierNumber(0), "--form", "direktupphandling"];
    return home.basvakt(...what, "--ground", "synpunkter", "--evidence", join(home.folder, file), ...decided);
  };

  it("keeps what the person attaches and shows it under the stop", async () => {
    const calm = await home(1);
    writeFileSync(join(calm.folder, "anteckning.txt"), "Tre samtal om bemanningen.\n");

    expect(await own(calm, "anteckning.txt")).toMatchObject({ code: 0 });

    expect(await calm.json("stops", "show", "1")).toMatchObject({ ground: "synpunkter", evidence: [1] });
    expect((await calm.basvakt("evidence", "show", "1")).stdout).toMatch(/Uppgiven av: Anna[\s\S]*Tre samtal/);
  });

  it("refuses a file with somebody's identity number, and stops nothing (law 10)", async () => {
    const calm = await home(1);
    writeFileSync(join(calm.folder, "anteckning.txt"), "Samtal med 800101-0019.\n");

    expect(await own(calm, "anteckning.txt")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("personnummer"),
    });

    expect(await calm.json("stops", "list")).toEqual([]);
  });
});
