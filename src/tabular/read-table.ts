import { hideIdentityNumbers } from "../domain/identity-number.js";
import { type Fault, Refusal } from "../domain/refusal.js";
import { cleanCell } from "./clean-cell.js";
import { cutCsv } from "./cut-csv.js";
import { cutXlsx } from "./cut-xlsx.js";
import { decodeText } from "./decode-text.js";
import { type Header, headerKey, type RawRow, type Row, type Table, type TableFile } from "./table.js";

const MAX_BYTES = 20 * 1024 * 1024;
const MAX_ROWS = 200_000;
const MAX_COLUMNS = 500;

const ZIP = "504b0304";
/** What people send instead of a table, by the file's first bytes. */
const OTHER_FORMATS: readonly (readonly [start: string, message: string])[] = [
  ["d0cf11e0", "filen är i det äldre Excelformatet (.xls) eller lösenordsskyddad; spara den som .xlsx utan lösenord"],
  ["25504446", "filen är en PDF; det som behövs är en tabell som CSV eller XLSX"],
  ["fffe", "filen är sparad som Unicode-text (UTF-16); spara den som CSV UTF-8"],
  ["feff", "filen är sparad som Unicode-text (UTF-16); spara den som CSV UTF-8"],
];

/** Reads a CSV or XLSX file, told apart by content. Throws Refusal, naming the file, when it is no table at all. */
export async function readTable(file: TableFile): Promise<Table> {
  refuseUnreadable(file);
  const raw = startsWith(file.bytes, ZIP) ? await cutXlsx(file) : cutCsv(file.name, decodeText(file));
  const filled = raw.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const [first, ...rest] = filled;
  if (first === undefined) refuse(file.name, "filen är tom");
  if (rest.length > MAX_ROWS) refuse(file.name, `filen har fler än ${MAX_ROWS} rader`);
  const faults: Fault[] = [];
  const headers = readHeaders(file.name, first, faults);
  const rows = rest.map((row) => readRow(file.name, row, headers, faults));
  return { file: file.name, headers, rows, faults };
}

function refuseUnreadable({ name, bytes }: TableFile): void {
  if (bytes.length > MAX_BYTES) refuse(name, `filen är större än ${MAX_BYTES / 1024 / 1024} MB`);
  const other = OTHER_FORMATS.find(([start]) => startsWith(bytes, start));
  if (other !== undefined) refuse(name, other[1]);
}

function startsWith(bytes: Uint8Array, hex: string): boolean {
  return Buffer.from(bytes.subarray(0, hex.length / 2)).toString("hex") === hex;
}

function refuse(name: string, message: string): never {
  throw new Refusal(`${name} kan inte läsas: ${message}`, [{ file: name, message }]);
}

/** Columns to the right of the last header stay nameless; they matter only when something stands in them. */
function readHeaders(file: string, { line, cells }: RawRow, faults: Fault[]): readonly Header[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== "");
  if (last >= MAX_COLUMNS) refuse(file, `filen har fler än ${MAX_COLUMNS} kolumner`);
  return cells.slice(0, last + 1).map((cell) => {
    const { text, fault } = cleanCell(cell);
    if (fault !== null) faults.push({ file, line, message: `rubriken innehåller ${fault}` });
    // A file without headers has people's numbers where headers should be, and messages name headers.
    const written = hideIdentityNumbers(text);
    return { written, key: headerKey(written) };
  });
}

function readRow(file: string, { line, cells }: RawRow, headers: readonly Header[], faults: Fault[]): Row {
  const last = cells.findLastIndex((cell) => cell.trim() !== "");
  if (last >= headers.length || cells.length < headers.length) {
    const message = `raden har ${Math.max(last + 1, cells.length)} celler men rubrikraden ${headers.length}; står skiljetecknet inne i en cell ska cellen stå inom citattecken`;
    faults.push({ file, line, message });
  }
  return {
    line,
    cells: headers.map(({ written }, index) => {
      const { text, fault } = cleanCell(cells[index] ?? "");
      if (fault !== null) faults.push({ file, line, column: written, message: `cellen innehåller ${fault}` });
      return text;
    }),
  };
}
