import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyHome, type ProgramHome } from "./program-home.js";

const REGISTER = [
  "organisationsnummer;namn;avtalsform;insats;kopare;juridisk_form",
  "559940-0131;Gården AB;direktupphandling;hvb_barn_unga;Grönköping;AB",
  "559940-0305;=SUMMA(1) AB;direktupphandling;hvb_barn_unga;Grönköping;AB",
  "212000-0142;Kommunen;egen_regi;hvb_barn_unga;Grönköping;kommun",
].join("\n");

/** A practice home on a morning, with two companies and a municipality in its register. */
async function town(): Promise<ProgramHome> {
  const home = emptyHome();
  await home.basvakt("init", "--rehearsal", "--now", "2026-09-28T08:00");
  await home.basvakt("suppliers", "import", home.file("register.csv", REGISTER));
  return home;
}

const request = (home: ProgramHome, ...more: readonly string[]) =>
  home.json("sources", "request", "skatteverket", "--out", join(home.folder, "ut"), "--by", "Eva Ek", ...more);

async function states(home: ProgramHome, ...more: readonly string[]) {
  const { document } = await home.json("sources", "cases", "skatteverket", ...more);
  return (document as { orgNumber: string; state: string; overdue: boolean }[]).map((one) => [
    one.orgNumber,
    one.overdue ? `${one.state}, overdue` : one.state,
  ]);
}

const HEAD = "orgnr;svarsdatum;arbetsgivare;manad_1;avgift_1;manad_2;avgift_2;manad_3;avgift_3";
const NOTHING_DECIDED = "559940-0131;2026-09-30;ja;2026-06;0;2026-07;0;2026-08;0";

describe("a request to a source that people ask", () => {
  it("writes the sheet to fill in and a letter not yet sent, and waits from then on", async () => {
    const home = await town();

    const { code, document } = await request(home);

    expect(code).toBe(0);
    const names = readdirSync(join(home.folder, "ut")).sort();
    expect(names).toEqual(["skatteverket-begaran-2026-09-28.csv", "skatteverket-begaran-2026-09-28.eml"]);
    // Registers of companies say nothing of a municipality.
    expect(document).toMatchObject({ source: "skatteverket", requested: ["5599400131", "5599400305"] });
    const sheet = readFileSync(join(home.folder, "ut", names[0] ?? ""), "utf8").split("\r\n");
    expect(sheet[1]).toBe("559940-0131;Gården AB;;;;;2026-06;;2026-07;;2026-08;");
    expect(sheet[2]).toContain(`;"'=SUMMA(1) AB";`);
    const letter = readFileSync(join(home.folder, "ut", names[1] ?? ""), "utf8");
    expect(letter).toMatch(/^X-Unsent: 1\r\n/);
    expect(letter).not.toMatch(/^To:/m);
    expect(letter).toContain("filename=skatteverket-begaran-2026-09-28.csv");
    expect(await states(home)).toEqual([
      ["5599400131", "requested"],
      ["5599400305", "requested"],
    ]);
    const { document: trail } = await home.json("audit", "list");
    expect(JSON.stringify(trail)).toContain("answers.requested");
  });

  it("asks nobody twice unless told to, and refuses a source that is not asked so", async () => {
    const home = await town();
    await request(home);

    expect((await request(home)).document).toMatchObject({ requested: [], files: [] });
    expect((await request(home, "--again")).document).toMatchObject({ requested: ["5599400131", "5599400305"] });
    expect((await request(home, "--supplier", "212000-0142")).code).toBe(2);
    const { code, stderr } = await home.basvakt("sources", "request", "scb", "--out", "ut", "--by", "Eva Ek");
    expect([code, stderr]).toEqual([2, expect.stringContaining("det finns skatteverket, kronofogden, stopp-andra")]);
  });

  it("goes to the address that sources.yaml gives", async () => {
    const home = await town();
    writeFileSync(
      join(home.folder, "sources.yaml"),
      "skatteverket: { options: { requestTo: registrator@skv.example } }\n",
    );

    await request(home);

    const [, letter = ""] = readdirSync(join(home.folder, "ut")).sort();
    expect(readFileSync(join(home.folder, "ut", letter), "utf8")).toContain("To: registrator@skv.example");
  });
});

describe("an answer", () => {
  it("goes from requested through answered to too old, and is asked for again", async () => {
    const home = await town();
    await request(home);
    await home.basvakt("sources", "cases", "--now", "2026-10-01T08:00");
    const file = home.file("svar.csv", `${HEAD}\n${NOTHING_DECIDED}\n559940-0305;;;2026-06;;2026-07;;2026-08;`);

    const { code, document } = await home.json("sources", "import", "skatteverket", file);

    expect(code).toBe(0);
    expect(document).toMatchObject({ done: 1, failed: 0, alertsOpened: 1, stopsStarted: 1 });
    expect(await states(home)).toEqual([
      ["5599400131", "answered"],
      ["5599400305", "requested"],
    ]);
    expect(await states(home, "--now", "2026-10-13T08:00", "--overdue")).toEqual([
      ["5599400305", "requested, overdue"],
    ]);
    expect(await states(home, "--now", "2027-01-09T08:00", "--state", "too-old")).toEqual([["5599400131", "too-old"]]);
    expect((await request(home)).document).toMatchObject({ requested: ["5599400131"] });
  });

  it("that has grown too old opens and resolves nothing (law 1)", async () => {
    const home = await town();
    await home.basvakt(
      "sources",
      "import",
      "skatteverket",
      home.file("svar.csv", `${HEAD}\n${NOTHING_DECIDED}`),
      "--now",
      "2026-10-01T08:00",
    );

    await home.basvakt("run", "judge", "--now", "2027-01-20T08:00");

    const { document } = await home.json("alerts", "list");
    expect(document).toMatchObject([{ rule: "tax-contributions-missing", severity: "critical", state: "open" }]);
  });

  it("given later resolves what it denies; the one before it, delivered afterwards, changes nothing", async () => {
    const home = await town();
    const paid = "559940-0131;2026-10-20;ja;2026-07;41000;2026-08;40000;2026-09;42000";
    await home.basvakt(
      "sources",
      "import",
      "skatteverket",
      home.file("1.csv", `${HEAD}\n${NOTHING_DECIDED}`),
      "--now",
      "2026-10-01T08:00",
    );
    await home.basvakt(
      "sources",
      "import",
      "skatteverket",
      home.file("2.csv", `${HEAD}\n${paid}`),
      "--now",
      "2026-10-21T08:00",
    );
    expect((await home.json("alerts", "list")).document).toEqual([]);

    await home.basvakt("sources", "import", "skatteverket", home.file("3.csv", `${HEAD}\n${NOTHING_DECIDED}`));

    expect((await home.json("alerts", "list")).document).toEqual([]);
    // A stop is lifted by a person alone.
    expect((await home.json("stops", "list")).document).toMatchObject([{ state: "provisional" }]);
  });

  it("is refused with every fault before anything is laid in the inbox", async () => {
    const home = await town();
    const file = home.file("svar.csv", "orgnr;arbetsgivare;okänd\n5599400132;ja;1");

    const { code, stderr } = await home.basvakt("sources", "import", "skatteverket", file);

    expect([code, stderr]).toEqual([2, expect.stringContaining("svar.csv, kolumn okänd: okänd kolumn")]);
    expect(existsSync(join(home.folder, "inbox", "skatteverket", "svar.csv"))).toBe(false);
    expect((await home.json("incidents", "list")).document).toEqual([]);
  });

  it("names a row that cannot be read in coverage, by the number as people write it", async () => {
    const home = await town();
    const file = home.file("svar.csv", `${HEAD}\n${NOTHING_DECIDED}\n`);
    expect(await home.basvakt("sources", "import", "skatteverket", file)).toMatchObject({ code: 3 });

    const { stdout } = await home.basvakt("coverage");

    expect(stdout).toMatch(/^[-0-9]{10} {2}skatteverket {2}559940-0131 {2}oläsliga {2}rad 2: kolumn svarsdatum: /m);
  });

  it("does not take the place of a file that waits under its name", async () => {
    const home = await town();
    mkdirSync(join(home.folder, "inbox", "skatteverket"), { recursive: true });
    writeFileSync(join(home.folder, "inbox", "skatteverket", "svar.csv"), "en annan");

    const { code } = await home.basvakt(
      "sources",
      "import",
      "skatteverket",
      home.file("svar.csv", `${HEAD}\n${NOTHING_DECIDED}`),
    );

    expect(code).toBe(1);
    expect(readFileSync(join(home.folder, "inbox", "skatteverket", "svar.csv"), "utf8")).toBe("en annan");
  });

  it("about one supplier may be noted by a person, and is judged at once", async () => {
    const home = await town();
    const note = (...set: readonly string[]) =>
      home.json(
        "sources",
        "record",
        "kronofogden",
        "559940-0131",
        ...set.flatMap((pair) => ["--set", pair]),
        "--by",
        "Eva Ek",
      );

    const { code, document } = await note("allmanna_mal_belopp=184300", "allmanna_mal_antal=2");

    expect(code).toBe(0);
    expect(document).toMatchObject({ recorded: true, alertsOpened: 1, stopsStarted: 1 });
    expect((await note("allmanna_mal=1")).code).toBe(2);
    expect((await home.json("sources", "cases", "kronofogden", "--state", "answered")).document).toMatchObject([
      { orgNumber: "5599400131", answeredOn: "2026-09-28" },
    ]);
  });
});

describe("the digest", () => {
  it("tells what waits for an answer and what has grown too old, with the command that lists them (law 15)", async () => {
    const home = await town();
    await home.basvakt(
      "sources",
      "record",
      "skatteverket",
      "559940-0131",
      "--set",
      "arbetsgivare=ja",
      "--by",
      "Eva Ek",
    );
    await request(home);

    const { document } = await home.json("digest", "preview", "--now", "2027-01-20T08:00");

    const { text } = document as { text: string };
    expect(text).toContain("1 begärt svar har inte kommit");
    expect(text).toContain("basvakt sources cases skatteverket --state requested");
    expect(text).toContain("1 svar är för gammalt: begär ett nytt");
    expect(text).toContain("basvakt sources cases skatteverket --state too-old");
  });
});
