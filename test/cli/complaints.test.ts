import { describe, expect, it } from "vitest";
import { registeredHome } from "./program-home.js";

const ORG = "559940-0131";
const ABOUT_STAFF = ["complaints", "add", ORG, "--kind", "bemanning", "--by", "Anna"];
const staffing = (text: string) => [...ABOUT_STAFF, "--text", text];

describe("basvakt complaints", () => {
  it("takes three of one kind to an alert and an inquiry, and the fourth joins it", async () => {
    const home = await registeredHome();
    await home.basvakt(...staffing("Ensam personal på kvällen"));
    await home.basvakt(...staffing("Vikarie utan introduktion"));
    expect(await home.json("inquiries", "list")).toMatchObject({ document: [] });

    const third = await home.json(...staffing("Ingen svarade i telefon"));
    await home.basvakt(
      "complaints",
      "add",
      ORG,
      "--kind",
      "lokaler",
      "--text",
      "Trasigt lås",
      "--serious",
      "--by",
      "Anna",
    );

    expect(third).toMatchObject({ code: 0, document: { registered: [3], alertsOpened: 1 } });
    expect(await home.json("alerts", "list")).toMatchObject({
      document: [{ rule: "complaint-serious" }, { rule: "complaints-repeated", key: "bemanning" }].toReversed(),
    });
    expect(await home.json("inquiries", "list")).toMatchObject({ document: [{ alerts: [1, 2] }] });
  });

  it("keeps unit, role and organisation, and refuses an identity number in the text (law 10)", async () => {
    const home = await registeredHome();
    const from = [
      "--unit",
      "V-1",
      "--role",
      "socialsekreterare",
      "--organisation",
      "Storvads kommun",
      "--received-by",
      "Adda",
    ];

    expect(await home.basvakt(...staffing("Ensam personal"), ...from)).toMatchObject({ code: 0 });
    expect(await home.basvakt(...staffing("Gäller 800101-0019"))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("personnummer"),
    });

    expect(await home.json("complaints", "list")).toMatchObject({
      document: [
        { unit: "V-1", reporterRole: "socialsekreterare", reporterOrganisation: "Storvads kommun", receivedBy: "Adda" },
      ],
    });
  });

  it("names by line and column what the register and the day speak against, and takes in nothing", async () => {
    const home = await registeredHome();
    const rows = [
      `${ORG};annat;2026-11-24;I morgon;`,
      "559912-3451;annat;2026-11-02;Om någon annan;",
      `${ORG};annat;2026-11-02;Om ett annat hem;V-9`,
      `${ORG};annat;2026-11-02;Rätt;V-1`,
    ];
    const file = home.file("s.csv", `organisationsnummer;slag;datum;text;verksamhet\n${rows.join("\n")}\n`);

    expect(await home.basvakt("complaints", "import", file, "--by", "Anna")).toEqual({
      code: 2,
      stdout: "",
      stderr: `s.csv togs inte emot: 3 fel
  s.csv, rad 2, kolumn datum: 2026-11-24 har inte varit än
  s.csv, rad 3, kolumn organisationsnummer: leverantören finns inte i registret
  s.csv, rad 4, kolumn verksamhet: leverantören har ingen verksamhet som heter V-9
`,
    });
    expect(await home.json("complaints", "list")).toMatchObject({ document: [] });
  });

  it("imports a file once: the same file again registers nothing, and a faulty one nothing at all", async () => {
    const home = await registeredHome();
    const head = "organisationsnummer;slag;datum;text;allvarlig;organisation;avslut\n";
    const good = home.file(
      "s.csv",
      `${head}${ORG};bemötande;2026-11-02;Otrevligt samtal;nej;Storvad;kommunicerat och dokumenterat\n`,
    );
    const bad = home.file(
      "fel.csv",
      `${head}${ORG};humör;2026-11-02;Otrevligt;nej;;\n${ORG};annat;2026-13-02;Rörigt;nej;;\n`,
    );

    expect(await home.json("complaints", "import", good, "--by", "Anna")).toMatchObject({
      document: { registered: [1] },
    });
    expect(await home.json("complaints", "import", good, "--by", "Anna")).toMatchObject({
      document: { registered: [], known: 1 },
    });
    const refused = await home.basvakt("complaints", "import", bad, "--by", "Anna");

    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/rad 2, kolumn slag[\s\S]*rad 3, kolumn datum/),
    });
    expect(await home.json("complaints", "list", "--all")).toMatchObject({
      document: [{ closing: "kommunicerat och dokumenterat" }],
    });
  });

  it("registered by mistake counts no longer: the alert it led to is resolved", async () => {
    const home = await registeredHome();
    for (const text of ["Ett", "Två", "Tre"]) await home.basvakt(...staffing(text));
    const why = ["--closing", "felregistrerad", "--reason", "Gällde en annan leverantör", "--by", "Anna"];

    expect(await home.basvakt("complaints", "close", "2", ...why)).toMatchObject({ code: 0 });

    expect(await home.json("alerts", "list")).toMatchObject({ document: [] });
    expect(await home.basvakt("complaints", "close", "2", ...why)).toMatchObject({ code: 1 });
  });
});
