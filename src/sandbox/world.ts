import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { packageRoot } from "../asset.js";
import { addDays, type Day } from "../domain/day.js";
import { orgNumber, readOrgNumber } from "../domain/org-number.js";
import { type ScriptDay, scriptSchema } from "./script.js";

const day = z.iso.date().transform((text) => text as Day);
const number = z.string().refine((text) => readOrgNumber(text) === text, "not an organisation number of ten digits");

const seatSchema = z.tuple([z.string(), z.string(), day]);
const ownerSchema = z.strictObject({ name: z.string(), share: z.number() });

const companySchema = z.strictObject({
  number,
  name: z.string(),
  /** Bolagsverket's code; I, S and KOMMUN are not registered there. */
  form: z.enum(["AB", "HB", "EK", "I", "S", "KOMMUN"]),
  registered: day,
  address: z.strictObject({ street: z.string(), postcode: z.string(), town: z.string() }),
  business: z.string(),
  sni: z.tuple([z.string(), z.string()]),
  /** Absent: the bureau does not know the supplier. */
  score: z.number().int().min(1).max(100).optional(),
  employees: z.number().int(),
  turnover: z.number().int().optional(),
  owners: z.array(ownerSchema).default([]),
  board: z.array(seatSchema).default([]),
  auditor: z.string().optional(),
  quirks: z.strictObject({ pagande: z.boolean().default(false), timestamps: z.boolean().default(false) }).optional(),
});

const feedSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  format: z.enum(["rss", "atom"]),
  encoding: z.enum(["utf-8", "iso-8859-1"]),
  site: z.url(),
});

const QUIRKS = ["cdata", "html", "doubleEscaped", "utm", "noGuid", "noDate", "badDate"] as const;

const itemSchema = z.strictObject({
  feed: z.string(),
  slug: z.string(),
  published: z.iso.datetime({ offset: true }),
  title: z.string(),
  retitled: z.strictObject({ day: z.number().int(), title: z.string() }).optional(),
  summary: z.string(),
  quirks: z.array(z.enum(QUIRKS)),
});

const feedsSchema = z.strictObject({ feeds: z.array(feedSchema), items: z.array(itemSchema) });

export type Company = z.infer<typeof companySchema>;
export type NewsFeed = z.infer<typeof feedSchema>;
const ivoNewsSchema = z.strictObject({ slug: z.string(), published: day, title: z.string(), summary: z.string() });

export type IvoNews = z.infer<typeof ivoNewsSchema>;
export type NewsItem = z.infer<typeof itemSchema>;
export type IvoRow = Readonly<Record<string, string>>;

/** Everything invented: who exists, what happens on which day, what IVO's register and the papers say. */
export interface World {
  readonly firstDay: Day;
  readonly days: readonly ScriptDay[];
  readonly companies: ReadonlyMap<string, Company>;
  readonly ivoRows: readonly IvoRow[];
  readonly feeds: readonly NewsFeed[];
  readonly items: readonly NewsItem[];
  readonly ivoNews: readonly IvoNews[];
}

/** Reads and checks the sandbox's files. Throws with the file's own words when one of them is wrong. */
export function loadWorld(): World {
  const script = scriptSchema.parse(parseYaml(fixture("script.yaml")));
  const companies = z.array(companySchema).parse(parseYaml(fixture("companies.yaml")));
  return {
    ...script,
    ...feedsSchema.parse(parseYaml(fixture("feeds.yaml"))),
    ivoNews: z.array(ivoNewsSchema).parse(parseYaml(fixture("ivo-news.yaml"))),
    companies: new Map(companies.map((company) => [orgNumber(company.number), company])),
    ivoRows: parseCsv(fixture("ivo-register.csv"), { delimiter: ";", columns: true }) as IvoRow[],
  };
}

/** The same suppliers in a week when nothing but the usual happens, as often as it does. */
export function loadOrdinaryWeek(): World {
  const { items, ...script } = scriptSchema
    .extend({ items: z.array(itemSchema) })
    .parse(parseYaml(fixture("ordinary-week.yaml")));
  return { ...loadWorld(), ...script, items };
}

/** A file of the sandbox's world, as text. */
export function fixture(name: string): string {
  return readFileSync(fixturePath(name), "utf8");
}

/** Where a file of the sandbox's world lies. */
export function fixturePath(name: string): string {
  return join(packageRoot(), "fixtures", "sandbox", name);
}

/** The calendar day of the script's nth day; days after the script's last are quiet. */
export function dateOf(world: World, day: number): Day {
  return addDays(world.firstDay, day - 1);
}
