import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "cheerio";
import PostalMime, { type Email } from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unpackZip } from "../../src/evidence/zip.js";
import { loadWorld } from "../../src/sandbox/world.js";
import { type Practice, practice } from "./practice.js";

const RIGHT_TO_LEFT = "\u202e";
const EMOJI = "\u{1F468}\u200d\u{1F469}\u200d\u{1F467}";
const MARKUP = "<img src=x onerror=alert(1)>";
const FORMULA = '=HYPERLINK("http://x.example";"A")';
const ORG = "559940-1329";
const BY = ["--by", "Eva Ek"];

/** A headline that names a supplier, tries everything, and goes on for ten kilobytes. */
const HEADLINE = `IVO riktar allvarlig kritik mot HVB-hemmet Visselpipan Unga i Mossebro ${MARKUP} ${RIGHT_TO_LEFT}${EMOJI} {{7*7}} <%= it %>\r\nBcc: offer@x.example ${"x".repeat(10_000)}`;

function hostileWorld() {
  const world = loadWorld();
  const items = world.items.map((item) => (item.slug === "visselpipan-brister" ? { ...item, title: HEADLINE } : item));
  return { ...world, items };
}

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Forty complaints, so that the alerts of a digest do not fit in it; every text begins as a formula does. */
function complaints(): string {
  const suppliers = readFileSync("fixtures/sandbox/register.csv", "utf8").trim().split("\n").slice(1);
  const numbers = [...new Set(suppliers.map((row) => row.split(";")[0] ?? ""))].slice(0, 40);
  const rows = numbers.map(
    (number) => `${number};säkerhet;2026-09-07;${cell(`${FORMULA} ${MARKUP}`)};ja;${cell("+46 ja")}`,
  );
  return ["organisationsnummer;slag;datum;text;allvarlig;organisation", ...rows].join("\n");
}

describe("hostile text from a feed, a register and people, all the way out (law 13)", () => {
  let home: Practice;
  let letter: Email;
  let outputs: readonly string[];
  const file = (name: string) => join(home.home, name);

  beforeAll(async () => {
    home = await practice({ imported: true, world: hostileWorld() });
    const register = `organisationsnummer;namn;alias;avtalsform;insats;kopare
${ORG};${cell(`${FORMULA} ${MARKUP} ${EMOJI}`)};Visselpipan Unga;ramavtal;hvb_barn_unga;${cell("@Grönköping")}`;
    const units = `organisationsnummer;verksamhet;ivo_id;insats
${ORG};${cell(`-2+3 ${MARKUP} ${EMOJI}`)};V-2077;hvb_barn_unga`;
    writeFileSync(file("r.csv"), register);
    writeFileSync(file("u.csv"), units);
    writeFileSync(file("c.csv"), complaints());
    const told = [
      await home.basvakt("suppliers", "import", file("r.csv")),
      await home.basvakt("units", "import", file("u.csv")),
    ];
    home.turnTo(2);
    const now = home.sandbox.now.toISOString();
    told.push(await home.basvakt("run", "basuppfoljning", "--now", now));
    told.push(await home.basvakt("complaints", "import", file("c.csv"), ...BY));
    told.push(await home.basvakt("digest", "send"));
    const outbox = join(home.home, "outbox");
    const [digest = ""] = readdirSync(outbox).filter((name) => /^\d{4}-\d{2}-\d{2}-kvalitet\.eml$/.test(name));
    letter = await PostalMime.parse(readFileSync(join(outbox, digest)));
    const alerts = (await home.json("alerts", "list", "--supplier", ORG)) as readonly { id: number; rule: string }[];
    const media = String(alerts.find(({ rule }) => rule === "media-item")?.id);
    told.push(await home.basvakt("alerts", "list"), await home.basvakt("alerts", "show", media));
    told.push(await home.basvakt("suppliers", "show", ORG), await home.basvakt("complaints", "list"));
    told.push(await home.basvakt("evidence", "export", "alert", media, "--out", file("larm.zip"), ...BY));
    told.push(
      await home.basvakt("report", "--year", "2026", "--out", file("rapport.html"), "--csv", file("rapport.csv")),
    );
    told.push(await home.basvakt("sweep", "start", "ivo", "--all", ...BY));
    told.push(await home.basvakt("sweep", "worklist", "1", "--out", file("lista.xlsx")));
    expect(told.map(({ code }) => code)).toEqual(told.map(() => 0));
    outputs = told.map(({ stdout, stderr }) => stdout + stderr);
  }, 120_000);
  afterAll(() => home.close());

  it("comes to the terminal as text on its line, without marks that turn or hide it", () => {
    const all = outputs.join("\n");

    expect(all).toContain("Visselpipan Unga i Mossebro");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(all).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(all).not.toContain("x".repeat(1_000));
    expect(all).not.toMatch(/^Bcc:/m);
  });

  it("adds nothing to a letter's headers, and is neither markup nor a template in its body", () => {
    const $ = load(letter.html ?? "");

    expect(letter.bcc).toBeUndefined();
    expect(letter.headers.map(({ key }) => key)).not.toContain("bcc");
    expect($("img, script, [onerror]")).toHaveLength(0);
    expect(letter.html).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(letter.text).toContain(EMOJI);
    expect(letter.text?.replace(/\s+/g, " ")).toContain("{{7*7}} <%= it %>");
    expect(`${letter.html}${letter.text}`).not.toContain(RIGHT_TO_LEFT);
  });

  it("runs nothing in the attached CSV, nor in the one that a command writes", async () => {
    const attached = letter.attachments.map(({ content }) => new TextDecoder().decode(content as ArrayBuffer));
    const { stdout } = await home.basvakt("alerts", "list", "--csv");
    const suppliers = await home.basvakt("suppliers", "list", "--csv");

    expect(attached.length).toBeGreaterThan(0);
    for (const csv of [...attached, stdout, suppliers.stdout, readFileSync(file("rapport.csv"), "utf8")]) {
      expect(csv).not.toMatch(/(^|;|\n)"?[=+\-@]/);
      expect(csv).not.toContain(RIGHT_TO_LEFT);
    }
    expect(attached.join("")).toContain(`'${FORMULA.replaceAll('"', '""')}`);
  });

  it("is text in a decision file and a report: no element comes of it", () => {
    const files = unpackZip(readFileSync(file("larm.zip")));
    const pages = [files["beslutsunderlag.html"] ?? new Uint8Array(), readFileSync(file("rapport.html"))];

    for (const page of pages.map((bytes) => Buffer.from(bytes).toString("utf8"))) {
      expect(load(page)("img, script, iframe, [onerror]")).toHaveLength(0);
      expect(page).not.toContain(RIGHT_TO_LEFT);
    }
    expect(Buffer.from(pages[0] ?? []).toString("utf8")).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  it("is a text cell in the sweep's worklist, and never a formula", () => {
    const sheets = Object.entries(unpackZip(readFileSync(file("lista.xlsx"))))
      .filter(([name]) => name.endsWith(".xml"))
      .map(([, bytes]) => Buffer.from(bytes).toString("utf8"));
    const said = sheets.map((xml) => load(xml, { xml: true })("t").text()).join("\n");

    expect(said).toContain(FORMULA);
    expect(said).toContain(MARKUP);
    expect(sheets.filter((xml) => load(xml, { xml: true })("c > f").length > 0)).toEqual([]);
  });
});
