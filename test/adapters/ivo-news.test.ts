import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ivoNews } from "../../adapters/ivo-news/adapter.js";
import { readSwedishDay } from "../../adapters/ivo-news/swedish-day.js";
import { feedAt, feedContract } from "./feed-contract.js";

const page = readFileSync("fixtures/ivo-news/list.html", "utf8");
const FEED = feedAt("https://ivo.example/aktuellt/nyheter/");
const read = (text: string, options: object = {}) =>
  ivoNews.read(Buffer.from(text), FEED, ivoNews.options.parse(options));

feedContract({
  adapter: ivoNews,
  type: "text/html",
  good: page,
  nothing: null,
  half: page
    .replaceAll(/<p>.*<\/p>/g, "")
    .replace('<time datetime="2026-11-20">20 november 2026</time>', "<time></time>"),
  body: "Hela nyheten, som aldrig ska lagras.",
});

describe("IVO's list of news", () => {
  it("gives headline, lead, canonical address and day of each item, and nothing of the menus", () => {
    expect(read(page)).toEqual({
      items: [
        {
          id: "https://ivo.example/aktuellt/nyheter/2026/hem-stangs",
          address: "https://ivo.example/aktuellt/nyheter/2026/hem-stangs",
          title: "IVO stänger ett hem & återkallar tillståndet",
          summary: "Beslutet gäller omedelbart.",
          publishedAt: new Date("2026-11-20T00:00:00Z"),
        },
        {
          id: "https://ivo.example/aktuellt/nyheter/2026/ny-rapport",
          address: "https://ivo.example/aktuellt/nyheter/2026/ny-rapport",
          title: "Ny rapport om stödboenden",
          summary: "Rapporten bygger på årets tillsyn.",
          publishedAt: new Date("2026-11-03T00:00:00Z"),
        },
        {
          id: "https://ivo.example/aktuellt/nyheter/2026/fragor",
          address: "https://ivo.example/aktuellt/nyheter/2026/fragor",
          title: "Frågor om tillstånd",
          summary: "",
          publishedAt: new Date("2026-10-01T06:00:00Z"),
        },
      ],
      warnings: [],
    });
  });

  it.each([
    ["no items", page.replaceAll("<time", "<span"), "main :is"],
    ["items without dates", page.replaceAll(/<time.*<\/time>/g, "<time>nyss</time>"), "datum (0 av 3)"],
    [
      "items without links that lead anywhere",
      page.replaceAll(/href="[^"]*"/g, 'href="mailto:x@ivo.example"'),
      "rubrik och länk",
    ],
    ["not the text that it always holds", page.replaceAll("Nyheter", "Aktuellt"), "Nyheter"],
  ])("with %s is another page than the one we know, never nothing new (R28)", (_, changed, missing) => {
    expect(() => read(changed)).toThrow(
      expect.objectContaining({ reason: "malformed", message: expect.stringContaining(missing) }),
    );
  });

  it("is read by the selectors and the known text of sources.yaml", () => {
    const other =
      '<html><h1>Aktuellt</h1><div class="n"><b>Rubrik</b><a href="/1">Läs</a><i>2026-11-02</i></div></html>';
    const selectors = { item: ".n", title: "b", date: "i" };

    expect(read(other, { selectors, canary: "aktuellt" }).items).toMatchObject([
      { title: "Rubrik", publishedAt: new Date("2026-11-02T00:00:00Z") },
    ]);
  });

  it.each([
    ["3 nov. 2026", "2026-11-03"],
    ["Publicerad 12 Maj 2026 kl. 9", "2026-05-12"],
    ["2026-01-02", "2026-01-02"],
    ["31 februari 2026", null],
    ["i går", null],
  ])("%j is the day %s", (text, day) => {
    expect(readSwedishDay(text)).toEqual(day === null ? null : new Date(`${day}T00:00:00Z`));
  });
});
