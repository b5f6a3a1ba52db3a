import { describe, expect, it } from "vitest";
import { ivoNews } from "../../adapters/ivo-news/adapter.js";
import { get, withSandbox } from "./asking.js";

describe("The sandbox's IVO", () => {
  const sandbox = withSandbox();

  async function titles(): Promise<readonly string[]> {
    const url = new URL(sandbox().settings.IVO_NEWS_URL ?? "");
    const body = new Uint8Array(await (await get(url.href)).arrayBuffer());
    const feed = { id: "ivo-news", source: "ivo-news", title: "IVO", url, everyMinutes: 60 };
    return ivoNews.read(body, feed, ivoNews.options.parse({})).items.map(({ title }) => title);
  }

  it("shows its news as a page, each from the day after it is published, the newest first", async () => {
    const before = await titles();
    sandbox().setDay(10);
    const after = await titles();

    expect(before[0]).toBe("Så planerar IVO höstens tillsyn");
    expect(after).toEqual(["Dialogmöte med kommunerna", ...before]);
  });

  it("changes its layout on request", async () => {
    sandbox().fault("ivo-news", { kind: "layout" });

    await expect(titles()).rejects.toMatchObject({ reason: "malformed" });
  });
});
