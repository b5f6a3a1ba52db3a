import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MatchSupplier } from "../../src/matching/match.js";
import { buildMatcher } from "../../src/matching/matcher.js";
import { readWords } from "../../src/matching/words.js";

const words = readWords();

function supplier(name: string, more: Partial<MatchSupplier> = {}): MatchSupplier {
  return { orgNumber: "5599000001", name, aliases: [], places: ["Motala"], services: ["hvb"], ...more };
}

/** Who is found in a headline (and lead), by organisation number. */
function found(suppliers: readonly MatchSupplier[], title: string, summary = ""): string[] {
  return buildMatcher(suppliers, words)
    .match({ title, summary })
    .map(({ orgNumber }) => orgNumber);
}

const lindvik = supplier("Lindviks HVB AB", { aliases: ["Lindvik"] });
const granbo = supplier("Granbo & Ek Familjevård AB", { aliases: ["Granbo & Ek"], services: ["familjehem"] });
const rum7 = supplier("Rum 7 Stödboende AB", { aliases: ["Rum7"], services: ["stodboende"] });
const abq = supplier("ABQ Vård AB", { aliases: ["ABQ"] });
const idehem = supplier("Idéhemmets Behandling AB", { aliases: ["Idéhemmet"] });
const tallen = supplier("Tallens Stödboende AB", { aliases: ["Tallen"], services: ["stodboende"] });

describe("forms of a name", () => {
  it.each([
    ["the legal name without its legal form", lindvik, "Lindviks HVB får kritik", ""],
    ["the genitive", lindvik, "Lindviks ägare åtalas", "Hvb-hemmet i Motala är tomt."],
    ["a compound with the home", lindvik, "Ivo besökte Lindvikshemmet i Motala", ""],
    ["a kind of home before the name", lindvik, "Brand på hvb-hemmet Lindvik", ""],
    ["och for &", granbo, "Granbo och Ek i konkurs", "Familjehemmen i Motala får nya avtal."],
    ["a number in words", rum7, "Stödboendet Rum Sju i Motala stängs", ""],
    ["digits joined to the word", rum7, "Rum7 i Motala stängs", "Stödboendet saknade brandlarm."],
    ["lost diacritics", idehem, "Behandlingshemmet Idehemmet i Motala får pris", ""],
    ["capitals", lindvik, "LINDVIK STÄNGS", "Hvb-hemmet i Motala förbjuds."],
    ["initials with a genitive", abq, "ABQ:s vd slutar", "Hvb-hemmet i Motala söker ny chef."],
    [
      "a small misspelling of a long name",
      supplier("Hagbackens Ungdomshem AB"),
      "Hagbakens Ungdomshem i Motala stängs",
      "",
    ],
    ["soft hyphens and entities", lindvik, "Lind\u00advik f&aring;r kritik", "Hvb&#8209;hemmet i Motala prickas."],
    ["a typographic quote", lindvik, "”Lindvik” stängs", "Hvb-hemmet i Motala förbjuds."],
    [
      "two words written as one",
      supplier("Almvik Gårdshem AB", { aliases: ["Almvik gård"] }),
      "Brand på Almvikgård i Motala",
      "Hvb-hemmet tömdes.",
    ],
    [
      "the whole legal name, without any word of care",
      supplier("Öppna Handen i Östergötland AB"),
      "Bolag misstänks för bokföringsbrott",
      "Förundersökningen gäller Öppna Handen i Östergötland AB.",
    ],
    [
      "a name of several words with its own town",
      rum7,
      "Polisinsats i gryningen",
      "Insatsstyrkan slog till mot Rum 7 i Motala strax före klockan fem.",
    ],
    [
      "a founder of the same name",
      supplier("Ekmans Konsulter AB", { aliases: ["Ekmans"], services: ["familjehem"] }),
      "Riskkapital köper Ekmans i Motala",
      "Grundaren Eva Ekman lämnar familjehemsverksamheten.",
    ],
    ["the area left out", supplier("Lindvik i Östergötland AB"), "Lindvik stängs", "Hvb-hemmet i Motala förbjuds."],
  ])("finds %s", (_, of, title, summary) => {
    expect(found([of], title, summary)).toEqual([of.orgNumber]);
  });
});

describe("what the name does not mean", () => {
  it.each([
    ["the everyday word", tallen, "Tallen på torget fälls", "Trädet i Motala är sjukt."],
    ["a small letter", tallen, "Den gamla tallen i Motala fälls", "Stödboende intill störs av arbetet."],
    ["a person", granbo, "Eva Ek ny chef", "Hon leder familjehem i Motala."],
    ["another company", lindvik, "Lindvik Fastigheter bygger i Motala", "Ett hvb-hem blir hyresgäst."],
    ["another town", lindvik, "Behandlingshemmet Lindvik i Kiruna stängs", "Ivo stänger hemmet."],
    ["another thing named first", tallen, "Restaurangen Tallen i Motala stänger", "Stödboende övertar lokalen."],
    ["another business of the name", tallen, "Tallens förskola i Motala får kritik", "Ett stödboende ligger intill."],
    ["initials in small letters", abq, "Så fungerar abq", "Hvb-hem i Motala provar."],
    ["no supplier at all", lindvik, "Ett hvb-hem i Motala stängs", "Ivo namnger inte hemmet."],
  ])("does not match %s", (_, of, title, summary) => {
    expect(found([of], title, summary)).toEqual([]);
  });
});

describe("several suppliers", () => {
  const group = supplier("Sundal Omsorgsgrupp AB", {
    orgNumber: "5599000002",
    aliases: ["Sundal"],
    places: ["Stockholm"],
  });
  const family = supplier("Sundal Familjehem AB", {
    orgNumber: "5599000003",
    places: ["Falun"],
    services: ["familjehem"],
  });

  it("takes the longest name, so that a subsidiary is not also the group", () => {
    expect(found([group, family], "Sundal Familjehem i Falun söker fler hem")).toEqual(["5599000003"]);
    expect(found([group, family], "Vårdkoncernen Sundal i Stockholm säljs")).toEqual(["5599000002"]);
  });

  it("tells a shared alias apart by town and kind of operation", () => {
    const home = supplier("Ankaret Vård i Kalmar AB", {
      orgNumber: "5599000004",
      aliases: ["Ankaret"],
      places: ["Kalmar"],
    });
    const flats = supplier("Falu Boende AB", {
      orgNumber: "5599000005",
      aliases: ["Ankaret"],
      places: ["Falun"],
      services: ["stodboende"],
    });

    expect(found([home, flats], "Ankaret i Kalmar får kritik", "Ivo besökte hvb-hemmet.")).toEqual(["5599000004"]);
    expect(found([home, flats], "Ankaret får kritik", "Ivo besökte stödboendet i Falun.")).toEqual(["5599000005"]);
    expect(found([home, flats], "Ankaret får kritik", "Ivo besökte boendet.")).toEqual([]);
  });

  it("leaves a forbidden form alone and takes a bound alias only with its place", () => {
    const forbidden = { ...lindvik, forbidden: ["Lindvik"] };
    const bound = supplier("Omsorg Nord AB", {
      aliases: ["Fyren"],
      bound: [{ form: "Fyren", place: "Motala" }],
      places: [],
    });

    expect(found([forbidden], "Lindvik stängs", "Hvb-hemmet i Motala förbjuds.")).toEqual([]);
    const apart = supplier("Sjövik Omsorg AB", { aliases: ["Almvik gård"], forbidden: ["Almvik gård"] });
    expect(found([apart], "Brand på Almvikgård i Motala", "Hvb-hemmet tömdes.")).toEqual([]);
    expect(found([forbidden], "Lindviks HVB stängs", "Hemmet i Motala förbjuds.")).toEqual([forbidden.orgNumber]);
    expect(found([bound], "Hvb-hemmet Fyren i Motala stängs")).toEqual([bound.orgNumber]);
    expect(found([bound], "Hvb-hemmet Fyren stängs")).toEqual([]);
  });

  it("knows a supplier by the name of its unit, in the unit's municipality", () => {
    const owner = supplier("Omsorg Nord AB", { units: [{ name: "Bergudden HVB", municipality: "Orsa" }] });

    expect(found([owner], "Ivo stänger Bergudden", "Hvb-hemmet i Orsa hade för få vuxna.")).toEqual([owner.orgNumber]);
  });
});

it("says which form was found, where, what spoke for it and which words gave the severity", () => {
  const [match] = buildMatcher([lindvik], words).match({
    title: "Tillståndet dras in",
    summary: "Lindvikshemmet i Motala stängs av Ivo.",
  });

  expect(match?.because).toMatchObject({ form: "Lindvikshemmet", where: "ingress", words: ["Tillståndet", "dras in"] });
  expect(match?.because.for).toContain("orten: Motala");
  expect(match?.sentence).toContain("”Lindvikshemmet” i ingressen");
});

it("answers the same for the same text, whatever the text", () => {
  const matcher = buildMatcher([lindvik, granbo, rum7, abq, tallen], words);
  const piece = fc.constantFrom(
    "Lindvik",
    "Granbo & Ek",
    "Rum 7",
    "ABQ:s",
    "\n",
    "&amp;",
    "Ivo",
    "–",
    "”",
    "i Motala. ",
    "7",
  );

  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (parts) => {
      const news = { title: parts.join(" "), summary: parts.join("") };
      expect(matcher.match(news)).toEqual(matcher.match(news));
    }),
    { numRuns: 200 },
  );
});
