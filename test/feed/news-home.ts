import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createHttp } from "../../src/http/client.js";
import { emptyHome, type ProgramHome } from "../cli/program-home.js";
import { type Reply, startLoopback } from "../http/loopback.js";

/** The papers of a practice home: what each of them answers now, by id. */
export interface NewsHome extends ProgramHome {
  readonly papers: Map<string, Reply>;
  /** What the first of its hosts has been asked. */
  readonly asked: () => readonly string[];
  /** The home's time, in minutes after it began. */
  feedsAt(minute: number): Promise<{ readonly alertsOpened: number; readonly changed: number; readonly done: number }>;
}

/** In sources.yaml: asked without waits. */
export const MEDIA = "media:\n  limits: { perMinute: 60000, retryMs: 0 }\n";

const BEGAN = Date.parse("2026-11-23T06:00:00Z");

export function timeAt(minute: number): string {
  return new Date(BEGAN + minute * 60_000).toISOString();
}

/** A practice home whose feeds are served by this machine; those that are named `elsewhere` by another host on it. */
export async function newsHome(
  papers: Readonly<Record<string, Reply>>,
  elsewhere: readonly string[] = [],
): Promise<NewsHome> {
  const answers = new Map(Object.entries(papers));
  const server = await startLoopback(({ path }) => answers.get(path.slice(1)) ?? { status: 404 });
  const second = await startLoopback(({ path }) => answers.get(path.slice(1)) ?? { status: 404 });
  const http = createHttp({ userAgent: "Basvakt-test/1" });
  onTestFinished(async () => {
    await http.close();
    await server.close();
    await second.close();
  });
  const home = emptyHome({ http, clock: () => new Date() });
  await home.basvakt("init", "--rehearsal", "--now", timeAt(0));
  const baseOf = (id: string) => (elsewhere.includes(id) ? second : server).base;
  const feeds = Object.keys(papers).map((id) => `  - { id: ${id}, title: ${id}, url: "${baseOf(id)}/${id}" }`);
  writeFileSync(join(home.folder, "feeds.yaml"), `feeds:\n${feeds.join("\n")}\n`);
  writeFileSync(join(home.folder, "sources.yaml"), MEDIA);
  return {
    ...home,
    papers: answers,
    asked: () => server.received.map(({ path }) => path),
    feedsAt: async (minute) => {
      const { document } = await home.json("run", "feeds", "--now", timeAt(minute));
      return document as Awaited<ReturnType<NewsHome["feedsAt"]>>;
    },
  };
}

/** A paper with these items, by slug; each has its own story. */
export function paper(...slugs: readonly string[]): Reply {
  const items = slugs.map(
    (slug) => `<item><title>Nyhet om ${slug} i ${slug}torp</title><link>https://blad.example/${slug}</link></item>`,
  );
  return { status: 200, body: rss(items.join("")) };
}

export function rss(items: string): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Bladet</title>${items}</channel></rss>`;
}
