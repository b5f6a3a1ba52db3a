import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import type { ProgramHome } from "./program-home.js";
import { itemsOf, sweptTown } from "./sweep-home.js";

const EVA = ["--by", "Eva Ek", "--reason", "enligt planen"] as const;

async function begun(kind = "ivo"): Promise<ProgramHome> {
  const home = await sweptTown();
  await home.json("sweep", "start", kind, "--by", "Eva Ek");
  return home;
}

const act = (home: ProgramHome, verb: string, ...more: readonly string[]) => home.basvakt("sweep", verb, "1", ...more);
const state = async (home: ProgramHome) =>
  ((await home.json("sweep", "status", "1")).document as { state: string }).state;

async function answerAll(home: ProgramHome): Promise<void> {
  for (const { id, channel } of await itemsOf(home)) {
    const how = channel === "register" ? ["--not-applicable", "--reason", "vilande"] : ["--set", "status=Aktiv"];
    await home.json("sweep", "record", `${id}`, ...how, "--by", "Siv");
  }
}

describe("a sweep that is to be closed", () => {
  it("is not while items are unaccounted for, unless somebody says why for each of them", async () => {
    const home = await begun();
    await home.json("sweep", "record", "1", "--set", "status=Aktiv", "--by", "Siv");

    const bare = await act(home, "close", ...EVA);
    const some = await act(home, "close", ...EVA, "--left", "2=svarar inte", "--left", "3=svarar inte");
    const wrong = await act(home, "close", ...EVA, "--left", "1=svarar inte");
    const silent = await act(home, "close", ...EVA, "--left", "2=", "--left", "3=x", "--left", "4=x");

    expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining("3 poster är inte redovisade (2, 3, 4)")]);
    expect([some.code, some.stderr]).toEqual([2, expect.stringContaining("1 post är inte redovisad (4)")]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("post 1 väntar inte")]);
    expect([silent.code, silent.stderr]).toEqual([2, expect.stringContaining("post 2: ange skälet")]);
    expect(await state(home)).toBe("open");

    const all = ["2", "3", "4"].flatMap((id) => ["--left", `${id}=svarar inte`]);
    const { document } = await home.json("sweep", "close", "1", ...EVA, ...all);

    expect(document).toMatchObject({ state: "closed", done: 1, waiting: 0, overdue: 3, endedBy: "Eva Ek" });
    expect((await itemsOf(home))[1]).toMatchObject({ state: "overdue", reason: "svarar inte", by: "Eva Ek" });
    expect((await home.basvakt("audit", "verify")).code).toBe(0);
  });

  it("is when everybody is accounted for; then it takes no answers and another may begin", async () => {
    const home = await begun();
    await answerAll(home);

    expect((await act(home, "close", ...EVA)).code).toBe(0);

    const late = await home.basvakt("sweep", "record", "1", "--set", "status=Vilande", "--by", "Siv");
    expect([late.code, late.stderr]).toEqual([1, expect.stringContaining("svep 1 är avslutat")]);
    expect((await act(home, "close", ...EVA)).code).toBe(1);
    expect((await home.json("sweep", "start", "ivo", "--by", "Eva Ek")).document).toMatchObject({ id: 2 });
  });

  it("can be proved from then on to be what it was", async () => {
    const home = await begun();
    await answerAll(home);
    await act(home, "close", ...EVA);

    const before = await home.json("sweep", "verify", "1");
    const db = new Database(join(home.folder, "basvakt.db"));
    db.exec("UPDATE sweep_item SET channel = 'extract' WHERE id = 1");
    db.close();
    const after = await home.json("sweep", "verify", "1");

    expect([before.code, before.document]).toMatchObject([0, { ok: true, population: true, rows: true }]);
    expect(after.code).not.toBe(0);
    expect(after.document).toMatchObject({ ok: false, rows: false });
  });

  it("is not while two people have said different things", async () => {
    const home = await begun();
    await answerAll(home);
    const db = new Database(join(home.folder, "basvakt.db"));
    db.exec(
      `INSERT INTO sweep_conflict (item_id, version, fields, digest, by_person, at) VALUES (1, 2, '{}', '${"a".repeat(64)}', 'Tor', 1)`,
    );
    db.close();

    const { code, stderr } = await act(home, "close", ...EVA);

    expect([code, stderr]).toEqual([2, expect.stringContaining("två personer har fyllt i olika: 1")]);
  });

  it("is not before those who came in the meantime are accounted for", async () => {
    const home = await begun();
    await answerAll(home);
    const unit = "organisationsnummer;verksamhet;ivo_id;insats\n559940-0479;Viken;V-9;hvb_barn_unga";
    await home.basvakt("units", "import", home.file("ny.csv", unit));

    const { code, stderr } = await act(home, "close", ...EVA);

    expect([code, stderr]).toEqual([2, expect.stringContaining("1 post är inte redovisad (5)")]);
  });

  it("is countersigned by another person, once, and only when it is closed", async () => {
    const home = await begun();
    const early = await act(home, "countersign", "--by", "Bo Berg", "--reason", "läst");
    await answerAll(home);
    await act(home, "close", ...EVA);

    const same = await act(home, "countersign", "--by", " eva ek ", "--reason", "läst");
    const other = await act(home, "countersign", "--by", "Bo Berg", "--reason", "läst");
    const again = await act(home, "countersign", "--by", "Cia Cars", "--reason", "läst");

    expect([early.code, same.code, other.code, again.code]).toEqual([1, 2, 0, 1]);
    expect((await home.json("sweep", "status", "1")).document).toMatchObject({ countersignedBy: "Bo Berg" });
  });

  it("says that it is to be countersigned where the policy asks for it", async () => {
    const home = await begun();
    await answerAll(home);
    writeFileSync(join(home.folder, "policy.yaml"), "sweeps: { countersign: true }\n");

    expect((await act(home, "close", ...EVA)).stdout).toContain("Det ska kontrasigneras");
  });
});

describe("a sweep that is put aside", () => {
  it("takes nothing while it is paused, and goes on where it was", async () => {
    const home = await begun();
    await home.json("sweep", "record", "1", "--set", "status=Aktiv", "--by", "Siv");

    expect((await act(home, "pause", ...EVA)).code).toBe(0);

    const list = join(home.folder, "lista.xlsx");
    await home.basvakt("sweep", "worklist", "1", "--out", list);
    const recorded = await home.basvakt("sweep", "record", "2", "--set", "status=Aktiv", "--by", "Siv");
    const imported = await home.basvakt("sweep", "import", "1", list, "--by", "Siv");
    const second = await home.basvakt("sweep", "start", "ivo", "--by", "Eva Ek");
    expect([recorded.code, imported.code, second.code, (await act(home, "pause", ...EVA)).code]).toEqual([1, 1, 1, 1]);
    expect((await act(home, "resume", ...EVA)).code).toBe(0);
    expect((await home.json("sweep", "status", "1")).document).toMatchObject({ state: "open", done: 1, waiting: 3 });
  });

  it("ends for good when it is cancelled, with a reason, and what was recorded stands", async () => {
    const home = await begun();
    await home.json("sweep", "record", "2", "--set", "status=Saknas", "--by", "Siv");

    const bare = await act(home, "cancel", "--by", "Eva Ek");
    const done = await act(home, "cancel", ...EVA);

    expect([bare.code, done.code, (await act(home, "resume", ...EVA)).code]).toEqual([2, 0, 1]);
    expect((await home.json("stops", "list")).document).toHaveLength(1);
    expect((await home.json("sweep", "status")).document).toEqual([]);
    expect((await home.json("sweep", "status", "--all")).document).toMatchObject([
      { id: 1, state: "cancelled", endedBy: "Eva Ek", endedReason: "enligt planen" },
    ]);
  });

  it.each([
    ["an identity number", "Se 800101-0019", "personnummer"],
    ["an offence", "VD:n är dömd", "nämner brott"],
  ])("of attestations takes no reason with %s, anywhere", async (_, text, message) => {
    const home = await begun("registerkontroll");
    const by = ["--by", "Eva Ek"] as const;

    const told = [
      await act(home, "pause", ...by, "--reason", text),
      await act(home, "cancel", ...by, "--reason", text),
      await act(
        home,
        "close",
        ...by,
        "--reason",
        "klart",
        ...["1", "2", "3"].flatMap((id) => ["--left", `${id}=${text}`]),
      ),
      await home.basvakt("sweep", "record", "1", ...by, "--not-applicable", "--reason", text),
      await home.basvakt("sweep", "start", "registerkontroll", "--all", ...by, "--cause", text),
    ];

    expect(told.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    for (const { stderr } of told) expect(stderr).toMatch(new RegExp(`${message}|nämner brott|personnummer`));
    expect(JSON.stringify((await home.json("audit", "list")).document)).not.toMatch(/800101|dömd/);
  });
});
