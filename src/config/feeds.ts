import { z } from "zod";
import type { FeedSource } from "../adapter.js";
import { Refusal } from "../domain/refusal.js";
import { isSecureAddress } from "../domain/secure-address.js";
import { readYaml } from "../yaml/read-yaml.js";
import type { SourceConfig } from "./sources.js";

const HTTPS = "ska vara en adress som börjar på https://";

const feed = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, { message: "ska bestå av små bokstäver a-z, siffror och bindestreck" }),
  title: z.string().min(1),
  url: z.string().refine((url) => URL.canParse(url) && isSecureAddress(new URL(url)), { message: HTTPS }),
  every: z
    .string()
    .regex(/^[1-9]\d*m$/, { message: "ska vara ett antal minuter, som 30m" })
    .default("30m"),
  enabled: z.boolean().default(true),
});

const schema = z
  .strictObject({ feeds: z.array(feed).default([]) })
  .refine(({ feeds }) => new Set(feeds.map(({ id }) => id)).size === feeds.length, {
    message: "två flöden har samma id",
  });

/** The adapter whose feeds the file lists. */
const LISTED = "media";

/** The feeds that are switched on. Throws Refusal naming file and line. */
export function readFeeds(text: string, file: string): readonly FeedSource[] {
  const { feeds } = readYaml(
    text,
    file,
    z.preprocess((value) => value ?? {}, schema),
  );
  return feeds
    .filter(({ enabled }) => enabled)
    .map(({ id, title, url, every }) => ({
      id,
      source: LISTED,
      title,
      url: new URL(url),
      everyMinutes: Number.parseInt(every, 10),
    }));
}

/** Those and the ones that sources have of their own, named by their settings. Throws Refusal when an id is taken. */
export function allFeeds(listed: readonly FeedSource[], sources: readonly SourceConfig[]): readonly FeedSource[] {
  const own = sources.flatMap(({ adapter, settings, configured }) =>
    adapter.shape === "feed" && adapter.ownFeed !== undefined && configured ? [adapter.ownFeed(settings)] : [],
  );
  const taken = listed.find(({ id }) => own.some((feed) => feed.id === id));
  if (taken !== undefined) throw new Refusal(`feeds.yaml: id ${taken.id} är upptaget av en egen källa; välj ett annat`);
  return [...own, ...listed];
}
