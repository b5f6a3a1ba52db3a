import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ASKED, type DeliveryForm } from "./script.js";
import type { IvoRow, World } from "./world.js";

/** As somebody at IVO may have typed the heads: capitals and Swedish letters. */
const TITLED: Readonly<Record<string, string>> = {
  tillstandstyp: "Tillståndstyp",
  malgrupp: "Målgrupp",
  alder_fran: "Ålder_från",
  alder_till: "Ålder_till",
  kon: "Kön",
  lan: "Län",
  tillstand_dnr: "Tillstånd_dnr",
  tillstand_datum: "Tillstånd_datum",
  tillstand_villkor: "Tillstånd_villkor",
  aterrapportering_senast: "Återrapportering_senast",
  galler_omedelbart: "Gäller_omedelbart",
  upphavd_av: "Upphävd_av",
  upphavd_datum: "Upphävd_datum",
  egen_begaran: "Egen_begäran",
  forestandare: "Föreståndare",
};

/** Puts what arrives on the day into the inbox, IVO's extract and answers to requests; gives the files' paths. */
export function deliver(world: World, day: number, inbox: string): string[] {
  const script = world.days[day - 1];
  const form = script?.ivo;
  const extracts =
    form === undefined ? [] : [lay(inbox, "ivo-register", form.file, encoded(extract(rowsOn(world, day), form), form))];
  const answers = ASKED.flatMap((source) => {
    const answer = script?.answers[source];
    return answer === undefined ? [] : [lay(inbox, source, answer.file, Buffer.from(sheet(answer.rows)))];
  });
  return [...extracts, ...answers];
}

function lay(inbox: string, source: string, file: string, bytes: Buffer): string {
  const folder = join(inbox, source);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), bytes);
  return join(folder, file);
}

function sheet(rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  return `${lines.map((cells) => cells.join(";")).join("\r\n")}\r\n`;
}

/** IVO's whole register on a day. */
export function rowsOn(world: World, day: number): IvoRow[] {
  const steps = world.days.slice(0, day);
  return world.ivoRows.map((row) =>
    Object.assign({}, row, ...steps.map(({ ivoRows }) => ivoRows[row.verksamhets_id ?? ""] ?? {})),
  );
}

function extract(rows: readonly IvoRow[], form: DeliveryForm): string {
  const columns = Object.keys(rows[0] ?? {});
  const head = columns.map((column) => (form.headers === "plain" ? column : titled(column)));
  const lines = rows.map((row) => columns.map((column) => written(column, row[column] ?? "", form)));
  return `${[head, ...lines].map((cells) => cells.map((cell) => quoted(cell, form)).join(form.separator)).join("\r\n")}\r\n`;
}

function titled(column: string): string {
  return TITLED[column] ?? column.charAt(0).toUpperCase() + column.slice(1);
}

function written(column: string, value: string, form: DeliveryForm): string {
  if (column === "orgnr") return numberAs(value.replace("-", ""), form.numbers);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  return isDay && form.dates === "compact" ? value.replaceAll("-", "") : value;
}

function numberAs(digits: string, numbers: DeliveryForm["numbers"]): string {
  if (numbers === "hyphen") return `${digits.slice(0, 6)}-${digits.slice(6)}`;
  return numbers === "century" ? `16${digits}` : digits;
}

function quoted(cell: string, { separator }: DeliveryForm): string {
  return cell.includes(separator) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function encoded(text: string, { encoding }: DeliveryForm): Buffer {
  // The world keeps to letters that Windows-1252 shares with Latin-1.
  if (encoding === "windows-1252") return Buffer.from(text, "latin1");
  return Buffer.from(encoding === "utf-8-bom" ? `\ufeff${text}` : text, "utf8");
}
