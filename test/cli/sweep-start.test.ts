import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { itemsOf, sweptTown } from "./sweep-home.js";

const BY = ["--by", "Eva Ek"] as const;

describe("a sweep that is started", () => {
  it("covers the units of frame suppliers for children, and tells of the supplier that has none", async () => {
    const home = await sweptTown();

    const { code, document } = await home.json("sweep", "start", "ivo", "--due", "2026-11-15", ...BY);

    expect(code).toBe(0);
    expect(document).toEqual({ id: 1, kind: "ivo", due: "2026-11-15", items: 4 });
    expect(
      (await itemsOf(home)).map(({ orgNumber, unit, channel, state }) => [orgNumber, unit, channel, state]),
    ).toEqual([
      ["5599400131", "Gården Norr", "placeringsstod", "waiting"],
      ["5599400131", "Gården Söder", "placeringsstod", "waiting"],
      ["5599400305", "Kullen", "placeringsstod", "waiting"],
      ["5599400479", null, "register", "waiting"],
    ]);
  });

  it("covers those who represent frame suppliers on the day, by role and without their names", async () => {
    const home = await sweptTown();

    await home.json("sweep", "start", "registerkontroll", ...BY);

    const items = await itemsOf(home);
    expect(items.map(({ orgNumber, role, channel }) => [orgNumber, role, channel])).toEqual([
      ["5599400131", "VD", "attestation"],
      ["5599400131", "ledamot", "attestation"],
      ["5599400479", null, "register"],
    ]);
    expect(JSON.stringify(items)).not.toMatch(/Ask|Ceder|Dill/);
  });

  it.each([
    ["a service", ["--service", "hvb_vuxna", "--form", "direktupphandling"], ["Kullen Vuxen"]],
    [
      "a service and forms",
      ["--form", "direktupphandling", "--form", "ramavtal", "--service", "hvb_barn_unga"],
      ["Gården Norr", "Gården Söder", null, "Backen"],
    ],
    ["an agreement", ["--agreement", "R-2"], ["Kullen"]],
    ["everybody", ["--all"], ["Gården Norr", "Gården Söder", "Kullen", "Kullen Vuxen", null, "Backen"]],
  ])("covers %s when told to", async (_, options, units) => {
    const home = await sweptTown();

    await home.json("sweep", "start", "ivo", ...options, ...BY);

    expect((await itemsOf(home)).map(({ unit }) => unit)).toEqual(units);
  });

  it("shares the items out in equal parts, and gives all of a supplier to one", async () => {
    const home = await sweptTown();

    await home.json("sweep", "start", "ivo", "--handler", "Siv", "--handler", "Tor", ...BY);

    expect((await itemsOf(home)).map(({ handler }) => handler)).toEqual(["Siv", "Siv", "Tor", "Tor"]);
    const { document } = await home.json("sweep", "status", "1");
    expect(document).toMatchObject({
      id: 1,
      state: "open",
      items: 4,
      done: 0,
      notApplicable: 0,
      waiting: 4,
      overdue: 0,
      handlers: [
        { handler: "Siv", items: 2, waiting: 2 },
        { handler: "Tor", items: 2, waiting: 2 },
      ],
    });
  });

  it("freezes its population: what the register becomes later changes neither it nor its digest", async () => {
    const home = await sweptTown();
    await home.json("sweep", "start", "ivo", ...BY);
    const before = (await home.json("sweep", "status", "1")).document as { populationSha256: string };

    await home.basvakt(
      "units",
      "import",
      home.file("fler.csv", "organisationsnummer;verksamhet;ivo_id;insats\n559940-0479;Viken;V-9;hvb_barn_unga"),
    );

    expect((await home.json("sweep", "status", "1")).document).toMatchObject({
      items: 4,
      populationSha256: before.populationSha256,
    });
    const again = await home.json("sweep", "start", "ivo", "--all", ...BY);
    expect(again.document).toMatchObject({ id: 2, items: 6 });
    const other = (await home.json("sweep", "status", "2")).document as { populationSha256: string };
    expect(other.populationSha256).not.toBe(before.populationSha256);
  });

  it("is refused beside one of the same kind and scope, in whatever order the scope is told", async () => {
    const home = await sweptTown();
    const scope = ["--service", "hvb_vuxna", "--service", "hvb_barn_unga", "--form", "direktupphandling"];
    await home.json("sweep", "start", "ivo", ...scope, ...BY);

    const same = ["--form", "direktupphandling", "--service", "hvb_barn_unga", "--service", "hvb_vuxna"];
    const { code, stderr } = await home.basvakt("sweep", "start", "ivo", ...same, "--cause", "tips", ...BY);

    expect([code, stderr]).toEqual([1, expect.stringContaining("svep 1 pågår redan med samma omfattning")]);
    expect((await home.basvakt("sweep", "start", "ivo", ...BY)).code).toBe(0);
    expect((await home.basvakt("sweep", "start", "registerkontroll", ...scope, ...BY)).code).toBe(0);
  });

  it("stands in the trail with its digest, and an extra one with its cause", async () => {
    const home = await sweptTown();

    await home.json("sweep", "start", "ivo", "--cause", "Nytt från Ekot om Gården", "--owner", "Siv", ...BY);

    const trail = JSON.stringify((await home.json("audit", "list")).document);
    const { document } = await home.json("sweep", "status", "1");
    const { populationSha256 } = document as { populationSha256: string };
    expect(trail).toContain("sweep.started");
    expect(trail).toContain(populationSha256);
    expect(document).toMatchObject({ cause: "Nytt från Ekot om Gården", owner: "Siv", due: "2026-11-30" });
    expect((await home.basvakt("sweep", "status")).stdout).toContain("(extra: Nytt från Ekot om");
  });

  it.each([
    ["another kind", ["start", "polis"], "ivo eller registerkontroll"],
    ["a service that does not exist", ["start", "ivo", "--service", "hvb_hundar"], "hvb_hundar finns inte"],
    ["a form that does not exist", ["start", "ivo", "--form", "handslag"], "avtalsformen ska vara"],
    ["everybody and some", ["start", "ivo", "--all", "--form", "iop"], "--all är alla"],
    ["a day that has been", ["start", "ivo", "--due", "2026-09-30"], "dagen har varit"],
    ["nobody at all", ["start", "ivo", "--service", "bostad_forst"], "ingen i registret hör till svepet"],
    ["a cause with an identity number", ["start", "ivo", "--cause", "tips om 19800101-0019"], "personnummer"],
    ["a handler with an identity number", ["start", "ivo", "--handler", "800101-0019"], "personnummer"],
    ["a sweep that is not there", ["status", "7"], "svep 7 finns inte"],
  ])("refuses %s", async (_, argv, message) => {
    const home = await sweptTown();

    const { code, stderr } = await home.basvakt("sweep", ...argv, ...(argv[0] === "start" ? BY : []));

    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect((await home.json("sweep", "status", "--all")).document).toEqual([]);
  });

  it("counts what is not done as overdue once its day has passed", async () => {
    const home = await sweptTown();
    await home.json("sweep", "start", "ivo", "--due", "2026-10-05", ...BY);

    const { document } = await home.json("sweep", "status", "1", "--now", "2026-10-06T08:00");

    expect(document).toMatchObject({ waiting: 0, overdue: 4 });
    const items = await home.json("sweep", "items", "1", "--state", "overdue");
    expect(await home.basvakt("sweep", "items", "1", "--state", "overdu")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Tillåtna: waiting, done, not_applicable, overdue."),
    });
    expect(items.document).toHaveLength(4);
  });
});

describe("the database refuses of a sweep", () => {
  const BEGUN = "UPDATE sweep SET state = 'open'";
  it.each([
    [
      "a second one under way of the same kind and scope",
      "INSERT INTO sweep SELECT 2, kind, scope, cause, state, due, owner, population, population_sha256, started_at, started_by, NULL, NULL, NULL, NULL, NULL, 1 FROM sweep",
    ],
    ["an end without a person", "UPDATE sweep SET state = 'closed'"],
    ["the machine as the one who closes", "UPDATE sweep SET state = 'closed', ended_at = 1, ended_by = 'basvakt'"],
    ["a cancelling without a reason", "UPDATE sweep SET state = 'cancelled', ended_at = 1, ended_by = 'Eva'"],
    [
      "one person's signature twice",
      "UPDATE sweep SET state = 'closed', ended_at = 1, ended_by = 'Eva', countersigned_at = 1, countersigned_by = 'Eva'",
    ],
    ["a countersigning of one still open", "UPDATE sweep SET countersigned_at = 1, countersigned_by = 'Bo'"],
    [
      "the same item twice",
      "INSERT INTO sweep_item SELECT 99, sweep_id, supplier_id, subject_id, channel, joined_at, frozen, version FROM sweep_item LIMIT 1",
    ],
    ["a rewritten version", "UPDATE sweep_item_version SET handler = 'Bo'"],
    [
      "an item set aside without a reason",
      "INSERT INTO sweep_item_version VALUES (1, 2, 'not_applicable', NULL, NULL, '{}', 'record', 'Eva', 1, NULL)",
    ],
    [
      "an item that the machine sets aside",
      "INSERT INTO sweep_item_version VALUES (1, 2, 'not_applicable', NULL, 'x', '{}', 'record', 'basvakt', 1, NULL)",
    ],
  ])("%s", async (_, statement) => {
    const home = await sweptTown();
    await home.json("sweep", "start", "ivo", ...BY);
    const db = new Database(join(home.folder, "basvakt.db"));

    try {
      expect(() => db.exec(BEGUN)).not.toThrow();
      expect(() => db.exec(statement)).toThrow(/constraint|never rewritten/i);
    } finally {
      db.close();
    }
  });
});

describe("how far a sweep has come", () => {
  it("is a bar on a terminal, and none elsewhere; the table of handlers is everywhere", async () => {
    const shown = await Promise.all(
      [true, false].map(async (terminal) => {
        const home = await sweptTown({ terminal });
        await home.basvakt("sweep", "start", "ivo", "--handler", "Siv", "--handler", "Tor", ...BY);
        await home.basvakt("sweep", "record", "1", "--set", "status=Aktiv", ...BY);
        return (await home.basvakt("sweep", "status", "1")).stdout;
      }),
    );

    expect(shown[0]).toContain(`[${"█".repeat(10)}${"░".repeat(30)}]\n1 av 4 redovisade (25 %)`);
    expect(shown[1]).not.toMatch(/[█░]/u);
    for (const text of shown) expect(text).toMatch(/Siv +2 +1 +0 +1 +0\nTor +2 +0 +0 +2 +0/);
  });
});
