import { describe, expect, it } from "vitest";
import { registeredHome } from "./program-home.js";

const ORG = "559940-0131";

describe("an insats that a person names", () => {
  it.each([
    ["check", ORG, "--service", "hvb_barn_ung"],
    ["admit", ORG, "--service", "hvb_barn_ung", "--by", "Anna"],
    ["suppliers", "list", "--available", "--service", "hvb_barn_ung"],
    ["sweep", "start", "ivo", "--service", "hvb_barn_ung", "--by", "Anna"],
  ])("is refused in %s when nobody has it: a wrong word is no obstacle and no empty list", async (...argv) => {
    const home = await registeredHome();

    expect(await home.basvakt(...argv)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/insatsen hvb_barn_ung finns inte; det finns .*hvb_barn_unga/),
    });
  });

  it("may be written as people write it, as in a register file", async () => {
    const home = await registeredHome();

    expect(await home.json("suppliers", "list", "--available", "--service", "HVB barn unga")).toMatchObject({
      code: 0,
      document: [{ orgNumber: "5599400131" }],
    });
  });

  it("may be one that the list of services lacks, once the register holds it", async () => {
    const home = await registeredHome();
    const ask = ["suppliers", "list", "--available", "--service", "ny_insats"];
    expect(await home.basvakt(...ask)).toMatchObject({ code: 2 });

    const file = home.file(
      "ny.csv",
      "organisationsnummer;namn;avtalsform;insats\n559940-0305;Kastrullen AB;ramavtal;Ny insats\n",
    );
    await home.basvakt("suppliers", "import", file);

    expect(await home.json(...ask)).toMatchObject({ code: 0, document: [{ orgNumber: "5599400305" }] });
  });
});

describe("a buyer that a person names", () => {
  it.each([
    ["check", ORG, "--buyer", "Grönköpingg"],
    ["suppliers", "list", "--available", "--buyer", "Grönköpingg"],
  ])("is refused in %s when the register has no agreement with it", async (...argv) => {
    const home = await registeredHome();

    expect(await home.basvakt(...argv)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/köparen Grönköpingg finns inte i registret; det finns .*Grönköping/),
    });
  });

  it("may be written without capitals", async () => {
    const home = await registeredHome();

    expect(await home.json("suppliers", "list", "--available", "--buyer", "grönköping")).toMatchObject({
      code: 0,
      document: [{ orgNumber: "5599400131" }, { orgNumber: "5599400305" }],
    });
  });
});
