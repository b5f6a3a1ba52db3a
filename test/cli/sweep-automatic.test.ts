import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ProgramHome } from "./program-home.js";
import { filledIn, imported, itemsOf, sweptTown, worklist } from "./sweep-home.js";

const EXTRACT = [
  "orgnr;verksamhetsnamn;verksamhets_id;tillstandstyp;status;antal_platser;senaste_beslut_kod;senaste_beslut_dnr;senaste_beslut_datum",
  "559940-0131;Gården Norr;V-1;HVB;Aktiv;8;AVSLUTAS_UTAN_BRIST;8.5.3-7/2026;2026-05-04",
  "559940-0131;Gården Söder;V-2;HVB;Aktiv;6;FORELAGGANDE;8.5.3-9/2026;2026-09-04",
].join("\n");

async function extractOf(home: ProgramHome, day: string, readOn = day): Promise<void> {
  const file = home.file(`utdrag-${day}.csv`, EXTRACT);
  const told = await home.basvakt("sources", "import", "ivo-register", file, "--now", `${readOn}T08:00`);
  if (told.code !== 0) throw new Error(told.stderr);
}

const start = (home: ProgramHome, now: string) => home.json("sweep", "start", "ivo", "--by", "Eva Ek", "--now", now);
const channels = async (home: ProgramHome) =>
  (await itemsOf(home)).map(({ unit, channel, state }) => [unit, channel, state]);

describe("an IVO sweep", () => {
  it("is answered by the newest extract where nothing speaks against it, and leaves the rest to people", async () => {
    const home = await sweptTown();
    await extractOf(home, "2026-10-05");

    await start(home, "2026-10-12T08:00");

    expect(await channels(home)).toEqual([
      ["Gården Norr", "extract", "done"],
      // An order was found: somebody looks.
      ["Gården Söder", "placeringsstod", "waiting"],
      ["Kullen", "placeringsstod", "waiting"],
      [null, "register", "waiting"],
    ]);
    expect((await itemsOf(home))[0]).toMatchObject({
      by: "basvakt",
      fields: {
        status: "Aktiv",
        antal_platser: "8",
        senaste_beslut_kod: "AVSLUTAS_UTAN_BRIST",
        kontrollerad: "2026-10-05",
        kanal: "registerutdrag",
      },
    });
    const [heads = [], , south = []] = await worklist(home, "lista.xlsx");
    expect(south[heads.indexOf("Att veta")]).toContain("Gården Söder");
  });

  it("is not answered by an extract of more than a month before it", async () => {
    const home = await sweptTown();
    await extractOf(home, "2026-10-05");

    await start(home, "2026-11-12T08:00");

    expect((await channels(home)).map(([, , state]) => state)).toEqual(["waiting", "waiting", "waiting", "waiting"]);
  });

  it("is not answered by an old extract that is read in today, and the permit keeps its age", async () => {
    const home = await sweptTown();
    await extractOf(home, "2026-04-05", "2026-11-12");

    await start(home, "2026-11-12T09:00");

    expect((await channels(home)).map(([, , state]) => state)).toEqual(["waiting", "waiting", "waiting", "waiting"]);
    const shown = await home.basvakt("suppliers", "show", "559940-0131", "--now", "2026-11-12T10:00");
    expect(shown.stdout).toMatch(/tillstånd +Gården Norr +ivo-register +2026-04-05$/m);
    const asked = ["check", "559940-0131", "--service", "hvb_barn_unga", "--unit", "V-1"];
    const { code, document } = await home.json(...asked, "--now", "2026-11-12T10:00");
    expect([code, document]).toMatchObject([
      5,
      {
        reasons: expect.arrayContaining(["tillstånd: senast bekräftat 2026-04-05"]),
        sources: { "ivo-register": { asOf: "2026-04-05T00:00:00.000Z" } },
      },
    ]);
  });

  it("is answered by an extract that comes while it is open, but not over what a person has filled in", async () => {
    const home = await sweptTown();
    await start(home, "2026-10-02T08:00");
    await home.json("sweep", "record", "1", "--set", "status=Vilande", "--by", "Siv");
    await extractOf(home, "2026-10-05");

    await home.basvakt("run", "judge", "--now", "2026-10-05T09:00");

    expect((await itemsOf(home))[0]).toMatchObject({
      channel: "placeringsstod",
      by: "Siv",
      fields: { status: "Vilande" },
    });
    expect((await home.basvakt("run", "judge", "--now", "2026-10-05T10:00")).code).toBe(0);
    expect((await home.basvakt("audit", "verify")).code).toBe(0);
  });

  it("lets a person who looked correct what the extract said, without a conflict", async () => {
    const home = await sweptTown();
    await start(home, "2026-10-02T08:00");
    const list = await worklist(home, "lista.xlsx");
    await extractOf(home, "2026-10-05");
    await home.basvakt("run", "judge", "--now", "2026-10-05T09:00");
    expect((await itemsOf(home))[0]).toMatchObject({ state: "done", by: "basvakt" });

    const { document } = await imported(
      home,
      filledIn(list, [["Gården Norr", "Status", "Ej startad"]]),
      "Siv",
      "--confirm-stops",
    );

    expect(document).toMatchObject({ changed: 1, conflicts: [] });
    expect((await itemsOf(home))[0]).toMatchObject({ by: "Siv", fields: { status: "Ej startad" } });
  });

  it("writes a letter to IVO with the list of the units that wait, addressed and not sent", async () => {
    const home = await sweptTown();
    await start(home, "2026-10-02T08:00");
    await home.json("sweep", "record", "3", "--set", "status=Aktiv", "--by", "Siv");

    const { code, document } = await home.json(
      "sweep",
      "request",
      "1",
      "--out",
      join(home.folder, "ut"),
      "--by",
      "Eva Ek",
    );

    expect([code, document]).toMatchObject([0, { sweep: 1, units: 2 }]);
    const [list = "", letter = ""] = (document as { files: string[] }).files.map((file) => readFileSync(file, "utf8"));
    expect(list.split("\r\n").slice(1, 3)).toEqual([
      "559940-0131;Gården AB;Gården Norr;V-1;HVB för barn och unga",
      "559940-0131;Gården AB;Gården Söder;V-2;HVB för barn och unga",
    ]);
    expect(letter).toMatch(/^X-Unsent: 1/m);
    expect(letter).toMatch(/^To: registerfragor@ivo\.se/m);
    expect(JSON.stringify((await home.json("audit", "list")).document)).toContain("sweep.requested");
    await home.json("sweep", "start", "registerkontroll", "--by", "Eva Ek");
    expect((await home.basvakt("sweep", "request", "2", "--out", "x", "--by", "Eva Ek")).code).toBe(2);
  });
});
