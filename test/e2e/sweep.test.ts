import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Entry, filled, type List, numbersIn, type Rehearsal, rehearsal } from "./sweep-rehearsal.js";

const EVA = ["--by", "Eva Ek"] as const;
/** IVO's extract does not come in this half-year: what it tells is for people to look up. */
const BUREAU = ["--source", "creditsafe"] as const;
const IDENTITY = "800101-0019";
const OFFENCE = "dömd för misshandel";

const well = (ids: readonly number[]): readonly Entry[] =>
  ids.flatMap((id): readonly Entry[] => [
    [id, "Status", "Aktiv"],
    [id, "Kontrollerad den", "2026-09-07"],
  ]);

const row = (id: number, cells: Readonly<Record<string, string>>): readonly Entry[] =>
  Object.entries(cells).map(([heading, text]): Entry => [id, heading, text]);

const attested = (ids: readonly number[]): readonly Entry[] =>
  ids.flatMap((id): readonly Entry[] => [
    [id, "Metod", "sanningsförsäkran"],
    [id, "Inkommen", "2026-09-15"],
    [id, "Handlingens datum", "2026-09-10"],
    [id, "Utfall", "utan anmärkning"],
  ]);

describe("a half-year's two sweeps, from start to a countersigned kontrollrapport", () => {
  let home: Rehearsal;
  let siv: List;
  let tor: List;
  let left: readonly number[];

  beforeAll(async () => {
    home = await rehearsal();
    await home.at("2026-09-07T05:00", "run", "basuppfoljning", ...BUREAU);
  });
  afterAll(() => home.close());

  it("begin with everybody frozen, and shared out between two handlers", async () => {
    const both = ["--due", "2026-10-20", "--handler", "Siv", "--handler", "Tor", ...EVA] as const;
    const wider = [
      "--service",
      "hvb_barn_unga",
      "--service",
      "konsulentstod",
      "--form",
      "ramavtal",
      "--form",
      "direktupphandling",
    ];

    const ivo = await home.at("2026-09-07T08:00", "sweep", "start", "ivo", ...both);
    const conduct = await home.at("2026-09-07T08:00", "sweep", "start", "registerkontroll", ...wider, ...both);
    const second = await home.at("2026-09-07T08:00", "sweep", "start", "ivo", ...both);

    expect([ivo.code, conduct.code, second.code]).toEqual([0, 0, 1]);
    expect(second.stderr).toContain("svep 1 pågår redan");
    siv = await home.list(1, "Siv");
    tor = await home.list(1, "Tor");
    expect([numbersIn(siv).length, numbersIn(tor).length].every((n) => n > 3)).toBe(true);
    expect(await home.status(1)).toMatchObject({ items: numbersIn(siv).length + numbersIn(tor).length, done: 0 });
  });

  it("ask the suppliers for attestations by letters that a person sends", async () => {
    const { stdout } = await home.at("2026-09-07T09:00", "sweep", "letters", "2", ...EVA);
    const sent = await home.at("2026-09-08T09:00", "drafts", "sent", "1", ...EVA);

    expect(stdout).toMatch(/^\d+ utkast skrivna/);
    expect(sent.code).toBe(0);
  });

  it("take a part of the first handler's list", async () => {
    siv = filled(siv, well(numbersIn(siv).slice(0, -1)));

    const { code, document } = await home.take("2026-09-08T10:00", 1, siv, "Siv");

    expect([code, document]).toMatchObject([0, { changed: numbersIn(siv).length - 1, conflicts: [], stops: [] }]);
  });

  it("refuse the second handler's with ten planted faults as a whole, and name each by its cell", async () => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = numbersIn(tor);
    const planted: readonly Entry[] = [
      ...row(a, { Status: "Igång", Platser: "åtta", "Lägsta ålder": "ung", Källa: "hörsägen" }),
      ...row(b, { Status: "Aktiv", "Beslutets datum": "2026-13-01", Inhibition: "kanske" }),
      ...row(c, { Platser: "4", Målgrupp: `pojken ${IDENTITY}` }),
      ...row(d, { Status: "Aktiv", Handläggare: IDENTITY }),
      ...row(e, { Status: "Aktiv", "Kontrollerad den": "2026-12-24" }),
    ];

    const { code, document, stdout } = await home.take("2026-09-08T11:00", 1, filled(tor, planted), "Tor");

    expect(code).toBe(2);
    expect((document.faults ?? []).map(({ column }) => column).sort()).toEqual(
      [
        ...["Beslutets datum", "Handläggare", "Inhibition", "Kontrollerad den", "Källa", "Lägsta ålder"],
        ...["Målgrupp", "Platser", "Status", "Status"],
      ].sort(),
    );
    expect(stdout).not.toContain(IDENTITY);
    expect(await home.status(1)).toMatchObject({ done: numbersIn(siv).length - 1 });
  });

  it("take the second handler's when it is right, and undo nothing by an old copy of it", async () => {
    const blank = tor;
    const all = numbersIn(tor);
    left = all.slice(-1);
    tor = filled(tor, [...well(all.slice(1, -1)), [all[1] ?? 0, "Ej aktuell, skäl", ""]]);
    await home.take("2026-09-09T10:00", 1, tor, "Tor");
    const before = await home.items(1);

    const old = await home.take("2026-09-09T11:00", 1, blank, "Siv");

    expect(old.document).toMatchObject({ changed: 0, old: all.length - 2, conflicts: [] });
    expect(await home.items(1)).toEqual(before);
  });

  it("let a new member of a board, whom a source names, come into the sweep under way", async () => {
    const before = await home.items(2);
    home.turnTo(9);

    await home.at("2026-09-15T05:00", "run", "basuppfoljning", ...BUREAU);

    const came = (await home.items(2)).filter(({ id }) => !before.some((known) => known.id === id));
    expect(
      came
        .filter(({ orgNumber }) => orgNumber === "5599403705")
        .map(({ role, joined, state }) => [role, joined, state]),
    ).toEqual([
      ["Ledamot", true, "waiting"],
      ["Ordförande", true, "waiting"],
    ]);
    expect(came.every(({ handler }) => handler === "Siv" || handler === "Tor")).toBe(true);
    expect(JSON.stringify(came)).not.toMatch(/Harkrank|Gullregn/);
  });

  it("start a stop for a permit that somebody found revoked, once it has been confirmed and not before", async () => {
    const [id = 0] = numbersIn(tor);
    const revoked = filled(tor, [
      [id, "Status", "Återkallad"],
      [id, "Senaste beslut", "ATERKALLELSE_OMEDELBAR"],
      [id, "Beslutets diarienummer", "3.5.1-77001/2026-2"],
      [id, "Beslutets datum", "2026-09-14"],
    ]);
    const stops = async () =>
      ((await home.json("stops", "list", "--state", "provisional")) as readonly unknown[]).length;
    const before = await stops();

    const shown = await home.take("2026-09-15T10:00", 1, revoked, "Tor");
    const between = await stops();
    const confirmed = await home.take("2026-09-15T10:05", 1, revoked, "Tor", "--confirm-stops");

    expect([shown.code, shown.document.written, between]).toEqual([2, false, before]);
    expect(shown.stderr).toContain("Stämmer det, läs in den igen med --confirm-stops.");
    const foreseen = shown.document.stops as readonly unknown[];
    expect(foreseen.length).toBeGreaterThan(0);
    expect(confirmed.document).toMatchObject({ written: true, changed: 1 });
    expect(await stops()).toBe(before + foreseen.length);
    tor = revoked;
  });

  it("refuse identity numbers and offences wherever they are written, and repeat neither", async () => {
    const [item] = (await home.items(2)).filter(({ channel }) => channel === "attestation");
    const id = `${item?.id}`;
    const set = (field: string, text: string) => ["sweep", "record", id, "--set", `${field}=${text}`, "--by", "Siv"];
    const list = await home.list(2, item?.handler ?? "");
    const moment = "2026-09-16T10:00";
    const answers = [
      await home.at(moment, ...set("utfall", OFFENCE)),
      await home.at(moment, ...set("metod", IDENTITY)),
      await home.at(moment, "sweep", "record", id, "--not-applicable", "--reason", OFFENCE, "--by", "Siv"),
      await home.at(moment, "sweep", "record", id, "--not-applicable", "--reason", IDENTITY, "--by", "Siv"),
      await home.at(moment, "sweep", "record", id, "--handler", IDENTITY, "--by", "Siv"),
      await home.take(moment, 2, filled(list, [[item?.id ?? 0, "Ej aktuell, skäl", OFFENCE]]), "Siv"),
      await home.take(moment, 2, filled(list, [[item?.id ?? 0, "Handläggare", IDENTITY]]), "Siv"),
      await home.at(moment, "sweep", "pause", "2", "--reason", OFFENCE, ...EVA),
      await home.at(moment, "sweep", "cancel", "2", "--reason", `se ${IDENTITY}`, ...EVA),
      await home.at(moment, "sweep", "close", "2", "--reason", "klart", "--left", `${id}=${OFFENCE}`, ...EVA),
      await home.at(moment, "sweep", "start", "ivo", "--all", "--cause", `tips om ${IDENTITY}`, ...EVA),
      await home.at(moment, "sweep", "notify", `${numbersIn(siv)[0]}`, "--reason", OFFENCE, ...EVA),
    ];

    expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 2));
    const said = answers.map(({ stdout, stderr }) => stdout + stderr).join("\n");
    expect(said).not.toContain(IDENTITY);
    expect(said).not.toContain(OFFENCE);
    const stored = readFileSync(join(home.home, "basvakt.db"), "latin1");
    expect(stored.includes(IDENTITY) || stored.includes("80010100")).toBe(false);
    expect(stored).not.toContain(Buffer.from(OFFENCE, "utf8").toString("latin1"));
  });

  it("account for every attestation, and close when nothing is left", async () => {
    for (const handler of ["Siv", "Tor"]) {
      const list = await home.list(2, handler);
      const asked = (await home.items(2)).filter(({ channel }) => channel === "attestation").map(({ id }) => id);
      const lacking = numbersIn(list).filter((id) => !asked.includes(id));
      const entries = attested(numbersIn(list).filter((id) => asked.includes(id)));
      const set = lacking.map((id): Entry => [id, "Ej aktuell, skäl", "leverantören avvecklas"]);
      const taken = await home.take("2026-09-20T10:00", 2, filled(list, [...entries, ...set]), handler);
      expect([taken.code, taken.document.conflicts]).toEqual([0, []]);
    }

    const closed = await home.at("2026-09-21T10:00", "sweep", "close", "2", "--reason", "alla har svarat", ...EVA);

    expect([closed.stderr, closed.code]).toEqual(["", 0]);
    expect(await home.status(2)).toMatchObject({ state: "closed", waiting: 0, overdue: 0 });
  });

  it("remind until the day, and put what is overdue before the owner after it", async () => {
    await home.at("2026-10-21T06:30", "run", "judge");
    const { stdout } = await home.at("2026-10-21T07:00", "digest", "preview");

    const digest = stdout.replace(/\s+/g, " ");
    expect(digest).toContain("[Dagen har passerat] Svep 1: tillstånd hos IVO");
    expect(digest).toContain("Eva Ek 1 svep (1, tillstånd hos IVO) vars dag har passerat, att avsluta");
    const sivs = numbersIn(siv).slice(-1);
    left = [...sivs, ...left];
    expect(await home.status(1)).toMatchObject({ waiting: 0, overdue: 2 });
    expect(
      (await home.items(1))
        .filter(({ state }) => state === "overdue")
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...left].sort());
  });

  it("close only with a person's reason for each that is left, and are countersigned by another", async () => {
    const moment = "2026-10-22T10:00";
    const why = ["--reason", "halvårskontrollen är genomförd"] as const;
    const reasons = left.flatMap((id) => ["--left", `${id}=IVO har inte svarat på begäran`]);

    const bare = await home.at(moment, "sweep", "close", "1", ...why, ...EVA);
    const closed = await home.at(moment, "sweep", "close", "1", ...why, ...reasons, ...EVA);
    const own = await home.at(moment, "sweep", "countersign", "1", "--reason", "läst", ...EVA);
    const other = await home.at(moment, "sweep", "countersign", "1", "--reason", "läst", "--by", "Ulla Berg");

    expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining("2 poster är inte redovisade")]);
    expect([closed.code, own.code, other.code]).toEqual([0, 2, 0]);
    expect(await home.status(1)).toMatchObject({ state: "closed", overdue: 2, countersignedBy: "Ulla Berg" });
  });

  it("give a kontrollrapport that is proved later, until somebody changes a row", async () => {
    const moment = "2026-10-23T10:00";
    const out = join(home.home, "..", "kontrollrapport.html");
    await home.at(moment, "sweep", "report", "1", "--out", out, "--csv", join(home.home, "..", "kontrollrapport.csv"));

    const proof = (await home.json("sweep", "verify", "1", "--file", out)) as object;

    expect(proof).toMatchObject({ ok: true, population: true, rows: true, trail: true, file: true });
    const html = readFileSync(out, "utf8");
    expect(html).toContain("<h1>Kontrollrapport: tillstånd hos IVO</h1>");
    expect(html).toContain("IVO har inte svarat på begäran");
    expect(html).toContain("(3.5.1-77001/2026), beslutat 2026-09-14");
    expect(html).toMatch(/Kontrasignerat<\/td><td>[^<]* av Ulla Berg/);
    expect(html).not.toMatch(new RegExp(`${IDENTITY}|misshandel`));
  });
});
