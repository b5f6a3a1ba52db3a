import { describe, expect, it } from "vitest";
import type { MatchSupplier } from "../../src/matching/match.js";
import { buildMatcher } from "../../src/matching/matcher.js";

const suppliers: readonly MatchSupplier[] = [
  { orgNumber: "5599000001", name: "Lindviks HVB AB", aliases: ["Lindvik"], places: ["Motala"], services: ["hvb"] },
  { orgNumber: "5599000002", name: "Sundal Stödboende AB", aliases: [], places: ["Falun"], services: ["stodboende"] },
];
const matcher = buildMatcher(suppliers);

/** Severity and category per supplier. */
function read(title: string, summary: string): Record<string, string> {
  const matches = matcher.match({ title, summary });
  return Object.fromEntries(matches.map(({ orgNumber, severity, category }) => [orgNumber, `${severity} ${category}`]));
}

describe("how grave an item is", () => {
  it.each([
    ["a permit revoked", "Ivo återkallar tillståndet", "Lindviks HVB i Motala måste stänga.", "critical permit"],
    [
      "a stay does not clear",
      "Lindviks HVB får fortsätta tills vidare",
      "Rätten ger inhibition men tillståndet är återkallat.",
      "critical permit",
    ],
    [
      "a threat of losing the permit",
      "Lindviks HVB riskerar att förlora tillståndet",
      "Ivo ger hemmet en månad.",
      "serious supervision",
    ],
    [
      "an order with a fine",
      "Ivo hotar med vite",
      "Lindviks HVB i Motala har brister i journalerna.",
      "serious supervision",
    ],
    ["a bankruptcy", "Lindviks HVB i konkurs", "Hemmet i Motala hade tolv anställda.", "serious economy"],
    [
      "a municipality that stops placing",
      "Linköping slutar placera på Lindviks HVB",
      "Beslutet gäller från i dag.",
      "serious contract",
    ],
    ["a complaint", "Grannar klagar på Lindviks HVB", "Mopederna i Motala stör nattsömnen.", "notice other"],
    ["good news", "Lindviks HVB får pris", "Hemmet i Motala hyllas av ungdomarna.", "neutral other"],
    [
      "a planned inspection",
      "Ivo planerar tillsyn av Lindviks HVB",
      "Besöket i Motala sker i vår.",
      "notice supervision",
    ],
    ["a scuffle", "Slagsmål på Lindviks HVB", "Två pojkar i Motala fick lindriga skador.", "notice other"],
    ["a thriller on stage", "Mordgåta på Lindviks HVB", "Ungdomarna i Motala spelar teater.", "neutral other"],
  ])("reads %s", (_, title, summary, expected) => {
    expect(read(title, summary)).toEqual({ "5599000001": expected });
  });
});

describe("who does what, to whom, and who says so", () => {
  it.each([
    [
      "locked rooms that the inspectorate criticises are criticism",
      "Unga låstes in på Lindviks HVB",
      "Ivo kritiserar hemmet i Motala.",
      "serious supervision",
    ],
    [
      "locked rooms that the police look into are a crime",
      "Unga låstes in på Lindviks HVB",
      "Två ur personalen i Motala har gripits.",
      "critical abuse",
    ],
    ["vermin alone", "Kackerlackor på Lindviks HVB", "Köket i Motala är stängt.", "notice other"],
    [
      "vermin found by an inspection",
      "Kackerlackor på Lindviks HVB",
      "Miljökontorets inspektörer underkänner köket i Motala.",
      "serious supervision",
    ],
    [
      "a contract ended for cause",
      "Kommunen häver avtalet",
      "Lindviks HVB i Motala har lurat kommunen på besök.",
      "serious contract",
    ],
    [
      "a contract that runs out",
      "Motala väljer bort Lindviks HVB",
      "Kommunen öppnar eget hvb när avtalet löper ut.",
      "notice contract",
    ],
    [
      "convicts hired unchecked are a matter of staff",
      "Lindviks HVB anställde dömd rånare",
      "Ingen i Motala begärde utdrag ur belastningsregistret.",
      "serious staffing",
    ],
    [
      "a death nobody is suspected of is still a death",
      "16-åring avled på Lindviks HVB",
      "Det finns inga misstankar om brott i Motala.",
      "critical other",
    ],
    [
      "what an end of placements rests on is not the news",
      "Linköping slutar placera på Lindviks HVB",
      "Anledningen är att en pojke i Motala misshandlats.",
      "serious contract",
    ],
  ])("%s", (_, title, summary, expected) => {
    expect(read(title, summary)).toEqual({ "5599000001": expected });
  });

  it("blames an owner that is blamed itself", () => {
    const severity = read(
      "Ivo stänger Lindviks HVB i Motala",
      "Moderbolaget Sundal Stödboende i Falun får skarp kritik av Ivo.",
    );

    expect(severity["5599000002"]).toMatch(/^serious/);
  });
});

describe("what takes the edge off", () => {
  it.each([
    ["no deficiencies", "Inga brister på Lindviks HVB", "Ivo avslutar ärendet i Motala."],
    ["an acquittal", "Chefen på Lindviks HVB frias", "Åtalet för misshandel i Motala ogillas."],
    ["a revocation set aside", "Rätten upphäver Ivos stängning", "Lindviks HVB i Motala får tillbaka sitt tillstånd."],
    [
      "an old deficiency put right",
      "Ny omsorgschef i Linköping",
      "Hon ledde Lindviks HVB som fick kritik 2016. Bristerna åtgärdades.",
    ],
    ["a name misused", "Bedragare ringer i Lindviks namn", "Hvb-hemmet i Motala har polisanmält saken."],
    [
      "a voice on a matter of the whole country",
      "Mord i nära relationer ökar, visar ny rapport",
      "”Ingen frågar i tid”, säger Eva Ek på Lindviks HVB i Motala.",
    ],
  ])("does not alarm for %s", (_, title, summary) => {
    expect(read(title, summary)["5599000001"]).toMatch(/^neutral/);
  });

  it.each([
    [
      "a clearing that is only a condition",
      "Linköping slutar placera på Lindviks HVB",
      "Inga nya ungdomar flyttar in i Motala förrän tillsynen avslutats utan kritik.",
      /^serious contract/,
    ],
    [
      "what is not given back",
      "Rätten säger nej till Lindviks HVB",
      "Hemmet i Motala får inte tillbaka sitt tillstånd.",
      /^critical permit/,
    ],
    [
      "faults it has yet to put right",
      "Ivo kritiserar Lindviks HVB",
      "Hemmet i Motala hade stora brister i våras och ska senast i maj redovisa hur de åtgärdats.",
      /^serious supervision/,
    ],
  ])("is not calmed by %s", (_, title, summary, expected) => {
    expect(read(title, summary)["5599000001"]).toMatch(expected);
  });

  it("takes an unproved tip for what it is, and a finding for what it is", () => {
    const tip = read("Ivo inleder tillsyn av Lindviks HVB", "Bakom ligger ett tips om för många inskrivna i Motala.");
    const found = read("Ivo kritiserar Lindviks HVB", "Hemmet i Motala hade för många inskrivna.");

    expect(tip["5599000001"]).toMatch(/^notice/);
    expect(found["5599000001"]).toMatch(/^serious/);
  });

  it("keeps what is set against an acquittal", () => {
    const severity = read(
      "Ägaren av Lindviks HVB frias från misshandel",
      "Han frias men fälls för våldtäkt på en flicka i Motala.",
    );

    expect(severity["5599000001"]).toMatch(/^critical/);
  });

  it("lets the new event decide over what it followed on", () => {
    const severity = read(
      "Kommunen slutar placera på Lindviks HVB",
      "Efter vårens razzia i Motala är förtroendet slut.",
    );

    expect(severity).toEqual({ "5599000001": "serious contract" });
  });
});

describe("words that calm only where they say so themselves", () => {
  it.each([
    [
      "Barn saknade mat på Lindviks HVB",
      "Medicinering ingår inte i rutinerna i Motala, konstaterar Ivo som ser allvarliga brister.",
      "serious",
    ],
    ["Lindviks HVB får svidande kritik av Ivo", "Ingen del av ersättningen gick till barnen i Motala.", "serious"],
    ["Ivo stänger Lindviks HVB", "”Det är inte vi som har fattat beslutet”, säger kommunen i Motala.", "critical"],
    [
      "Lindviks HVB hade falska anställda",
      "Kommunen i Motala betalade för personal som inte fanns. Ägaren åtalas för grovt bedrägeri.",
      "critical",
    ],
    ["Lindviks HVB drev falsk insamling", "Ägaren i Motala är häktad för bedrägeri.", "critical"],
    ["Ägaren till Lindviks HVB åtalad", "Han påstår sig ha rätt till pengarna som försvann i Motala.", "critical"],
    [
      "Lindviks HVB får inte tillbaka tillståndet",
      "Hemmets krav på inhibition avslås av kammarrätten. Tillståndet är återkallat.",
      "critical",
    ],
    [
      "Care home owner in court",
      "The owner of Lindviks HVB in Motala pleaded not guilty to rape of a resident and was arrested.",
      "critical",
    ],
    [
      "Pojke vittnar om misshandel på Lindviks HVB",
      "Han har flytt från hemmet i Motala efter misshandel av personalen.",
      "critical",
    ],
    [
      "Föreståndaren på Lindviks HVB döms till fängelse",
      "Han döms för att ha delat ut narkotika till ungdomar i Motala.",
      "critical",
    ],
    ["Ägaren till Lindviks HVB sitter i fängelse", "Han dömdes för misshandel av barn i Motala.", "critical"],
    [
      "Personal på Lindviks HVB sålde narkotikaklassade läkemedel",
      "Två anställda i Motala har sålt tabletter till ungdomar.",
      "critical",
    ],
    [
      "Flicka våldtogs på Lindviks HVB",
      "Hon flyttades från Sundal Stödboende i Falun till Lindviks HVB, där hon våldtogs av en anställd.",
      "critical",
    ],
    [
      "Läkare åtalas",
      "En läkare från Lindviks HVB i Motala åtalas för övergrepp. Sundal Stödboende i Falun berörs inte.",
      "critical",
    ],
    [
      "Kritiken går till Lindviks HVB",
      "Ivo kritiserar hemmet i Motala för allvarliga brister. Sundal Stödboende i Falun får godkänt.",
      "serious",
    ],
    [
      "Pojken placerades på Lindviks HVB",
      "I Motala misshandlades han av personalen. Tidigare bodde han på Sundal Stödboende i Falun.",
      "critical",
    ],
    [
      "Lindviks HVB hörde inte av sig",
      "Pojken hittades död i Motala. Solhems Behandlingshem i Borås slog larm.",
      "critical",
    ],
    [
      "Ivo kritiserar Lindviks HVB",
      "Personalen i Motala kunde inte säga var barnen fanns. Allvarliga brister, enligt beslutet.",
      "serious",
    ],
    ["Lindviks HVB stämmer alla anställda", "Ekobrottsmyndigheten utreder bolaget i Motala för bedrägeri.", "serious"],
    [
      "Hemmets överklagan: vd drar tillbaka uppgifterna",
      "Lindviks HVB i Motala har fått sitt tillstånd återkallat av Ivo.",
      "critical",
    ],
    [
      "Bedragaren tog hjälp av personal",
      "Pengarna gömdes med hjälp av Lindviks HVB i Motala. Ägaren är häktad. Sundal Stödboende i Falun lurades.",
      "critical",
    ],
  ])("stays grave: %s", (title, summary, expected) => {
    expect(read(title, summary)["5599000001"]?.split(" ")[0]).toBe(expected);
  });

  it.each([
    ["Branden i ägarens hus", "Ägaren till Lindviks HVB i Motala förlorade sitt hem i branden.", /^(neutral|notice)/],
    ["Lindviks HVB hjälper ungdomar söka nytt jobb", "Ungdomarna i Motala får praktik.", /^neutral/],
    ["Inga fler brister på Lindviks HVB", "Ivo avslutar tillsynen i Motala.", /^neutral/],
    ["Kommunen drar tillbaka polisanmälan mot Lindviks HVB", "Det sägs av socialchefen i Motala.", /^neutral/],
  ])("does no harm: %s", (title, summary, expected) => {
    expect(read(title, summary)["5599000001"]).toMatch(expected);
  });
});

describe("two suppliers in one item", () => {
  it("gives each its own part", () => {
    const severity = read(
      "Två olika besked",
      "Medan Lindviks HVB får beröm av Ivo har Sundal Stödboende i Falun stora brister.",
    );

    expect(severity["5599000001"]).toMatch(/^neutral/);
    expect(severity["5599000002"]).toMatch(/^serious/);
  });

  it.each([
    [
      "a sentence that names nobody is about whom its noun points at",
      "Grannar bråkar om Lindviks HVB och Sundal Stödboende",
      "Ägaren till stödboendet sitter häktad för misshandel.",
      ["notice", "critical"],
    ],
    [
      "a sentence that names nobody is about whom its town points at",
      "Lindviks HVB och Sundal Stödboende i blickfånget",
      "Verksamheten i Falun har fått sitt tillstånd återkallat.",
      ["neutral", "critical"],
    ],
    [
      "who takes people in after a closure has no part in it",
      "Ivo stänger Sundal Stödboende i Falun",
      "Fyra ungdomar har fått rum på Lindviks HVB i Motala.",
      ["neutral", "critical"],
    ],
    [
      "who owns is said after the name",
      "Pojke knivskuren på Sundal Stödboende i Falun",
      "Lindviks HVB, som äger boendet, vill inte kommentera.",
      ["neutral", "critical"],
    ],
    [
      "a main clause begins at its verb",
      "Två hem granskade",
      "Medan Lindviks HVB i Motala klarade sig utan anmärkning ska Sundal Stödboende betala vite.",
      ["neutral", "serious"],
    ],
  ])("%s", (_, title, summary, [first, second]) => {
    const severity = read(title, summary);

    expect(severity["5599000001"]?.split(" ")[0]).toBe(first);
    expect(severity["5599000002"]?.split(" ")[0]).toBe(second);
  });

  it("does not blame who only owns", () => {
    const severity = read("Personal på Lindviks HVB häktad", "Hemmet i Motala ägs av Sundal Stödboende i Falun.");

    expect(severity["5599000001"]).toMatch(/^critical/);
    expect(severity["5599000002"]).toBe("neutral ownership");
  });

  it("does not blame who only comments on somebody else's matter", () => {
    const severity = read(
      "Ivo stänger Ekängens HVB i Borås",
      "”Vi kan ta emot ungdomarna”, säger chefen på Lindviks HVB i Motala.",
    );

    expect(severity).toEqual({ "5599000001": "neutral other" });
  });
});
