import { readFileSync } from "node:fs";
import { assetPath } from "../src/asset.js";
import type { MatchSupplier, NewsText } from "../src/matching/match.js";
import { buildMatcher } from "../src/matching/matcher.js";
import { countByAutomaton } from "./automaton.js";

/** One measured figure; `limit` is what it has to stay under, null for a yardstick. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
}

const NAMES = 10_000;
const ARTICLES = 5_000;
const ARTICLE_LENGTH = 2_000;
/** One article in twenty names a supplier: still more than a day's feeds do. */
const NAMED_EVERY = 20;
const YARDSTICK_ARTICLES = 5;

/** Ten thousand names against five thousand articles of 2 kB, with a regular expression per name as the yardstick. */
export async function benchMatching(): Promise<Row[]> {
  const random = generator(20_261_123);
  const suppliers = inventSuppliers(random);
  const articles = inventArticles(random, suppliers);
  const before = process.memoryUsage().rss;
  const building = process.cpuUsage();
  const matcher = buildMatcher(suppliers);
  const built = seconds(building);
  const match = () => {
    const start = process.cpuUsage();
    const matches = articles.reduce((sum, article) => sum + matcher.match(article).length, 0);
    return { matches, spent: seconds(start) };
  };
  const first = match();
  const again = match();
  const memory = (process.memoryUsage().rss - before) / 1_048_576;
  return [
    { what: "bygga register med 10 000 namn", value: built, unit: "CPU-s", limit: 1.5 },
    { what: "5 000 artiklar à 2 kB mot 10 000 namn, ny process", value: first.spent, unit: "CPU-s", limit: 1.5 },
    { what: "samma igen, som i en daemon som är igång", value: again.spent, unit: "CPU-s", limit: 1.5 },
    { what: "minne utöver namn och artiklar", value: memory, unit: "MB", limit: 200 },
    { what: "en ren automat över samma texter", value: automaton(suppliers, articles), unit: "CPU-s", limit: null },
    { what: "träffar", value: first.matches, unit: "st", limit: null },
    {
      what: "ett reguljärt uttryck per namn, hela mängden (uppräknat)",
      value: yardstick(suppliers, articles),
      unit: "CPU-s",
      limit: null,
    },
  ];
}

/** What reading the texts costs at all on this machine: every name by a bare automaton, nothing weighed. */
function automaton(suppliers: readonly MatchSupplier[], articles: readonly NewsText[]): number {
  const names = suppliers.flatMap(({ aliases }) => aliases);
  const start = process.cpuUsage();
  const found = countByAutomaton(
    names,
    articles.map(({ title, summary }) => `${title}\n${summary}`),
  );
  if (found === 0) throw new Error("the automaton finds no name");
  return seconds(start);
}

/** What the obvious loop would cost: measured on a few articles, scaled to all. */
function yardstick(suppliers: readonly MatchSupplier[], articles: readonly NewsText[]): number {
  const patterns = suppliers.flatMap(({ aliases }) => aliases.map((alias) => new RegExp(`\\b${alias}s?\\b`, "iu")));
  const start = process.cpuUsage();
  for (const { title, summary } of articles.slice(0, YARDSTICK_ARTICLES)) {
    for (const pattern of patterns) pattern.test(`${title}\n${summary}`);
  }
  return seconds(start) * (ARTICLES / YARDSTICK_ARTICLES);
}

function seconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

const FIRST = [
  "Ek",
  "Björk",
  "Lind",
  "Sol",
  "Skog",
  "Fors",
  "Ljung",
  "Ros",
  "Kvarn",
  "Sten",
  "Ber",
  "Häll",
  "Vinter",
  "Norr",
  "Söder",
  "Klint",
  "Tors",
  "Alm",
  "Rönn",
  "Mar",
];
const MIDDLE = ["", "e", "na", "ar", "ing", "un", "or", "es", "el", "an"];
const LAST = [
  "gården",
  "backen",
  "hagen",
  "hult",
  "vik",
  "udden",
  "lunda",
  "holm",
  "torp",
  "dal",
  "näs",
  "sund",
  "by",
  "berga",
  "ryd",
  "kulla",
  "åsen",
  "viken",
  "ro",
  "fors",
  "mark",
  "ängen",
  "bo",
  "strand",
  "hamn",
];
const OPERATIONS = [
  ["HVB AB", "hvb"],
  ["Stödboende AB", "stodboende"],
  ["Familjehem AB", "familjehem"],
  ["Vård & Omsorg AB", "hvb"],
  ["Omsorg i Sverige AB", "socialt_boende"],
] as const;
const PLACES = [
  "Alingsås",
  "Borås",
  "Falun",
  "Gävle",
  "Kalmar",
  "Luleå",
  "Motala",
  "Nora",
  "Piteå",
  "Skövde",
  "Umeå",
  "Växjö",
];

function inventSuppliers(random: () => number): MatchSupplier[] {
  return Array.from({ length: NAMES / 2 }, (_, i) => {
    const brand = `${FIRST[i % 20]}${MIDDLE[Math.floor(i / 20) % 10]}${LAST[Math.floor(i / 200) % 25]}`;
    const [operation, service] = OPERATIONS[i % OPERATIONS.length] ?? OPERATIONS[0];
    return {
      orgNumber: String(5_590_000_000 + i),
      name: `${brand}s ${operation}`,
      aliases: [brand],
      services: [service],
      places: [pick(PLACES, random)],
    };
  });
}

function inventArticles(random: () => number, suppliers: readonly MatchSupplier[]): NewsText[] {
  const vocabulary = readFileSync(assetPath("words", "ordinary.txt"), "utf8")
    .split("\n")
    .filter((line) => /^\p{Ll}/u.test(line));
  return Array.from({ length: ARTICLES }, (_, i) => {
    const named = i % NAMED_EVERY === 0 ? pick(suppliers, random) : null;
    const news =
      named === null ? "" : ` Ivo kritiserar ${named.aliases[0]} i ${named.places[0]} för brister på boendet.`;
    let summary = "";
    while (summary.length < ARTICLE_LENGTH - news.length) summary += sentence(vocabulary, random);
    return { title: sentence(vocabulary, random), summary: summary + news };
  });
}

function sentence(vocabulary: readonly string[], random: () => number): string {
  const words = Array.from({ length: 12 }, (_, i) => {
    const word = pick(vocabulary, random);
    return i === 0 || random() < 0.1 ? `${word.charAt(0).toUpperCase()}${word.slice(1)}` : word;
  });
  return `${words.join(" ")}. `;
}

function pick<T>(list: readonly [T, ...T[]] | readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** A small generator of its own, so that every run measures the same texts. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 4_294_967_296;
  };
}
