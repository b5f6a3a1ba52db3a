import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { Refusal } from "../domain/refusal.js";
import { makeFolder } from "./make-folder.js";

/** The folder that holds everything of one installation. */
export interface Home {
  readonly folder: string;
  readonly database: string;
  readonly outbox: string;
  readonly inbox: string;
  /** The nightly copies of the database. */
  readonly backups: string;
  /** A home for practice, where the time may be set. */
  readonly rehearsal: Rehearsal | null;
}

interface Rehearsal {
  /** The time it has come to. */
  readonly now: Date | null;
}

export const HOME_FILES = {
  policy: "policy.yaml",
  sources: "sources.yaml",
  feeds: "feeds.yaml",
  recipients: "recipients.yaml",
  timetable: "timetable.yaml",
} as const;

const REHEARSAL = "rehearsal.json";
const rehearsalSchema = z.strictObject({ now: z.iso.datetime().nullable() });

/** A home that `init` has made. Throws Refusal when it is not there or cannot be written in. */
export function openHome(path: string): Home {
  const folder = resolve(path);
  if (!existsSync(join(folder, HOME_FILES.policy))) {
    throw new Refusal(`${folder} är ingen hemkatalog för basvakt; skapa den med: basvakt init --home ${path}`);
  }
  requireWritable(folder);
  return describe(folder);
}

/** Makes the folder, and remembers when it is for practice. Throws Refusal when that cannot be done. */
export function makeHome(path: string, rehearsal: Rehearsal | null): Home {
  const folder = resolve(path);
  try {
    makeFolder(folder);
  } catch {
    throw new Refusal(`hemkatalogen ${folder} går inte att skapa; är det en fil i vägen, eller saknas rättigheter?`);
  }
  requireWritable(folder);
  if (rehearsal !== null && !existsSync(join(folder, REHEARSAL))) rememberNow(folder, rehearsal.now);
  for (const name of ["inbox", "outbox"]) mkdirSync(join(folder, name), { recursive: true });
  return describe(folder);
}

/** The time that a practice home has come to. */
export function rememberNow(folder: string, now: Date | null): void {
  const file = join(folder, REHEARSAL);
  writeFileSync(`${file}.new`, `${JSON.stringify({ now: now?.toISOString() ?? null })}\n`);
  renameSync(`${file}.new`, file);
}

function describe(folder: string): Home {
  return {
    folder,
    database: join(folder, "basvakt.db"),
    outbox: join(folder, "outbox"),
    inbox: join(folder, "inbox"),
    backups: join(folder, "backups"),
    rehearsal: readRehearsal(join(folder, REHEARSAL)),
  };
}

function readRehearsal(file: string): Rehearsal | null {
  if (!existsSync(file)) return null;
  const read = rehearsalSchema.safeParse(jsonOrNull(readFileSync(file, "utf8")));
  if (!read.success) throw new Refusal(`${file} kan inte läsas; den ska vara som {"now":"2026-11-23T06:00:00.000Z"}`);
  const { now } = read.data;
  return { now: now === null ? null : new Date(now) };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function requireWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new Refusal(`hemkatalogen ${folder} går inte att skriva i; se efter rättigheterna`);
  }
}
