import { defineFeed, type Feed } from "../../src/adapter.js";
import { pollFeed } from "../../src/feed/poll.js";
import { read } from "./read.js";
import { type Options, options } from "./schema.js";

const ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.8";

/** News feeds, as listed in feeds.yaml. Items are headlines, summaries and links; matching them is the job's. */
export const media: Feed<Options> = defineFeed({
  id: "media",
  title: "Nyheter (RSS och Atom)",
  kinds: ["media"],
  version: 1,
  settings: {},
  options,
  limits: { perMinute: 60, concurrency: 4, batch: 1 },
  redact: [],

  ask: (feed, question, context) => pollFeed({ adapter: media, accept: ACCEPT, feed }, question, context),
  read,
});
