import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Practice, practice } from "../e2e/practice.js";

const SOUND = "559940-0131";
const BY = ["--by", "Anna"];

interface Shown {
  readonly id: number;
  readonly controls: readonly { control: string; verdict: string; by: string | null; evidence: number | null }[];
}

describe("basvakt admit", () => {
  let town: Practice;
  beforeAll(async () => {
    town = await practice({ imported: false });
  }, 60_000);
  afterAll(() => town.close());

  const shown = async (...argv: readonly string[]) => (await town.json("admit", ...argv)) as Shown;
  const verdicts = ({ controls }: Shown) =>
    Object.fromEntries(controls.map(({ control, verdict }) => [control, verdict]));

  it("asks the live sources about a company that is not in the register, and leaves the rest to people", async () => {
    const opened = await shown(SOUND, "--service", "hvb_barn_unga", "--name", "Blåklintsbacken", ...BY);

    expect(verdicts(opened)).toEqual({
      kreditvärdighet: "utan anmärkning",
      företagsuppgifter: "utan anmärkning",
      "arbetsgivare och F-skatt": "utan anmärkning",
      styrelse: "ej gjord",
      "anmärkning i revisionsberättelsen": "ej gjord",
      rättsdatabas: "ej gjord",
      tillstånd: "ej gjord",
      "öppen tillsyn": "ej gjord",
      "godkänd föreståndare": "ej gjord",
    });
    expect(opened.controls.slice(0, 3).every(({ evidence, by }) => evidence !== null && by === "basvakt")).toBe(true);
    expect(await town.json("suppliers", "list")).toEqual([]);
  });

  it("asks other things of a foundation, and nothing of IVO for a service without permit", async () => {
    const opened = await shown("802400-0013", "--service", "familjehem", "--form", "stiftelse", ...BY);

    expect(Object.keys(verdicts(opened))).toEqual([
      "skatteregistrering",
      "Kronofogden",
      "styrelse och firmatecknare",
      "anmärkning i revisionsberättelsen",
      "rättsdatabas",
    ]);
  });

  it("approves nobody while a control is not made, and refuses for a reason of the closed list", async () => {
    const decide = ["admit", "decide", "1", ...BY, "--reason", "Föreståndare saknas enligt IVO"];

    expect(await town.basvakt(...decide, "--approve")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("tillstånd"),
    });
    expect(await town.basvakt(...decide, "--refuse", "magkänsla")).toMatchObject({ code: 2 });
    const flaw = ["--control", "godkänd föreståndare", "--verdict", "brist", "--note", "Ingen godkänd", ...BY];
    expect(verdicts(await shown("record", "1", ...flaw))["godkänd föreståndare"]).toBe("brist");
    expect(await town.basvakt(...decide, "--refuse", "saknar godkänd föreståndare")).toMatchObject({ code: 0 });

    expect(await town.basvakt(...decide, "--approve")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("avgjord"),
    });
    expect(await town.json("admit", "list", "--all")).toMatchObject([
      { id: 2, outcome: null },
      { id: 1, outcome: "inte godkänd", refusal: "saknar godkänd föreståndare", decidedBy: "Anna" },
    ]);
  });

  it("names how a control is noted, as long as one is not made", async () => {
    const { stdout } = await town.basvakt("admit", "show", "2");

    expect(stdout).toContain("basvakt admit record 2 --control <kontroll> --verdict <utfall>");
  });

  it("approves when every control is made", async () => {
    for (const { control } of (await shown("show", "2")).controls) {
      await town.basvakt("admit", "record", "2", "--control", control, "--verdict", "utan anmärkning", ...BY);
    }

    const approved = await town.basvakt(
      "admit",
      "decide",
      "2",
      "--approve",
      "--reason",
      "Alla kontroller utan anmärkning",
      ...BY,
    );

    expect((await town.basvakt("admit", "show", "2")).stdout).not.toContain("admit record");
    expect(approved).toMatchObject({ code: 0, stdout: "Prövning 2: godkänd.\n" });
  });

  it("takes no identity number in what people write (law 10)", async () => {
    await shown("802400-0013", "--service", "socialt_boende", "--form", "stiftelse", ...BY);
    const note = ["--control", "rättsdatabas", "--verdict", "brist", "--note", "Dom mot 800101-0019", ...BY];

    expect(await town.basvakt("admit", "record", "3", ...note)).toMatchObject({ code: 2 });
  });
});
