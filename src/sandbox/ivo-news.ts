import type { Day } from "../domain/day.js";
import { escaped } from "./escape.js";
import { type Asked, type Reply, text } from "./reply.js";
import type { IvoNews, World } from "./world.js";

const SITE = "https://ivo.example";
const MOST_ITEMS = 10;

/** IVO's list of news, as a page; it knows no conditions. */
export function answerIvoNews(asked: Asked, world: World, now: Date): Reply {
  if (asked.method !== "GET" || asked.path !== "/aktuellt/nyheter/") return text(404, "Not found");
  const today = now.toISOString().slice(0, 10) as Day;
  const shown = world.ivoNews
    .filter(({ published }) => published < today)
    .toSorted((a, b) => (a.published < b.published ? 1 : -1))
    .slice(0, MOST_ITEMS);
  return { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: page(shown) };
}

function page(items: readonly IvoNews[]): string {
  return `<!DOCTYPE html>
<html lang="sv">
<head><meta charset="utf-8"><title>Nyheter</title></head>
<body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/tillstand/">Tillstånd</a></li></ul></nav>
<main>
<h1>Nyheter</h1>
<ul class="lista">
${items.map(entry).join("\n")}
</ul>
</main>
</body>
</html>
`;
}

function entry({ slug, published, title, summary }: IvoNews): string {
  const address = `${SITE}/aktuellt/nyheter/${published.slice(0, 4)}/${slug}/`;
  return `<li><h2><a href="${address}">${escaped(title)}</a></h2><time datetime="${published}">${published}</time><p>${escaped(summary)}</p></li>`;
}
