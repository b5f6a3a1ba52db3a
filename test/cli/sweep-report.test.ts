import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { load } from "cheerio/slim";
import { describe, expect, it } from "vitest";
import type { ProgramHome } from "./program-home.js";
import { sweptTown } from "./sweep-home.js";

const BY = ["--by", "Eva Ek"] as const;

/** A sweep in which three of four are accounted for: one well, one revoked, one set aside. */
async function answered(): Promise<ProgramHome> {
  const home = await sweptTown();
  await home.basvakt("sweep", "start", "ivo", "--due", "2026-11-15", "--handler", "Siv", ...BY);
  const revoked = ["status=Återkallad", "senaste_beslut_kod=ATERKALLELSE_OMEDELBAR", "senaste_beslut_dnr=8.5.3-1/2026"];
  const set = (...values: readonly string[]) => values.flatMap((value) => ["--set", value]);
  await home.basvakt("sweep", "record", "1", ...set("status=Aktiv", "antal_platser=8"), "--by", "Siv");
  await home.basvakt("sweep", "record", "2", ...set(...revoked, "senaste_beslut_datum=2026-09-15"), "--by", "Siv");
  await home.basvakt("sweep", "record", "4", "--not-applicable", "--reason", "=ingen verksamhet", "--by", "Tor");
  return home;
}

const tables = (html: string) => {
  const $ = load(html);
  return Object.fromEntries(
    $("section")
      .toArray()
      .map((section) => [
        $(section).find("h2").text(),
        $(section)
          .find("tbody tr")
          .toArray()
          .map((row) =>
            $(row)
              .find("td")
              .toArray()
              .map((cell) => $(cell).text()),
          ),
      ]),
  );
};

describe("the kontrollrapport", () => {
  it("does not say that all is well before anybody has looked", async () => {
    const home = await sweptTown();
    await home.basvakt("sweep", "start", "ivo", "--due", "2026-11-15", ...BY);
    const out = join(home.folder, "rapport.html");

    const { stdout } = await home.basvakt("sweep", "report", "1", "--out", out);

    expect(stdout).toContain("Ingenting har redovisats.");
    expect(readFileSync(out, "utf8")).not.toContain("avvek");
  });

  it("tells who was to be accounted for, what was seen and how, the stops, who did what, and who is left", async () => {
    const home = await answered();
    const out = join(home.folder, "rapport.html");

    const { code, document } = await home.json("sweep", "report", "1", "--out", out);

    expect(code).toBe(0);
    expect(document).toMatchObject({ sweep: { id: 1, items: 4 }, before: null, stops: [{ unit: "Gården Söder" }] });
    const html = readFileSync(out, "utf8");
    expect(html).toContain("Kontrollrapport (preliminär): tillstånd hos IVO");
    expect(html).toContain("2 redovisades, 1 var inte aktuell och 1 återstår.");
    const told = tables(html);
    expect(told["Att uppmärksamma"]).toEqual([
      [
        ...["559940-0131", "Gården AB", "Gården Söder"],
        ...["Återkallad, återkallelse med omedelbar verkan 2026-09-15", "Placeringsstöd", "2026-10-01 av Siv"],
      ],
    ]);
    expect(told["Stopp som följde"]).toEqual([
      [
        ...["1", "559940-0131", "Gården AB", "Gården Söder", "avropsstopp (ramavtal)"],
        "IVO har återkallat tillståndet för Gården Söder (8.5.3-1/2026), beslutat 2026-09-15.",
        "2026-10-01; stopp startat av basvakt",
      ],
    ]);
    expect(told["Ej redovisade"]).toEqual([["559940-0305", "Kullen AB", "Kullen", "Siv", "", "väntar"]]);
    expect(told["Ej aktuella"]?.[0]?.slice(3)).toEqual(["=ingen verksamhet", "2026-10-01 av Tor"]);
    expect(told["Hur posterna redovisades"]).toEqual([["Placeringsstöd", "2"]]);
    expect(told["Vem som gjorde vad"]).toEqual([
      ["2026-10-01", "Eva Ek", "svep påbörjat", "", "4"],
      ["2026-10-01", "Siv", "poster redovisade", "2 gånger", "2"],
      ["2026-10-01", "Tor", "poster redovisade", "", "1"],
    ]);
  });

  it("has every item as a row of a CSV that no spreadsheet runs, with all that was filled in", async () => {
    const home = await answered();
    const out = join(home.folder, "rapport.csv");

    await home.basvakt("sweep", "report", "1", "--csv", out);

    const [head = "", ...rows] = readFileSync(out, "utf8").trimEnd().split("\r\n");
    expect(head).toContain("utfall;sätt;skäl;handläggare");
    expect(head).toContain(";Platser;Senaste beslut;");
    expect(rows).toHaveLength(4);
    expect(rows[3]).toContain('"\'=ingen verksamhet"');
    expect(rows.every((row) => /;[0-9a-f]{64}$/.test(row))).toBe(true);
  });

  it("is not written over another file, and not of a sweep that is not there", async () => {
    const home = await answered();
    const out = home.file("finns.html", "kvar");

    const taken = await home.basvakt("sweep", "report", "1", "--out", out);
    const missing = await home.basvakt("sweep", "report", "7");

    expect([taken.code, missing.code, readFileSync(out, "utf8")]).toEqual([2, 2, "kvar"]);
  });
});

describe("proving a sweep", () => {
  it("knows a report that was written out again, and tells one that has been changed", async () => {
    const home = await answered();
    const out = join(home.folder, "rapport.html");
    await home.basvakt("sweep", "report", "1", "--out", out);

    const before = await home.json("sweep", "verify", "1", "--file", out);
    writeFileSync(out, readFileSync(out, "utf8").replace("Kullen AB", "Kallen AB"));
    const after = await home.json("sweep", "verify", "1", "--file", out);

    expect([before.code, before.document]).toMatchObject([0, { ok: true, population: true, rows: null, file: true }]);
    expect([after.code, after.document]).toMatchObject([1, { ok: false, population: true, file: false }]);
  });

  it("tells when one of those it was begun with is another, or is gone", async () => {
    const home = await answered();
    const raw = new Database(join(home.folder, "basvakt.db"));
    raw.exec(`UPDATE sweep_item SET frozen = json_set(frozen, '$.unit', 'Gården Öst') WHERE id = 1`);
    raw.close();

    const { code, document } = await home.json("sweep", "verify", "1");

    expect([code, document]).toMatchObject([1, { ok: false, population: false, trail: true }]);
  });
});

const EVA = [...BY, "--reason", "enligt planen"] as const;

/** The same sweep closed, with a reason for the one that is left. */
async function closed(): Promise<ProgramHome> {
  const home = await answered();
  const { code, stderr } = await home.basvakt("sweep", "close", "1", ...EVA, "--left", "3=IVO har inte svarat");
  expect([stderr, code]).toEqual(["", 0]);
  return home;
}

function tamper(home: ProgramHome, sql: string): void {
  const raw = new Database(join(home.folder, "basvakt.db"));
  raw.exec(sql);
  raw.close();
}

describe("a closed sweep", () => {
  it("has in its report who closed it, who read it through, and why somebody was left, by whom", async () => {
    const home = await closed();
    await home.basvakt("sweep", "countersign", "1", "--by", "Ulla Berg", "--reason", "läst");
    const out = join(home.folder, "rapport.html");
    await home.basvakt("sweep", "report", "1", "--out", out);

    const told = tables(readFileSync(out, "utf8"));

    expect(told["Ej redovisade"]?.[0]?.slice(3)).toEqual(["Siv", "IVO har inte svarat", "2026-10-01 av Eva Ek"]);
    expect(told["Underskrift och bevis"]?.map(([what, value]) => [what, value?.replace(/^\S+ kl\. \S+ /, "")])).toEqual(
      [
        ["Avslutat", "av Eva Ek"],
        ["Skäl", "enligt planen"],
        ["Kontrasignerat", "av Ulla Berg"],
        ["Svepets kontrollsumma", expect.stringMatching(/^[0-9a-f]{64}$/)],
      ],
    );
    expect((await home.json("sweep", "verify", "1")).document).toMatchObject({ ok: true, rows: true });
  });

  it.each([
    ["an item's newest version is exchanged", "UPDATE sweep_item SET version = 1 WHERE id = 2"],
    [
      "a version is added",
      "INSERT INTO sweep_item_version SELECT item_id, 3, state, handler, reason, fields, cause, by_person, at, run_id FROM sweep_item_version WHERE item_id = 1 AND version = 2",
    ],
    ["an item is taken away", "PRAGMA foreign_keys = OFF; DELETE FROM sweep_item WHERE id = 4"],
    ["another is said to have closed it", "UPDATE sweep SET ended_by = 'Tor' WHERE id = 1"],
    [
      "a version is rewritten",
      "DROP TRIGGER sweep_item_version_stays; UPDATE sweep_item_version SET by_person = 'Tor' WHERE item_id = 1",
    ],
  ])("is told from what it was when %s", async (_, sql) => {
    const home = await closed();
    expect((await home.json("sweep", "verify", "1")).document).toMatchObject({ ok: true, rows: true });
    tamper(home, sql);

    const { code, document } = await home.json("sweep", "verify", "1");

    expect([code, document]).toMatchObject([1, { ok: false, rows: false }]);
    expect((await home.basvakt("sweep", "verify", "1")).stdout).toContain(
      "NEJ  posterna är inte som när svepet avslutades",
    );
  });

  it("is compared with by the next of its kind and scope", async () => {
    const home = await closed();
    const later = ["--now", "2027-04-01T08:00"] as const;
    await home.basvakt("sweep", "start", "ivo", ...BY, ...later);
    const items = (await home.json("sweep", "items", "2", ...later)).document as { id: number; unit: string | null }[];
    const of = (unit: string) => `${items.find((item) => item.unit === unit)?.id}`;
    await home.basvakt(
      "sweep",
      "record",
      of("Gården Norr"),
      "--set",
      "status=Vilande",
      "--set",
      "antal_platser=6",
      ...BY,
      ...later,
    );
    await home.basvakt("sweep", "record", of("Kullen"), "--set", "status=Aktiv", ...BY, ...later);
    const out = join(home.folder, "nasta.html");
    await home.basvakt("sweep", "report", "2", "--out", out, ...later);

    const told = tables(readFileSync(out, "utf8"));

    expect(told["Skillnader mot förra svepet"]?.map((row) => row.slice(2))).toEqual([
      ["Gården Norr", "Status", "Aktiv", "Vilande"],
      ["Gården Norr", "Platser", "8", "6"],
      ["Gården Söder", "redovisning", "Återkallad, återkallelse med omedelbar verkan 2026-09-15", "ej redovisad"],
      ["Kullen", "redovisning", "ej redovisad", "Aktiv"],
      ["", "redovisning", "ej aktuell", "ej redovisad"],
    ]);
  });

  it("is counted in the year's report, by kind, with what became of its items", async () => {
    const home = await closed();
    await home.basvakt("sweep", "start", "registerkontroll", ...BY);

    const { document } = await home.json("report", "--year", "2026", "--now", "2026-12-31T12:00");

    const { sentences, sections } = document as {
      sentences: readonly string[];
      sections: readonly { heading: string; figures: readonly { what: string; n: number }[] }[];
    };
    const figures = (heading: string) =>
      sections.find((section) => section.heading === heading)?.figures.map(({ what, n }) => [what, n]);
    expect(figures("Svep, efter slag")).toEqual([
      ["tillstånd hos IVO: avslutat", 1],
      ["lämplighetsintyg: pågick när tiden tog slut", 1],
    ]);
    expect(figures("Poster i avslutade svep")).toEqual([
      ["tillstånd hos IVO: redovisade", 2],
      ["tillstånd hos IVO: ej aktuella", 1],
      ["tillstånd hos IVO: ej redovisade, med skäl", 1],
    ]);
    expect(sentences).toContain("1 svep avslutades: tillstånd hos IVO (1). 3 av 4 poster redovisades.");
  });
});
