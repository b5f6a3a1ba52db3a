import { type Fault, Refusal } from "../domain/refusal.js";
import { headerKey, type Table } from "./table.js";

/** The columns of a delivery, by our own names, with the headings that others have for them. */
export interface HeaderList<C extends string> {
  readonly columns: Readonly<Record<C, readonly string[]>>;
  readonly required: readonly C[];
  /** Headings to leave aside. */
  readonly ignore: readonly string[];
}

/** Where each column stands. A column nobody has heard of refuses the delivery: it may be what matters. */
export function placeHeaders<C extends string>(table: Table, list: HeaderList<C>): ReadonlyMap<C, number> {
  const known = knownHeaders(list);
  const ignored = new Set(list.ignore.map(headerKey));
  const places = new Map<C, number>();
  const faults: Fault[] = [];
  table.headers.forEach(({ written, key }, index) => {
    const column = known.get(key);
    if (column !== undefined && !places.has(column)) places.set(column, index);
    else if (column !== undefined) faults.push(faultIn(table, written, `kolumnen ${column} finns två gånger`));
    else if (!ignored.has(key) && (written !== "" || isUsed(table, index))) faults.push(unknown(table, written));
  });
  const missing = list.required.filter((column) => !places.has(column));
  faults.push(...missing.map((column) => faultIn(table, column, "kolumnen saknas")));
  if (faults.length > 0) throw new Refusal(`${table.file} togs inte emot: rubrikraden går inte att tyda`, faults);
  return places;
}

function knownHeaders<C extends string>({ columns }: HeaderList<C>): ReadonlyMap<string, C> {
  return new Map(
    (Object.keys(columns) as C[]).flatMap((column) =>
      [column, ...columns[column]].map((header) => [headerKey(header), column] as const),
    ),
  );
}

function isUsed(table: Table, index: number): boolean {
  return table.rows.some(({ cells }) => cells[index] !== "");
}

function unknown(table: Table, written: string): Fault {
  if (written === "") return { file: table.file, message: "en kolumn har innehåll men ingen rubrik" };
  const advice = "okänd kolumn; ge den en motsvarighet under headers, eller nämn den under ignore, i sources.yaml";
  return faultIn(table, written, advice);
}

function faultIn(table: Table, column: string, message: string): Fault {
  return { file: table.file, column, message };
}
