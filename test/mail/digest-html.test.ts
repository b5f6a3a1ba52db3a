import { type CheerioAPI, load } from "cheerio";
import { describe, expect, it } from "vitest";
import type { DigestData } from "../../src/mail/digest-data.js";
import { renderDigest } from "../../src/mail/render-digest.js";
import { blind, eventful, quiet } from "./sample-days.js";
import { bankrupt, frame, remark, revoked, section, stopSection } from "./sample-rows.js";

const samples: readonly [string, DigestData][] = [
  ["an eventful day", eventful],
  ["a quiet day", quiet],
  ["a day with blind sources", blind],
];

describe("the digest's HTML", () => {
  it("puts what must be decided first, then alerts, then what was looked at", () => {
    const $ = load(renderDigest(eventful).html);

    expect(headings($)).toEqual([
      "Preliminära stopp (3)",
      "Föreslagna stopp (1)",
      "Kan stoppet upphävas? (1)",
      "Nya larm (2)",
      "Larm som blivit värre eller öppnats igen (1)",
      "Avslutade larm (1)",
      "Det här väntar, och på vem (2)",
      "Svep: det har blivit dags (1)",
      "Källor och täckning",
      "Branschnytt (1)",
      "Kommande datum (1)",
      "De senaste 30 dagarna",
    ]);
  });

  it("law 2: tells of a stop what was seen, by which rule, on what evidence, until when, by whom, and the way back", () => {
    const facts = factsOf(load(renderDigest({ ...quiet, provisional: stopSection("x", [revoked]) }).html));

    expect(facts).toEqual([
      ["Beslut senast", "fredag 27 november 2026 (avtalsansvarig)"],
      ["Placerade", "Stoppet gäller nya placeringar. Är någon placerad där i dag?"],
      ["Avtal", "Ramavtal, HVB för barn och unga, Exempelköping (avropsstopp nr 12)"],
      ["Grund", "tillstånd återkallat"],
      ["Iakttaget", "tillstånd återkallat, gäller genast"],
      ["Gräns", "gällande återkallelse"],
      ["Källa", "IVO, register över verksamheter, underlag nr 31, 32 register.example"],
      ["Började", "2026-11-23 kl. 05:12 av basvakt, regel permit-revoked, policy 3fa9c1d2"],
      ["Upphävs om", "beslutet upphävs, beviljas inhibition eller nytt tillstånd ges"],
    ]);
  });

  it("law 2: sets a date that has passed in bold, and says so in words", () => {
    const $ = load(renderDigest({ ...quiet, provisional: stopSection("x", [bankrupt]) }).html);

    expect($("td b").text()).toBe("fredag 20 november 2026, tiden har gått ut (avtalsansvarig)");
  });

  it("leaves out a buyer that the register does not name", () => {
    const stops = [{ ...frame, buyer: "" }];
    const $ = load(renderDigest({ ...quiet, provisional: stopSection("x", [{ ...revoked, stops }]) }).html);

    expect(factsOf($)[2]).toEqual(["Avtal", "Ramavtal, HVB för barn och unga (avropsstopp nr 12)"]);
  });

  it("counts stops one by one where one case holds several", () => {
    const $ = load(renderDigest({ ...quiet, provisional: stopSection("x", [bankrupt]) }).html);

    expect(headings($)[0]).toBe("Preliminära stopp (2)");
    expect($("p.intro").first().text()).toContain("2 stopp i 1 ärende.");
  });

  it("shows thirty rows of a section and counts the rest", () => {
    const rows = Array.from({ length: 31 }, (_, index) => ({ ...remark, id: index + 1 }));
    const newAlerts = {
      ...section("basvakt alerts list --since 2026-11-20", rows, 44),
      bySeverity: quiet.newAlerts.bySeverity,
    };

    const { html, text } = renderDigest({ ...quiet, newAlerts });

    expect(load(html)("table.card")).toHaveLength(30);
    expect(html).toContain("Ytterligare 14 av 44 visas inte här.");
    expect(text).toContain("Ytterligare 14 av 44 visas inte här.");
    expect(text).toContain("Alla rader: basvakt alerts list --since 2026-11-20");
  });

  it("says what there was nothing of, and that sources are off", () => {
    const { html } = renderDigest(quiet);

    expect(html).toContain("Inget att redovisa under: preliminära stopp, föreslagna stopp,");
    expect(html).toContain("412 av 412 kontroller gjorda. 4 av 4 inställda källor svarar som de ska.");
    expect(html).toContain("Avstängda (ej inställda): Skatteverket, arbetsgivaravgifter.");
  });

  it("names a source that gives no answers, since when, and what was not done", () => {
    const { html } = renderDigest(blind);

    expect(html).toContain("309 av 412 kontroller gjorda, 103 misslyckades. 3 av 4 inställda källor");
    expect(factsOf(load(html)).at(-1)).toEqual(["Svarade senast", "2026-11-20 kl. 05:05"]);
  });

  it.each(samples)("marks language, layout tables and row headers, and fetches nothing, on %s", (_, data) => {
    const $ = load(renderDigest(data).html);

    expect($("html").attr("lang")).toBe("sv");
    expect(
      $("table:not(.facts)")
        .toArray()
        .every((table) => $(table).attr("role") === "presentation"),
    ).toBe(true);
    expect(
      $(".facts th")
        .toArray()
        .every((cell) => $(cell).attr("scope") === "row"),
    ).toBe(true);
    expect($("h1")).toHaveLength(1);
    expect($("img, script, iframe, form, link, object")).toHaveLength(0);
    expect($('meta[name="color-scheme"]').attr("content")).toBe("light dark");
  });

  it("stays under the size at which Gmail cuts a mail, on a day with fifteen alerts and five stops", () => {
    const provisional = stopSection(
      "x",
      Array.from({ length: 5 }, () => bankrupt),
    );
    const newAlerts = {
      ...eventful.newAlerts,
      ...section(
        "x",
        Array.from({ length: 15 }, () => remark),
      ),
    };

    expect(renderDigest({ ...eventful, provisional, newAlerts }).html.length).toBeLessThan(102_000);
  });
});

function headings($: CheerioAPI): readonly string[] {
  return $("h2")
    .toArray()
    .map((heading) => $(heading).text());
}

function factsOf($: CheerioAPI): readonly (readonly [string, string])[] {
  $(".facts br").replaceWith(" ");
  return $(".facts tr")
    .toArray()
    .map((row) => [flat($(row).find("th").text()), flat($(row).find("td").text())] as const);
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
