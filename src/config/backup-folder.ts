import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./make-folder.js";

/** The nightly copies, named after their days. */
const NAME = /^basvakt-(\d{4}-\d{2}-\d{2})\.db$/;
const DAYS_KEPT = 7;
const MONTHS_KEPT = 12;

/** Where the copy of a day lies, or is to lie. */
export function backupOf(folder: string, day: string): string {
  makeFolder(folder);
  return join(folder, `basvakt-${day}.db`);
}

/** The copies in a folder, oldest first. */
export function backupsIn(folder: string): readonly { readonly day: string; readonly file: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const day = NAME.exec(name)?.[1];
      return day === undefined ? [] : [{ day, file: join(folder, name) }];
    });
}

export function newestBackup(folder: string): string | null {
  return backupsIn(folder).at(-1)?.file ?? null;
}

/** Takes away what is older than a week, but for the first copy of each of the last twelve months. */
export function rotateBackups(folder: string): void {
  const copies = backupsIn(folder);
  const firsts = new Map<string, string>();
  for (const { day } of copies) if (!firsts.has(day.slice(0, 7))) firsts.set(day.slice(0, 7), day);
  const kept = new Set([
    ...copies.slice(-DAYS_KEPT).map(({ day }) => day),
    ...[...firsts.values()].slice(-MONTHS_KEPT),
  ]);
  for (const { day, file } of copies) if (!kept.has(day)) rmSync(file);
}

/** Bytes of the newest copy from before a day; null when there is none. */
export function bytesBefore(folder: string, day: string): number | null {
  const before = backupsIn(folder).findLast((copy) => copy.day < day);
  return before === undefined ? null : statSync(before.file).size;
}
