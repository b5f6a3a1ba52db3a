import { SourceError } from "../domain/silence.js";
import type { CellReading } from "./read-cell.js";

/** A row of a delivery by our own names of its columns. */
export interface SheetRow<C extends string> {
  readonly line: number;
  /** Columns that the delivery has; empty text where nothing stands. */
  readonly cells: Readonly<Partial<Record<C, string>>>;
}

/** Empty when the delivery lacks the column. */
export function textOf<C extends string>({ cells }: SheetRow<C>, column: C): string {
  return cells[column] ?? "";
}

/** Null when empty; throws SourceError for what the column cannot hold. */
export function readCell<C extends string, T>(
  row: SheetRow<C>,
  column: C,
  reader: (text: string) => CellReading<T>,
): T | null {
  const text = textOf(row, column);
  if (text === "") return null;
  const reading = reader(text);
  if ("value" in reading) return reading.value;
  throw faultIn(row, `kolumn ${column}: här väntades ${reading.expected}`);
}

export function faultIn({ line }: { readonly line: number }, message: string): SourceError {
  return new SourceError("malformed", `rad ${line}: ${message}`);
}
