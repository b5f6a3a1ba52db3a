/** A spreadsheet takes a cell that begins so for a formula and runs it. */
const FORMULA = /^[=+\-@\t\r]/;

/** Rows as CSV that Excel in Swedish opens right: semicolons, UTF-8 with a byte order mark, no cell that is run. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(written).join(";")).join("\r\n")}\r\n`;
}

function written(cell: string): string {
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
