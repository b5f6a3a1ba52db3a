import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ivoNews } from "../../adapters/ivo-news/adapter.js";
import type { AnyAdapter } from "../../src/adapter.js";
import { allFeeds, readFeeds } from "../../src/config/feeds.js";
import { readSources } from "../../src/config/sources.js";

const adapters = [ivoNews as unknown as AnyAdapter];
const listed = (lines: string) => readFeeds(`feeds:\n${lines}\n`, "feeds.yaml");

describe("the feeds of a home", () => {
  it("are those that feeds.yaml lists and has switched on, and each source's own", () => {
    const environment = { IVO_NEWS_URL: "https://ivo.example/nyheter" };
    const some = listed(
      "  - { id: a, title: A, url: 'https://a.example/rss', every: 15m }\n  - { id: b, title: B, url: 'https://b.example', enabled: false }",
    );

    expect(allFeeds(some, readSources("", "sources.yaml", adapters, environment))).toEqual([
      {
        id: "ivo-news",
        source: "ivo-news",
        title: "IVO",
        url: new URL("https://ivo.example/nyheter"),
        everyMinutes: 60,
      },
      { id: "a", source: "media", title: "A", url: new URL("https://a.example/rss"), everyMinutes: 15 },
    ]);
  });

  it("have no IVO among them without its address", () => {
    expect(allFeeds([], readSources("", "sources.yaml", adapters, {}))).toEqual([]);
  });

  it("may not take the id of a source's own feed", () => {
    const sources = readSources("", "sources.yaml", adapters, { IVO_NEWS_URL: "https://ivo.example/nyheter" });

    expect(() => allFeeds(listed("  - { id: ivo-news, title: A, url: 'https://a.example' }"), sources)).toThrow(
      "upptaget",
    );
  });

  it("are all off in the example, each with a title and an id of its own, and none asked more often than the job runs", () => {
    const text = readFileSync("assets/examples/feeds.yaml", "utf8");
    const feeds = readFeeds(text.replaceAll("enabled: false", "enabled: true"), "feeds.yaml");

    expect(readFeeds(text, "feeds.yaml")).toEqual([]);
    expect(feeds.length).toBeGreaterThan(40);
    expect(new Set(feeds.map(({ url }) => url.href)).size).toBe(feeds.length);
    expect(Math.min(...feeds.map(({ everyMinutes }) => everyMinutes))).toBe(15);
  });

  it.each(["ivo.se/nyheter", "http://ivo.example/nyheter", "ftp://ivo.example"])(
    "refuses %s as IVO's address",
    (url) => {
      expect(() => readSources("", "sources.yaml", adapters, { IVO_NEWS_URL: url })).toThrow("IVO_NEWS_URL");
    },
  );
});
