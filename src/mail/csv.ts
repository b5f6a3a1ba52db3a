import { plain } from "./plain.js";

const LONGEST_CELL = 2000;
const BYTE_ORDER_MARK = "\uFEFF";
/** What a spreadsheet takes for the beginning of a formula, in their wide forms too. */
const FORMULA = /^[=+\-@|%＝＋－＠]/u;

/** Rows as a Swedish spreadsheet opens them: semicolons, CRLF, a byte order mark. Text from outside stays text. */
export function csv(rows: Iterable<readonly string[]>): string {
  const lines: string[] = [];
  for (const row of rows) lines.push(row.map(cell).join(";"));
  return `${BYTE_ORDER_MARK}${lines.join("\r\n")}\r\n`;
}

function cell(text: string): string {
  const inert = plain(text, LONGEST_CELL);
  const harmless = FORMULA.test(inert) ? `'${inert}` : inert;
  return /[;",']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
