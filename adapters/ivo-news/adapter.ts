import { defineFeed, type Feed } from "../../src/adapter.js";
import { pollFeed } from "../../src/feed/poll.js";
import { read } from "./read.js";
import { type Options, options } from "./schema.js";

/** IVO's public list of news, as a page: no feed of theirs is known. */
export const ivoNews: Feed<Options> = defineFeed({
  id: "ivo-news",
  title: "IVO:s nyheter",
  kinds: ["media"],
  version: 1,
  settings: {
    url: { env: "IVO_NEWS_URL", about: "Address of IVO's list of news; unset: off." },
  },
  options,
  limits: { perMinute: 6, concurrency: 1, batch: 1 },
  redact: [],
  ownFeed: ({ url = "" }) => ({
    id: "ivo-news",
    source: "ivo-news",
    title: "IVO",
    url: new URL(url),
    everyMinutes: 60,
  }),

  ask: (feed, question, context) => pollFeed({ adapter: ivoNews, accept: "text/html", feed }, question, context),
  read,
});
