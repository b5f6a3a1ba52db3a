import { describe, expect, it } from "vitest";
import type { ProgramHome } from "./program-home.js";
import { itemsOf, sweptTown } from "./sweep-home.js";

const BY = ["--by", "Eva Ek"] as const;

interface Draft {
  readonly id: number;
  readonly audience: string;
  readonly sweep: number | null;
  readonly text: string;
  readonly state: string;
}

const drafts = async (home: ProgramHome) => (await home.json("drafts", "list", "--all")).document as readonly Draft[];

async function begun(kind: "ivo" | "registerkontroll", ...options: readonly string[]): Promise<ProgramHome> {
  const home = await sweptTown();
  await home.basvakt("sweep", "start", kind, "--due", "2026-11-15", ...options, ...BY);
  return home;
}

describe("letters in a sweep of attestations", () => {
  it("go to each supplier that has somebody left to attest, by role and never by name, and ask for no extract", async () => {
    const home = await begun("registerkontroll", "--all");

    const { code, document } = await home.json("sweep", "letters", "1", ...BY);

    expect([code, document]).toMatchObject([0, { sweep: 1, written: [1, 2, 3], passed: 0 }]);
    const [first] = await drafts(home);
    expect(first).toMatchObject({ audience: "leverantören", sweep: 1, state: "draft" });
    expect(first?.text).toContain("Vi ber om intyg för\n- VD\n- ledamot");
    expect(first?.text).toContain("Skicka inget utdrag ur belastningsregistret");
    expect(first?.text).toContain("Svara senast 2026-11-15");
    expect(JSON.stringify(await drafts(home))).not.toMatch(/Ada Ask|Cia Ceder|Dan Dill/);
  });

  it("are written once, and again only as a reminder to who was sent one and has not answered", async () => {
    const home = await begun("registerkontroll", "--all");
    await home.basvakt("sweep", "letters", "1", ...BY);

    const second = await home.json("sweep", "letters", "1", "--again", ...BY);
    await home.basvakt("drafts", "sent", "1", "--on", "2026-10-01", ...BY);
    await home.basvakt("drafts", "sent", "2", "--on", "2026-10-01", ...BY);
    for (const { id, orgNumber, role } of await itemsOf(home)) {
      if (orgNumber !== "5599400305" || role === null) continue;
      const set = [
        "metod=sanningsförsäkran",
        "inkommen=2026-10-01",
        "handlingens_datum=2026-09-20",
        "utfall=utan anmärkning",
      ];
      const told = await home.basvakt("sweep", "record", `${id}`, ...set.flatMap((one) => ["--set", one]), ...BY);
      expect([told.stderr, told.code]).toEqual(["", 0]);
    }
    const third = await home.json("sweep", "letters", "1", ...BY);
    const fourth = await home.json("sweep", "letters", "1", "--again", ...BY);

    expect(second.document).toMatchObject({ written: [], passed: 3 });
    expect(third.document).toMatchObject({ written: [], passed: 2 });
    expect(fourth.document).toMatchObject({ written: [4], passed: 1 });
    const reminder = (await drafts(home)).find(({ id }) => id === 4);
    expect(reminder?.text).toContain("Vi har skrivit till er tidigare");
    expect((await home.basvakt("drafts", "show", "1")).stdout).toContain("skickat 2026-10-01 av Eva Ek");
    expect((await home.basvakt("audit", "verify")).code).toBe(0);
  });

  it("are refused in a sweep of permits, in one that is not there, and when nobody is left", async () => {
    const home = await begun("ivo");

    expect((await home.basvakt("sweep", "letters", "1", ...BY)).stderr).toContain("hör till registerkontroll");
    expect((await home.basvakt("sweep", "letters", "9", ...BY)).code).toBe(2);
  });
});

describe("telling IVO of what was found in a sweep", () => {
  const seen = [
    "--set",
    "status=Aktiv",
    "--set",
    "senaste_beslut_kod=KRITIK",
    "--set",
    "senaste_beslut_dnr=8.5-1/2026",
  ];
  const told = [...seen, "--set", "senaste_beslut_datum=2026-09-15", ...BY] as const;

  it("is a draft with what was noted, by whom and with its digest, for a person to send", async () => {
    const home = await begun("ivo");
    const recorded = await home.basvakt("sweep", "record", "2", ...told);
    expect([recorded.stderr, recorded.code]).toEqual(["", 0]);
    const reason = ["--reason", "ungdomar lämnas ensamma nattetid", ...BY] as const;

    const { code, document } = await home.json("sweep", "notify", "2", ...reason);
    const again = await home.basvakt("sweep", "notify", "2", ...reason);

    expect([code, document]).toEqual([0, { item: 2, draft: 1 }]);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("finns redan ett utkast")]);
    const [draft] = await drafts(home);
    expect(draft).toMatchObject({ audience: "IVO", sweep: 1, state: "draft" });
    expect(draft?.text).toContain("Vad vi har sett\nungdomar lämnas ensamma nattetid");
    expect(draft?.text).toContain("Gäller: Gården Söder");
    expect(draft?.text).toContain("Senaste beslut: allvarlig kritik");
    expect(draft?.text).toMatch(/Noterat av Eva Ek i svep 1, post 2 version 2\nKontrollsumma [0-9a-f]{64}/);
  });

  it.each([
    ["nothing has been noted of it", [], ["--reason", "brister"], 1, "inte redovisad"],
    ["no reason is given", told, [], 2, "--reason"],
    ["the reason holds an identity number", told, ["--reason", "se 800101-0019"], 2, "personnummer"],
    ["the reason tells of an offence", told, ["--reason", "dömd för misshandel"], 2, "brott"],
  ] as const)("is refused when %s", async (_, record, reason, code, why) => {
    const home = await begun("ivo");
    if (record.length > 0) await home.basvakt("sweep", "record", "2", ...record);

    const refused = await home.basvakt("sweep", "notify", "2", ...reason, ...BY);

    expect([refused.code, refused.stderr]).toEqual([code, expect.stringContaining(why)]);
    expect(refused.stderr).not.toContain("800101");
    expect(await drafts(home)).toEqual([]);
  });
});
