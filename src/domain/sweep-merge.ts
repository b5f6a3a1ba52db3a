import { canonicalJson } from "./digest.js";
import type { ItemContent } from "./sweep.js";

/** One version of an item's row, and who made it so. */
export interface RowVersion extends ItemContent {
  readonly version: number;
  readonly by: string;
}

/** What a row says, without the state: that follows from what is filled in. */
export type RowContent = Pick<ItemContent, "handler" | "reason" | "fields">;

export type Merged =
  /** Nothing new: as it was when it was written out, as it is, or as it once has been. */
  | { readonly outcome: "unchanged"; readonly isOld: boolean }
  | { readonly outcome: "changed"; readonly content: RowContent }
  /** Two people have changed the same, to different things. */
  | { readonly outcome: "conflict"; readonly with: RowVersion };

/** What somebody fills in, and who is to do it: two people may change one each. */
const PARTS = [
  ({ handler }: RowContent) => ({ handler }),
  ({ reason, fields }: RowContent) => ({ reason, fields }),
] as const;

/**
 * A row that comes back, against what it was when it was written out and all that it has been since. Whoever came first does not
 * lose to whoever comes later, and a copy that is old undoes nothing. Pure.
 */
export function mergeRow(row: RowContent, base: number, history: readonly RowVersion[], by: string): Merged {
  const current = history.at(-1);
  const written = history.find(({ version }) => version === base);
  if (current === undefined || written === undefined) throw new Error(`No version ${base} of the row`);
  const parts = PARTS.map((part) => mergePart(part, row, written, history, by));
  const conflict = parts.find((part) => part.outcome === "conflict");
  if (conflict !== undefined) return conflict;
  const [handler, answer] = parts;
  if (parts.every(({ outcome }) => outcome === "unchanged")) {
    return { outcome: "unchanged", isOld: parts.some((part) => part.outcome === "unchanged" && part.isOld) };
  }
  const taken = (part: Merged | undefined) => (part?.outcome === "changed" ? row : current);
  const { reason, fields } = taken(answer);
  return { outcome: "changed", content: { handler: taken(handler).handler, reason, fields } };
}

type Part = (typeof PARTS)[number];

function mergePart(
  part: Part,
  row: RowContent,
  written: RowVersion,
  history: readonly RowVersion[],
  by: string,
): Merged {
  const same = (a: RowContent, b: RowContent) => canonicalJson(part(a)) === canonicalJson(part(b));
  const current = history.at(-1) ?? written;
  if (same(row, written) || same(row, current)) return { outcome: "unchanged", isOld: !same(row, current) };
  if (same(current, written)) return { outcome: "changed", content: row };
  // What it has been since it was written out is a copy that was saved before the latest change.
  if (history.some((past) => past.version > written.version && same(row, past))) {
    return { outcome: "unchanged", isOld: true };
  }
  const maker = history[history.findLastIndex((past) => !same(past, current)) + 1] ?? current;
  // Whoever corrects oneself may, and a person knows better than what a source said.
  if (maker.by === by || maker.by === MACHINE) return { outcome: "changed", content: row };
  return { outcome: "conflict", with: maker };
}

const MACHINE = "basvakt";
