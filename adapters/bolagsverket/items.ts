import type { z } from "zod";
import { SourceError } from "../../src/domain/silence.js";
import { readJson } from "../../src/http/answer.js";
import { shaped, translated } from "../../src/reading.js";
import { FAULTS, faultyBlock, organisationsAnswer } from "./schema.js";

type Item = Readonly<Record<string, unknown>>;
export type Items = readonly [Item, ...Item[]];
type Organisations = z.infer<typeof organisationsAnswer>;

const SOURCE = "Bolagsverket";

/** The organisations of an answer, and beside them the list of annual reports on days when it was asked for. */
export function organisationsIn(body: Uint8Array): Organisations {
  return shaped(organisationsAnswer, readJson(body, SOURCE), SOURCE);
}

/** One identity can have several items; the one with a name and the lowest number comes first. */
export function itemsOf({ organisationer }: Organisations): Items {
  const [first, ...rest] = organisationer.map(withOneSpelling).sort((a, b) => rankOf(a) - rankOf(b));
  if (first === undefined) throw new SourceError("empty", `${SOURCE}: ingen organisation i svaret`);
  return [first, ...rest];
}

function rankOf(item: Item): number {
  const unnamed = item.organisationsnamn === null ? 1000 : 0;
  return unnamed + (typeof item.namnskyddslopnummer === "number" ? item.namnskyddslopnummer : 0);
}

/** "pagande…" in the specification's examples, "pagaende…" in its schema; block and list each in either. */
function withOneSpelling(block: object): Item {
  const members = Object.entries(block).map(([key, value]): [string, unknown] => {
    if (!/^paga?e?nde/.test(key)) return [key, value];
    const isBlock = value !== null && typeof value === "object" && !Array.isArray(value);
    return [key.replace(/^pagande/, "pagaende"), isBlock ? withOneSpelling(value) : value];
  });
  return Object.fromEntries(members);
}

/** A producer's fault first: what it leaves in its blocks may have any shape. */
export function blocksOf<T>(schema: z.ZodType<T> & { readonly shape: object }, [first, ...rest]: Items): [T, ...T[]] {
  const of = (item: Item): T => {
    for (const name of Object.keys(schema.shape)) refuseFault(name, item[name]);
    return shaped(schema, item, SOURCE);
  };
  return [of(first), ...rest.map(of)];
}

function refuseFault(name: string, block: unknown): void {
  const { data } = faultyBlock.safeParse(block);
  if (data === undefined) return;
  const { typ } = data.fel;
  throw new SourceError(translated(FAULTS, typ, `${name}.fel`), `${SOURCE}: ${name}: ${typ}`);
}

/** What should be in the answer and is not. */
export function cut(field: string): SourceError {
  return new SourceError("malformed", `${SOURCE}: ${field} saknas`);
}
