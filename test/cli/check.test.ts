import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Practice, practice } from "../e2e/practice.js";

const HOME = "559940-0131";
/** Its home has both a permit and a decision in the register extract. */
const LOOKED_UP = "559940-1154";
const ASKED = ["--service", "hvb_barn_unga", "--buyer", "Grönköpings kommun"];

/** What the contract promises of every source; some tell more. */
const SOURCE_KEYS = ["id", "title", "configured", "state", "lastSuccess", "reasons", "spent"];

describe("check, before a placement", () => {
  let town: Practice;
  beforeAll(async () => {
    town = await practice();
    await town.basvakt("run", "basuppfoljning");
  }, 120_000);
  afterAll(() => town.close());

  it("says unknown (5) while nobody has looked a home up in Placeringsstöd today, and yes (0) when somebody has", async () => {
    const before = await town.basvakt("check", LOOKED_UP, ...ASKED, "--unit", "V-2070", "--json");
    const noted = await town.basvakt("check", "record", LOOKED_UP, "--unit", "V-2070", "--by", "Anna", "--json");
    const after = await town.basvakt("check", LOOKED_UP, ...ASKED, "--unit", "V-2070", "--json");
    const spoken = await town.basvakt("check", LOOKED_UP, ...ASKED, "--unit", "V-2070");

    expect([before.code, JSON.parse(before.stdout)]).toMatchObject([
      5,
      { orgNumber: "5599401154", mayPlace: "unknown", obstacles: [] },
    ]);
    expect(before.stdout).toContain("Placeringsstöd");
    expect([noted.code, JSON.parse(noted.stdout)]).toMatchObject([
      0,
      { orgNumber: "5599401154", unit: "V-2070", recorded: true },
    ]);
    expect([after.code, JSON.parse(after.stdout)]).toMatchObject([0, { mayPlace: "yes", obstacles: [], reasons: [] }]);
    expect([spoken.code, spoken.stdout]).toEqual([0, "inga kända hinder (kontrollerat 05:00)\n"]);
  });

  it("says no (4) where the only home is under a stop", async () => {
    const { code, stdout } = await town.basvakt("check", "559940-0305", "--service", "stodboende_unga", "--json");
    const closed = ["--service", "hvb_vuxna", "--buyer", "Storvads kommun"];

    expect((await town.basvakt("check", HOME, ...closed)).code).toBe(4);
    expect([4, 5]).toContain(code);
    expect(JSON.parse(stdout)).toMatchObject({ orgNumber: "5599400305" });
  });

  it("tells the state of every source it asked", async () => {
    const { sources } = (await town.json("check", HOME, ...ASKED)) as {
      sources: Record<string, { state: string; asOf: string | null }>;
    };

    expect(sources.bolagsverket).toEqual({ state: "answered", asOf: expect.stringMatching(/^2026-09-07T/) });
    for (const told of Object.values(sources)) expect(Object.keys(told)).toEqual(["state", "asOf"]);
  });

  it.each([
    [["check", HOME, "--unit", "V-9999"], "--unit"],
    [["check", "record", HOME, "--unit", "V-9999", "--by", "Anna"], "--unit"],
    [["check", "record", HOME], "--by"],
    [["check", "record", HOME, "--by", "basvakt"], "en person"],
    [["check"], "organisationsnummer"],
    [["check", "559940-0132"], "kontrollsiffran"],
    [["check", "559912-3451"], "finns inte i registret"],
    [["check", HOME, "--age", "femton"], "antal år"],
    [["check", HOME, "--age", "15", "--until", "2026-02-30"], "2026-02-30"],
    [["run", "basuppfoljning", "--source", "finns-inte"], "finns inte"],
  ])("refuses %j (2), in Swedish and as one document", async (argv, words) => {
    const { code, stdout, stderr } = await town.basvakt(...argv, "--json");

    expect([code, JSON.parse(stdout)]).toEqual([2, { error: expect.stringContaining(words), faults: [] }]);
    expect(stderr).toContain(words);
  });

  it("counts every due check once in coverage, and lists the sources with their health", async () => {
    const covered = (await town.json("coverage", "--since", "2026-09-07", "--until", "2026-09-07")) as Record<
      "due" | "done" | "failed" | "skipped" | "missed",
      number
    >;
    const sources = (await town.json("sources", "list")) as readonly {
      id: string;
      configured: boolean;
      state: string;
      lastSuccess: string | null;
    }[];

    expect(covered.due).toBe(covered.done + covered.failed + covered.skipped + covered.missed);
    expect(covered.done).toBeGreaterThan(100);
    const asked = sources.filter(({ lastSuccess }) => lastSuccess !== null).map(({ id }) => id);
    expect(asked).toEqual(expect.arrayContaining(["bolagsverket", "creditsafe", "ivo-register", "scb"]));
    for (const source of sources) {
      expect(Object.keys(source)).toEqual(expect.arrayContaining(SOURCE_KEYS));
    }
  });

  it("tries the sources, and says which does not answer", async () => {
    expect((await town.basvakt("sources", "test", "scb")).code).toBe(0);
    expect(existsSync(join(town.home, "basvakt.db"))).toBe(true);
  });

  it("says no (4) for a company that went bankrupt, with the reason", async () => {
    town.turnTo(2);
    await town.basvakt("run", "basuppfoljning", "--now", town.sandbox.now.toISOString());

    const { code, stdout } = await town.basvakt("check", "559940-1832");

    expect([code, stdout]).toEqual([4, expect.stringMatching(/^hinder: .*konkurs/i)]);
  });

  it("says unknown (5) when a needed source is silent, whatever it said before", async () => {
    await town.sandbox.close();

    const { code, stdout } = await town.basvakt("check", "559940-0818", "--json");

    expect([4, 5]).toContain(code);
    expect(JSON.parse(stdout)).toMatchObject({ sources: { bolagsverket: { state: "unreachable" } } });
  });
});
