import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MEDIA, type NewsHome, newsHome, paper, timeAt } from "./news-home.js";

interface Incident {
  readonly cause: string;
  readonly state: string;
}

async function incidents(home: NewsHome, ...argv: readonly string[]): Promise<readonly Incident[]> {
  return (await home.json("incidents", "list", ...argv)).document as readonly Incident[];
}

async function feeds(home: NewsHome) {
  const { document } = await home.json("sources", "list");
  return (document as readonly { readonly id: string; readonly feeds?: readonly object[] }[]).find(
    ({ id }) => id === "media",
  )?.feeds;
}

const letters = (prefix: string) => ["a", "b", "c", "d", "e", "f"].map((letter) => `${prefix}${letter}`);

describe("a feed's own health", () => {
  it("opens one incident when a single feed is down three times on end, and closes it once (R23, R26, R34)", async () => {
    const down = { status: 410 };
    const home = await newsHome({ ett: paper("x"), tva: paper("y"), tre: down });
    const opened = [];

    for (const minute of [0, 30, 60, 90]) {
      await home.feedsAt(minute);
      opened.push((await incidents(home)).map(({ cause }) => cause));
    }
    const listed = await feeds(home);
    home.papers.set("tre", paper("z"));
    await home.feedsAt(120);

    expect(opened).toEqual([[], [], ["feed:tre"], ["feed:tre"]]);
    expect(listed).toMatchObject([
      { id: "ett", state: "ok", lastSuccess: timeAt(90), failures: 0 },
      { id: "tva", state: "ok" },
      { id: "tre", state: "failing", lastSuccess: null, failures: 4, reason: "malformed" },
    ]);
    expect(await incidents(home)).toEqual([]);
    expect(await incidents(home, "--all")).toMatchObject([{ cause: "feed:tre", closedHow: "recovered" }]);
  });

  it("opens one incident for the source when all feeds are down, none for each, and tells once that they are back (R35, R36)", async () => {
    const home = await newsHome({ ett: { status: 503 }, tva: { status: 503 }, tre: { status: 503 } });

    await home.feedsAt(0);
    const once = await incidents(home);
    for (const minute of [30, 60, 90, 120]) await home.feedsAt(minute);
    const down = await incidents(home);
    for (const id of ["ett", "tva", "tre"]) home.papers.set(id, paper(id));
    for (const minute of [150, 180]) await home.feedsAt(minute);

    expect(once).toEqual([]);
    expect(down).toMatchObject([{ cause: "unreachable", kind: "source" }]);
    expect(await incidents(home, "--all")).toMatchObject([{ cause: "unreachable", closedHow: "recovered" }]);
  });

  it("opens one incident for a host all of whose feeds are down, and the others go on (R34, R36)", async () => {
    const dead = { ett: { status: 503 }, tva: { status: 503 }, tre: { status: 503 }, fyra: { status: 503 } };
    const home = await newsHome({ ...dead, fem: paper("x") }, ["fem"]);
    // One of two hosts is half of them, and more than that may be missing.
    writeFileSync(join(home.folder, "sources.yaml"), `${MEDIA}  expect: { answers: 0.4 }\n`);
    const opened = [];

    for (const minute of [0, 30, 60, 90]) {
      const { done } = await home.feedsAt(minute);
      opened.push([done, (await incidents(home)).map(({ cause }) => cause.replace(/\d+$/, "PORT"))]);
    }
    home.papers.set("ett", paper("y"));
    await home.feedsAt(120);

    const open = ["host:127.0.0.1:PORT"];
    expect(opened).toEqual([
      [1, []],
      [1, []],
      [1, open],
      [1, open],
    ]);
    expect((await incidents(home)).map(({ cause }) => cause)).toEqual(["feed:tva", "feed:tre", "feed:fyra"]);
  });

  it("is not asked again in a run when its host has failed ten times on end, and the others are", async () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`d${n}`, { status: 503 }]));
    const home = await newsHome({ ...many, a: paper("x"), z: paper("y") }, ["a", "z"]);

    const { done } = await home.feedsAt(0);

    expect(done).toBe(2);
    const askedOfDead = home.asked().filter((path) => path.startsWith("/d")).length;
    expect(askedOfDead).toBeGreaterThanOrEqual(10);
    expect(askedOfDead).toBeLessThan(20);
  });

  it("reports a feed whose items have all been replaced twice on end, until two answers overlap again", async () => {
    const home = await newsHome({ ett: paper(...letters("p")) });
    const opened = [];

    for (const [n, slugs] of [letters("p"), letters("q"), letters("r"), ["ra", "rb", ...letters("s")]].entries()) {
      home.papers.set("ett", paper(...slugs));
      await home.feedsAt(n * 30);
      opened.push((await incidents(home)).map(({ cause }) => cause));
    }

    expect(opened).toEqual([[], [], ["turnover:ett"], []]);
  });

  it("tells the time of a feed's newest item, and of what was left aside", async () => {
    const dated =
      "<item><title>T</title><link>https://b.example/1</link><pubDate>Sun, 22 Nov 2026 18:00:00 GMT</pubDate></item>";
    const body = `<rss version="2.0"><channel><title>B</title>${dated}<item><title>Utan</title></item></channel></rss>`;
    const home = await newsHome({ ett: { status: 200, body } });

    await home.feedsAt(0);

    expect(await feeds(home)).toMatchObject([
      { lastItem: "2026-11-22T18:00:00.000Z", warning: expect.stringContaining("1 poster utan rubrik") },
    ]);
    expect((await home.basvakt("sources", "list")).stdout).toContain("Nyaste posten");
  });
});
