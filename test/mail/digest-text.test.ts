import { type CheerioAPI, load } from "cheerio";
import { describe, expect, it } from "vitest";
import type { DigestData } from "../../src/mail/digest-data.js";
import { digestView } from "../../src/mail/digest-view.js";
import { plainData } from "../../src/mail/plain.js";
import { renderDigest } from "../../src/mail/render-digest.js";
import { trailText } from "../../src/mail/section.js";
import { blind, eventful, quiet } from "./sample-days.js";

const samples: readonly [string, DigestData][] = [
  ["an eventful day", eventful],
  ["a quiet day", quiet],
  ["a day with blind sources", blind],
];

describe("the digest's text", () => {
  it.each(samples)("R15: holds every fact, figure and command that the HTML holds, on %s", (_, data) => {
    const { html, text } = renderDigest(data);
    const read = flat(text);

    for (const said of saidIn(load(html))) expect(read).toContain(said);
  });

  it.each(samples)("law 15: gives a command for every figure and row, on %s", (_, data) => {
    const view = digestView(plainData(data));
    const cards = view.sections.flatMap((section) => section.cards);
    // One section counts what several commands print: there each row has the one that prints what it counts.
    const sections = view.sections.filter(({ command, total }) => command !== null || total === 0);

    expect(view.sections.length - sections.length).toBeLessThanOrEqual(1);
    for (const { command } of [...view.figures.flat(), ...sections, ...cards])
      expect(command).toMatch(/^basvakt [a-z]/);
  });

  it.each(samples)("keeps within 76 columns, addresses apart, on %s", (_, data) => {
    const long = renderDigest(data)
      .text.split("\n")
      .filter((line) => line.length > 76);

    expect(long.filter((line) => !line.includes("https://"))).toEqual([]);
  });

  it("prints the head of the decision chain", () => {
    expect(renderDigest(quiet).text).toContain("Loggen har 1842 rader, huvud 9f2c4e81b7d05a36.");
    expect(trailText({ rows: 1, head: "9f" })).toBe("Loggen har 1 rad, huvud 9f.");
  });
});

/** Everything a reader of the HTML is told, piece by piece; a link by where it leads. */
function saidIn($: CheerioAPI): readonly string[] {
  const pieces = $("h1, h3, p.lead, p.sub, p.intro, p.command, p.trace, p.foot, .tag, .facts th").toArray();
  const values = $(".facts td")
    .toArray()
    .map((cell) => $(cell).clone().find("a").remove().end().text());
  const links = $("a")
    .toArray()
    .map((link) => $(link).attr("href") ?? "");
  return [...pieces.map((piece) => $(piece).text()), ...values, ...links].map(flat);
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
