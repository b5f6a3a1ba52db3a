import { readFileSync } from "node:fs";
import type { MatchSupplier, NewsText } from "../../src/matching/match.js";

/** The project's own invented corpus: a register, items, and who each item is about and how grave it is. */
export interface Corpus {
  readonly suppliers: readonly MatchSupplier[];
  readonly items: readonly (NewsText & { readonly id: string })[];
  readonly labels: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

interface LabelLine {
  readonly id: string;
  readonly matches: readonly { readonly organisationsnummer: string; readonly severity: string }[];
}

const FOLDER = "fixtures/matching";

/** All of it that word data and rules were written with, or the part that was kept unseen. */
export function readCorpus(part: "" | "unseen-" = ""): Corpus {
  const [, ...rows] = linesOf("register.csv").map((line) => line.split(";"));
  const labels = linesOf(`${part}labels.jsonl`).map((line) => JSON.parse(line) as LabelLine);
  return {
    suppliers: rows.map(([orgNumber = "", name = "", alias = "", , service = "", places = ""]) => ({
      orgNumber,
      name,
      aliases: alias.split("|").filter((word) => word !== ""),
      services: [service],
      places: places.split("|"),
    })),
    items: linesOf(`${part}items.jsonl`).map((line) => JSON.parse(line) as NewsText & { id: string }),
    labels: new Map(
      labels.map(({ id, matches }) => [
        id,
        new Map(matches.map(({ organisationsnummer, severity }) => [organisationsnummer, severity])),
      ]),
    ),
  };
}

function linesOf(file: string): string[] {
  return readFileSync(`${FOLDER}/${file}`, "utf8").trim().split("\n");
}
