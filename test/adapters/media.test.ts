import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { media } from "../../adapters/media/adapter.js";
import { read } from "../../adapters/media/read.js";
import { canonicalAddress } from "../../src/feed/address.js";
import { plainText } from "../../src/feed/plain-text.js";
import { readPublished } from "../../src/feed/published.js";
import type { HttpAnswer } from "../../src/http/http.js";
import { answered, contextOf, feedAt, feedContract, NOW, question } from "./feed-contract.js";

const fixture = (name: string) => readFileSync(`fixtures/media/${name}`, "utf8");
const FEED = feedAt("https://exempelbladet.example");
const BODY = "Hela artikeln, som aldrig ska lagras.";

const itemsOf = (text: string) => read(Buffer.from(text), FEED).items;
const rss = (items: string, head = "<title>Bladet</title>") =>
  `<?xml version="1.0"?><rss version="2.0"><channel>${head}${items}</channel></rss>`;
const item = (parts: string) => rss(`<item><title>Rubrik</title>${parts}</item>`);
const LINK = "<link>https://exempelbladet.example/1</link>";

feedContract({
  adapter: media,
  type: "application/xml",
  good: fixture("rss2.xml"),
  nothing: fixture("empty.xml"),
  half: rss(`<item><title>Rubrik</title>${LINK}</item><item><title>Annan</title><guid>x</guid></item>`),
  body: BODY,
});

feedContract({
  adapter: media,
  type: "application/xml",
  good: fixture("atom.xml"),
  nothing: '<feed xmlns="http://www.w3.org/2005/Atom"><title>Lokalnytt</title><id>urn:x</id></feed>',
  half: '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Rubrik</title><link href="https://a.example/1"/></entry></feed>',
  body: BODY,
});

describe("the samples", () => {
  it("RSS 2.0 gives text, canonical addresses and times", () => {
    expect(itemsOf(fixture("rss2.xml"))).toEqual([
      {
        id: "exempel-1",
        address: "https://exempelbladet.example/nyheter/hem-stangs",
        title: "Hem för unga stängs & utreds",
        summary: "Tillsynen fann brister på boendet. Kommunen svarar.",
        publishedAt: new Date("2026-11-23T05:30:00Z"),
      },
      {
        id: "https://exempelbladet.example/nyheter/nytt-boende?id=7",
        address: "https://exempelbladet.example/nyheter/nytt-boende?id=7",
        title: "Nytt boende öppnar",
        summary: "",
        publishedAt: new Date("2026-11-22T18:00:00Z"),
      },
    ]);
  });

  it("RSS 1.0 gives its items", () => {
    expect(itemsOf(fixture("rss1.xml"))).toEqual([
      {
        id: "https://kvallsbladet.example/a/1",
        address: "https://kvallsbladet.example/a/1",
        title: "Brand på stödboende",
        summary: "Ingen skadades.",
        publishedAt: new Date("2026-11-22T09:00:00Z"),
      },
    ]);
  });

  it("Atom gives its entries, by the link to the article", () => {
    expect(itemsOf(fixture("atom.xml"))).toEqual([
      {
        id: "tag:lokalnytt.example,2026:1",
        address: "https://lokalnytt.example/1",
        title: "Avtal sägs upp & prövas",
        summary: "Nämnden beslutade i går.",
        publishedAt: new Date("2026-11-22T11:00:00Z"),
      },
    ]);
  });
});

describe("a feed's encoding", () => {
  const declared = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?>${item(`${LINK}<description>Åsa – ”Örebro”</description>`).slice(21)}`;
  const western = (text: string) => Buffer.from(text.replace("–", "\u0096").replaceAll("”", "\u0094"), "latin1");

  it.each<[string, Uint8Array]>([
    ["UTF-8", Buffer.from(declared("UTF-8"))],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${declared("UTF-8")}`)],
    ["UTF-8 declared as ISO-8859-1", Buffer.from(declared("ISO-8859-1"))],
    ["Windows-1252 declared as ISO-8859-1", western(declared("ISO-8859-1"))],
    ["Windows-1252", western(declared("windows-1252"))],
    ["Windows-1252 that declares nothing", western(declared("UTF-8").slice(38))],
    ["UTF-16", Buffer.from(`\ufeff${declared("UTF-16")}`, "utf16le")],
  ])("may be %s", (_, bytes) => {
    expect(read(bytes, FEED).items[0]?.summary).toBe("Åsa – ”Örebro”");
  });

  it("may be UTF-8 with one byte wrong, which spoils no other letter", () => {
    const bytes = Buffer.concat([
      Buffer.from(rss(`<item>${LINK}<title>Åsö `)),
      Buffer.from([0xff]),
      Buffer.from(" är</title></item>"),
    ]);
    const [, tail] = rss("|").split("|");

    const whole = Buffer.from(bytes.toString("latin1").replace("</channel></rss>", "") + (tail ?? ""), "latin1");

    expect(read(whole, FEED).items[0]?.title).toBe("Åsö \ufffd är");
  });
});

describe("an item", () => {
  it.each([
    ["no id is known by its address", LINK, "https://exempelbladet.example/1", "https://exempelbladet.example/1"],
    [
      "a permanent link as id needs no other",
      "<guid>https://exempelbladet.example/2/</guid>",
      "https://exempelbladet.example/2/",
      "https://exempelbladet.example/2",
    ],
    [
      "an id that is no link is known within its feed",
      '<guid isPermaLink="false">nr 7</guid>',
      "nr 7",
      "https://exempelbladet.example/rss.xml#nr%207",
    ],
    [
      "an address that is no web address is known by its id",
      "<link>javascript:alert(1)</link><guid>x</guid>",
      "x",
      "https://exempelbladet.example/rss.xml#x",
    ],
    [
      "a relative link belongs to the feed's host",
      "<link>/3</link>",
      "https://exempelbladet.example/3",
      "https://exempelbladet.example/3",
    ],
  ])("with %s", (_, parts, id, address) => {
    expect(itemsOf(item(parts))).toMatchObject([{ id, address }]);
  });

  it("without title, or without both link and id, is left aside and counted", () => {
    const good = `<item><title>Rubrik</title>${LINK}</item>`;

    const { items, warnings } = read(
      Buffer.from(rss(`${good}<item>${LINK}</item><item><title>Utan länk</title></item>`)),
      FEED,
    );

    expect(items).toHaveLength(1);
    expect(warnings).toEqual([expect.stringMatching(/^exempelbladet: 2 poster/)]);
  });

  it("that comes twice under one address comes once, the first of them", () => {
    const twice = `<item><title>Ny rubrik</title>${LINK}</item><item><title>Gammal</title>${LINK.replace("/1", "/1?utm_source=x")}</item>`;

    expect(itemsOf(rss(twice)).map(({ title }) => title)).toEqual(["Ny rubrik"]);
  });

  it("has a summary of at most a thousand characters", () => {
    const [found] = itemsOf(item(`${LINK}<description>${"ordet ".repeat(500)}</description>`));

    expect(found?.summary.length).toBeLessThanOrEqual(1000);
    expect(found?.summary.length).toBeGreaterThan(990);
  });

  it("has no personal identity number in its text", () => {
    const [found] = itemsOf(item(`${LINK}<description>Mannen, 811218-9876, dömdes.</description>`));

    expect(found?.summary).toBe("Mannen, [personnummer], dömdes.");
  });

  it("dated far ahead has no time, and one dated within a day keeps it", async () => {
    const dates = ["Thu, 01 Jan 2099 00:00:00 GMT", "Mon, 23 Nov 2026 09:00:00 GMT"];
    const body = rss(
      dates.map((date, n) => `<item><title>R</title><guid>${n}</guid><pubDate>${date}</pubDate></item>`).join(""),
    );
    const answer: HttpAnswer = { status: 200, headers: {}, body: Buffer.from(body), url: FEED.url };

    const result = await media.ask(
      FEED,
      question(),
      contextOf(media, async () => answer),
    );

    expect(answered(result).items.map(({ publishedAt }) => publishedAt)).toEqual([
      null,
      new Date("2026-11-23T09:00:00Z"),
    ]);
    expect(NOW < new Date("2026-11-23T09:00:00Z")).toBe(true);
  });
});

describe("a feed that says nothing", () => {
  const reasonOf = (text: string) => {
    try {
      return itemsOf(text);
    } catch (error) {
      return (error as { reason?: unknown }).reason;
    }
  };

  it.each([
    ["is none when it has a name", rss(""), []],
    ["is empty when it has none", rss("", "<ttl>5</ttl>"), "empty"],
    [
      "is malformed when none of its entries can be used",
      rss("<item><link>https://a.example</link></item>"),
      "malformed",
    ],
    [
      "is malformed when it is JSON Feed",
      '{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[]}',
      "malformed",
    ],
    [
      "is malformed when it asks for files of this machine",
      `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>${item(`${LINK}<description>&x;</description>`)}`,
      "malformed",
    ],
    ["is blocked when a page asks for a human", "<!-- x --><html><title>Just a moment...</title></html>", "blocked"],
  ])("%s", (_, text, expected) => {
    expect(reasonOf(text)).toEqual(expected);
  });
});

describe("the address of an article", () => {
  it.each([
    ["HTTPS://WWW.Exempel.example/A/b/", "https://www.exempel.example/A/b"],
    ["https://exempel.example/?utm_source=rss&UTM_Medium=x&id=1#topp", "https://exempel.example?id=1"],
    ["https://exempel.example/a?fbclid=1", "https://exempel.example/a"],
    ["https://person:hemligt@exempel.example/a", "https://exempel.example/a"],
    [" /a ", "https://exempelbladet.example/a"],
    ["//annan.example/a", "https://annan.example/a"],
  ])("%s is %s", (written, address) => {
    expect(canonicalAddress(written, FEED.url)).toBe(address);
  });

  it.each(["", "javascript:alert(1)", "mailto:a@b.example", "https://", "data:text/html,x", "tag:a.example,2026:1"])(
    "%j is none",
    (written) => {
      expect(canonicalAddress(written, FEED.url)).toBeNull();
    },
  );

  it("is the same however often it is made canonical", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (written) => {
        const once = canonicalAddress(written, FEED.url) ?? "";

        expect(canonicalAddress(once, FEED.url)).toBe(once);
      }),
    );
  });
});

describe("a time of publishing", () => {
  it.each([
    ["Mon, 23 Nov 2026 06:30:00 GMT", "2026-11-23T06:30:00Z"],
    ["Fri, 23 Nov 2026 06:30:00 +0100", "2026-11-23T05:30:00Z"],
    ["23 Nov 2026 06:30 +0200", "2026-11-23T04:30:00Z"],
    ["Tor, 21 Maj 2026 06:30:00 CEST", "2026-05-21T04:30:00Z"],
    ["Mon, 23 Nov 2026 06:30:00 -05:00", "2026-11-23T11:30:00Z"],
    ["2026-11-23T06:30:00Z", "2026-11-23T06:30:00Z"],
    ["2026-11-23T06:30:00.123+01:00", "2026-11-23T05:30:00Z"],
    ["2026-11-23 06:30", "2026-11-23T06:30:00Z"],
    ["2026-11-23", "2026-11-23T00:00:00Z"],
  ])("%s is %s", (text, instant) => {
    expect(readPublished(text)).toEqual(new Date(instant));
  });

  it.each([
    "",
    "i går",
    "Mon, 31 Feb 2026 06:30:00 GMT",
    "2026-13-01T00:00:00Z",
    "2026-11-23T25:00:00Z",
    "Mon, 23 Nov 2026 06:30:00 XYZ",
    "0001-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "1795400000",
  ])("%j is unreadable", (text) => {
    expect(readPublished(text)).toBeNull();
  });
});

describe("a feed's text", () => {
  it.each([
    ["K&amp;B", "K&B"],
    ["K&amp;amp;amp;B", "K&B"],
    ["&amp;lt;p&amp;gt;Hej&amp;lt;/p&amp;gt;", "Hej"],
    ["<p>Ett</p><p>två</p>tre<br>fyra", "Ett två tre fyra"],
    ["K<b>ur</b>ort", "Kurort"],
    ["5 < 7 och 7 > 5", "5 < 7 och 7 > 5"],
    ["<script>alert(1)</script>Text<style>p{}</style>", "Text"],
    ['<img src=x onerror="alert(1)">Bild', "Bild"],
    ["G&ouml;teborg&nbsp;i&#32;dag &#x2013; nytt", "Göteborg i dag – nytt"],
    ["rad\u0000\r\n\tannan\u202e", "rad annan"],
  ])("%j is %j", (html, text) => {
    expect(plainText(html, 1000)).toBe(text);
  });

  it("is read quickly, however it is built to take time", () => {
    const hostile = ["<a".repeat(500_000), "<!---->".repeat(300_000), "&amp;".repeat(500_000), "<p>".repeat(300_000)];

    for (const text of hostile) {
      expect(plainText(text, 1000).length).toBeLessThanOrEqual(1000);
      expect(() => itemsOf(text)).toThrow();
    }
  }, 5_000);

  it("is never cut inside a character", () => {
    expect(plainText("ab👍", 3)).toBe("ab");
  });

  it("never keeps a control character, a tag or a line break, whatever the feed sends", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (html) => {
        const text = plainText(`<p>${html}</p>`, 50);

        expect(text.length).toBeLessThanOrEqual(50);
        expect(text).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
